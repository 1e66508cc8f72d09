/**
 * `alldoor organization registration`: what clients may do that nobody sets up by hand (RFC 7591; client ID metadata documents).
 * What is not said stays as it is; without options it only shows.
 */
import {
  createRegistrationToken,
  listRegistrationTokens,
  type OrganizationPolicy,
  REGISTRATION_MODES,
  type RegistrationMode,
  readRegistrationPolicy,
  removeRegistrationToken,
  setRegistrationPolicy,
  TOKEN_LIMITS,
  UNUSED_LIMITS,
} from "../../hub/clients/registration-policy.ts";
import type { Hub } from "../../hub/hub.ts";
import { ensureFirstOrganization } from "../../hub/organizations/store.ts";
import { Refusal } from "../../lib/errors.ts";
import { command } from "../command.ts";
import { inFlags } from "../field-flags.ts";
import { facts } from "../output.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

const FLAGS = {
  resources: "--resource",
  metadataHosts: "--document-host",
  unusedDays: "--unused-days",
  mostUnused: "--most-unused",
  name: "--new-token",
  uses: "--uses",
  lives: "--seconds",
};

/** A list as it is to be: `none` empties it, nothing leaves it. */
const listOf = (said: readonly string[], known: readonly string[]): readonly string[] =>
  said.length === 0 ? known : said.filter((each) => each !== "none");

const numberOf = (text: string | undefined, usual: number): number =>
  text === undefined ? usual : /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;

async function report(hub: Hub, policy: OrganizationPolicy, token: string | null) {
  const tokens = policy.organizationId === null ? [] : await listRegistrationTokens(hub.db, policy.organizationId);
  const document = {
    registration: policy.mode,
    resources: policy.resources,
    document_hosts: policy.metadataHosts,
    unused_days: policy.unusedDays,
    most_unused: policy.mostUnused,
    tokens: tokens.map((each) => ({
      id: String(each.id),
      name: each.name,
      uses: each.uses,
      most_uses: each.mostUses,
      expires_at: each.expiresAt,
    })),
    ...(token === null ? {} : { token }),
  };
  const text = facts([
    ["Registration", policy.mode],
    ["Documents of", policy.metadataHosts.join(" ") || "no host"],
    ["Resources", policy.resources.join(" ") || "none"],
    ["Unused ones", `removed after ${policy.unusedDays} days, ${policy.mostUnused} at most`],
    ...tokens.map(({ id, name, uses, mostUses }): [string, string] => [
      `Token ${id}`,
      `${name}: ${uses} of ${mostUses} used`,
    ]),
  ]);
  return { document, text: token === null ? text : `${text}\n\n${token}\n\nThe token is not shown again.` };
}

export const organizationRegistration = command({
  about: [
    "Clients register themselves at /api/oauth/register: nobody (closed), whoever has an initial access token (token), or everybody (open).",
    "Clients named by the address of a document of their own (as editors that speak MCP are) are taken from the hosts that are listed here.",
    "Neither kind is ever trusted: people are asked each time, and are told that nobody here set the application up.",
  ],
  settings: "hub",
  options: {
    mode: { kind: "text", value: "MODE", choices: REGISTRATION_MODES, help: "Who may register. At first: closed." },
    resource: {
      kind: "list",
      value: "URI",
      help: "Resource that such clients may name (RFC 8707), * for any, none for none. Those registered before keep theirs.",
    },
    documentHost: {
      kind: "list",
      value: "HOST",
      help: "Host whose documents describe clients, * for any, none for none. At first: none.",
    },
    unusedDays: {
      kind: "text",
      value: "DAYS",
      help: `Removes a client that registered from now on and was never of use. Default: ${UNUSED_LIMITS.days.usual}.`,
    },
    mostUnused: {
      kind: "text",
      value: "COUNT",
      help: `How many such there may be before nobody without a token registers. Default: ${UNUSED_LIMITS.count.usual}.`,
    },
    newToken: { kind: "text", value: "NAME", help: "Makes an initial access token, and prints it once." },
    uses: {
      kind: "text",
      value: "COUNT",
      help: `How often the new token is good. Default: ${TOKEN_LIMITS.uses.usual}.`,
    },
    seconds: { kind: "text", value: "SECONDS", help: `How long it is good. Default: ${TOKEN_LIMITS.seconds.usual}.` },
    removeToken: { kind: "text", value: "ID", help: "Ends an initial access token." },
  },
  examples: [
    "organization registration",
    "organization registration --mode open --resource https://mcp.example.com/mcp",
    "organization registration --document-host claude.ai --document-host vscode.dev",
    "organization registration --mode token --new-token Build --uses 20 --seconds 604800",
  ],
  async run({ options, configuration, output }) {
    await inFlags(FLAGS, () =>
      withHub(configuration(), async (hub) => {
        const { mode, resource, documentHost, unusedDays, mostUnused, newToken, removeToken } = options;
        const token = await hub.db.write(async (tx) => {
          const { id } = await ensureFirstOrganization(tx, hub);
          const known = await readRegistrationPolicy(tx);
          const numbers = [unusedDays, mostUnused];
          const lists = [...resource, ...documentHost];
          if (mode !== undefined || lists.length > 0 || numbers.some((each) => each !== undefined)) {
            await setRegistrationPolicy(tx, hub, COMMAND_LINE, id, {
              mode: (mode as RegistrationMode | undefined) ?? known.mode,
              resources: listOf(resource, known.resources),
              metadataHosts: listOf(documentHost, known.metadataHosts),
              unusedDays: numberOf(unusedDays, known.unusedDays),
              mostUnused: numberOf(mostUnused, known.mostUnused),
            });
          }
          if (removeToken !== undefined) {
            if (!/^\d{1,16}$/.test(removeToken)) throw new Refusal("not_found", "There is no such token.");
            await removeRegistrationToken(tx, hub, COMMAND_LINE, id, Number(removeToken));
          }
          if (newToken === undefined) return null;
          return createRegistrationToken(tx, hub, COMMAND_LINE, id, {
            name: newToken,
            mostUses: numberOf(options.uses, TOKEN_LIMITS.uses.usual),
            lives: numberOf(options.seconds, TOKEN_LIMITS.seconds.usual),
          });
        });
        const { document, text } = await report(hub, await readRegistrationPolicy(hub.db), token);
        output.answer(document, text);
      }),
    );
  },
});
