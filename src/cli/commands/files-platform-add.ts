/**
 * `alldoor files platform add`: a registration that was made with a platform, set up at the file server. Its callback addresses are
 * part of the answer, since the platform has to know them byte for byte.
 */
import { isEntry, loadEntry } from "../../files/platforms/entries.ts";
import { newPlatform, type PlatformFields } from "../../files/platforms/platform.ts";
import { createPlatform } from "../../files/platforms/store.ts";
import { saveSetting } from "../../files/settings/store.ts";
import type { Provider } from "../../providers/provider.ts";
import { command } from "../command.ts";
import { Failure, usage } from "../failure.ts";
import { inFlags } from "../field-flags.ts";
import { platformDocument, platformFacts, shownPlatform } from "../files-platform-view.ts";
import { readSecret, readSecretFile } from "../secret-input.ts";
import { withFiles } from "../with-files.ts";

/** `--set organization=staff` → `["organization", "staff"]`. @throws Failure `usage` */
function pairOf(flag: string, text: string): readonly [string, string] {
  const equals = text.indexOf("=");
  if (equals < 1) throw usage(`${flag} is written ${flag} key=value, not "${text}".`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}

function readSettings({ settings: declared = {} }: Provider, given: readonly string[], files: readonly string[]) {
  const settings: Record<string, string> = {};
  const set = (key: string, value: string) => {
    if (Object.hasOwn(settings, key)) throw usage(`The setting ${key} is there more than once.`);
    settings[key] = value;
  };
  for (const [key, value] of given.map((text) => pairOf("--set", text))) {
    if (Object.hasOwn(declared, key) && declared[key]?.type === "secret")
      throw usage(`The setting ${key} is a secret: --set-file ${key}=FILE reads it from a file.`);
    set(key, value);
  }
  for (const [key, file] of files.map((text) => pairOf("--set-file", text))) set(key, readSecretFile(file, true));
  return settings;
}

const flagsOf = (entry: Provider): Readonly<Record<string, string>> => ({
  label: "--name",
  clientId: "--client-id",
  clientSecret: "--client-secret-file",
  extraScopes: "--scope",
  defaultDir: "--default-dir",
  permission: "--permission",
  ...Object.fromEntries(Object.keys(entry.settings ?? {}).map((key) => [key, `--set ${key}`])),
});

export const filesPlatformAdd = command({
  about: [
    "The client secret is read from --client-secret-file or from standard input, or asked for at a terminal; it is stored sealed.",
    "Several platforms can be set up. Sign-in at platforms is turned on with the first one.",
    "--auto-register gives whoever comes for the first time an account: with --permission (the sum of what they may do) and --default-dir, in which {username} stands for the name.",
  ],
  settings: "files",
  operands: [{ name: "ID", help: "An entry's id, as in alldoor provider list; or oidc." }],
  options: {
    clientId: { kind: "text", value: "ID", help: "The client id that the platform gave." },
    clientSecretFile: {
      kind: "text",
      value: "FILE",
      help: "File that holds the client secret, or - for standard input.",
    },
    withoutSecret: { kind: "flag", help: "The platform gave no secret." },
    set: { kind: "list", value: "KEY=VALUE", help: "A setting of the platform's own." },
    setFile: {
      kind: "list",
      value: "KEY=FILE",
      help: "A setting that is read from a file: a certificate, or a secret.",
    },
    scope: { kind: "list", value: "SCOPE", help: "Asked for beside what the entry asks for." },
    name: { kind: "text", value: "NAME", help: "What its button says. Default: the entry's name." },
    autoRegister: { kind: "flag", help: "People whom nobody knows yet get an account." },
    defaultDir: { kind: "text", value: "PATH", help: "Base path of such accounts. Default: as in the settings." },
    permission: { kind: "text", value: "NUMBER", help: "Permission of such accounts. Default: as in the settings." },
  },
  examples: [
    "files platform add github --client-id Iv1.0123456789abcdef --client-secret-file github.secret --auto-register --permission 152",
    "files platform add casdoor --client-id 0123456789abcdef0123 --set endpoint=https://door.example.com --set organization=staff --set-file certificate=token_jwt_key.pem < secret",
  ],
  async run({ operands: [id = ""], options, configuration, output }) {
    const entry = isEntry(id) && id !== "alldoor" ? await loadEntry(id) : undefined;
    if (!entry) throw new Failure("provider_missing", `There is no entry "${id}": alldoor provider list shows them.`);
    const {
      clientId = "",
      clientSecretFile,
      withoutSecret,
      name,
      scope,
      autoRegister,
      defaultDir,
      permission,
    } = options;
    if (permission !== undefined && !/^\d{1,6}$/.test(permission))
      throw usage("--permission needs a whole number: the sum of what is allowed.");
    if (withoutSecret && clientSecretFile !== undefined)
      throw usage("--without-secret and --client-secret-file contradict each other.");
    const settings = configuration();
    const source = { file: clientSecretFile, flag: "--client-secret-file", question: "Client secret", manyLines: true };
    const wish: PlatformFields = {
      ...newPlatform(name ?? entry.name),
      clientId,
      clientSecret: withoutSecret ? undefined : await readSecret(source),
      settings: readSettings(entry, options.set, options.setFile),
      extraScopes: scope.flatMap((value) => value.split(/\s+/).filter(Boolean)),
      autoRegister: autoRegister ? true : null,
      defaultDir: defaultDir ?? null,
      defaultPermission: permission === undefined ? null : Number(permission),
    };
    const shown = await inFlags(flagsOf(entry), () =>
      withFiles(settings, async (files) => {
        const made = await files.db.write(async (tx) => {
          const first = await tx.query
            .selectFrom("files_platforms")
            .select("id")
            .where("id", "!=", "alldoor")
            .limit(1)
            .execute();
          if (first.length === 0) await saveSetting(tx, files, "sso_login_enabled", "true");
          return createPlatform(tx, files, entry, wish);
        });
        return shownPlatform(files, made);
      }),
    );
    output.answer(platformDocument(shown), `${shown.platform.label} is set up.\n\n${platformFacts(shown)}`);
  },
});
