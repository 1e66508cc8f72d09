/** `alldoor provider show`: one entry of the catalogue, what has to be known to set it up, and how it is set up here. */
import { needsClientId } from "../../hub/providers/options.ts";
import type { Provider, Setting } from "../../providers/provider.ts";
import { command } from "../command.ts";
import { facts, wrapped } from "../output.ts";
import { type Configured, configuredProviders, entryDocument, requireEntry } from "../provider-view.ts";

const settingsDocument = ({ settings = {} }: Provider) =>
  Object.entries(settings).map(([key, { label, help, type, choices, required = false, default: standard }]) => ({
    key,
    label,
    help: help ?? null,
    type,
    choices: choices ?? null,
    required,
    default: standard ?? null,
  }));

function settingText(key: string, { type, label, help, choices, required, default: standard }: Setting): string {
  const more = [
    choices && `one of ${choices.join(", ")}`,
    required && "required",
    standard !== undefined && `default ${standard}`,
  ];
  const flag = type === "secret" ? `--set-file ${key}=FILE` : `--set ${key}=…`;
  return `  ${flag}  ${[label, help, ...more].filter(Boolean).join("; ")}`;
}

const settingsText = ({ settings = {} }: Provider): string =>
  Object.entries(settings)
    .map(([key, setting]) => settingText(key, setting))
    .join("\n");

const rowText = ({ row, callback }: Configured): string =>
  `  ${row.slug}  ${row.displayName}, client ${row.clientId}${row.disabledAt === null ? "" : ", disabled"}\n    callback address ${callback}`;

function text(entry: Provider, configured: readonly Configured[]): string {
  const { id, name, protocol, status = "live", scope, register, docs, note } = entry;
  const rows = configured.filter(({ row }) => row.entry.id === id);
  const pairs: [string, string][] = [
    ["Id", id],
    ["Protocol", protocol],
    ["Status", status],
    ["Scopes", scope.join(" ") || "none"],
    ["Register at", register ?? "unknown"],
    ["Documentation", docs ?? "unknown"],
  ];
  const settings = settingsText(entry);
  return [
    name,
    facts(pairs),
    ...(note === undefined ? [] : [wrapped(note)]),
    ...(settings === "" ? [] : [`Settings:\n${settings}`]),
    rows.length === 0
      ? `Not set up. alldoor provider add ${id}${needsClientId(entry) ? " --client-id ID" : ""} does it.`
      : `Set up as:\n${rows.map(rowText).join("\n")}`,
  ].join("\n\n");
}

export const providerShow = command({
  about: [],
  settings: "hub",
  operands: [{ name: "ID", help: "A provider's id, as in alldoor provider list." }],
  options: {},
  async run({ operands: [id = ""], configuration, output }) {
    const entry = await requireEntry(id);
    const configured = await configuredProviders(configuration());
    const { scope, pkce, emailTrust: email_trust, note } = entry;
    const document = {
      ...entryDocument(entry, configured),
      scope,
      pkce,
      email_trust,
      note: note ?? null,
      settings: settingsDocument(entry),
    };
    output.answer(document, text(entry, configured));
  },
});
