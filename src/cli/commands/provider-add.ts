/**
 * `alldoor provider add`: a registration that was made with a provider, set up at the hub. The row's callback address is
 * part of the answer, since the provider has to know it byte for byte.
 */
import { addProvider } from "../../hub/admin/providers/providers.ts";
import { LINK_POLICIES } from "../../hub/identities/decide-link.ts";
import { needsClientId, wayOf } from "../../hub/providers/options.ts";
import {
  callbackAddress,
  checkProviderSettings,
  type ProviderRow,
  type ProviderSettings,
} from "../../hub/providers/store.ts";
import type { Configuration } from "../../lib/configuration.ts";
import type { Provider } from "../../providers/provider.ts";
import { command } from "../command.ts";
import { usage } from "../failure.ts";
import { inFlags } from "../field-flags.ts";
import { facts, type Output } from "../output.ts";
import { flagsOf, readParams, readSettings, wordsOf } from "../provider-options.ts";
import { requireEntry, rowDocument } from "../provider-view.ts";
import { registerAtSandbox } from "../sandbox-registration.ts";
import { readSecret } from "../secret-input.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

interface Added {
  readonly row: ProviderRow;
  readonly callback: string;
}

const add = (configuration: Configuration, entry: Provider, wish: ProviderSettings): Promise<Added> =>
  withHub(configuration, async (hub) => {
    const row = await hub.db.write((tx) => addProvider(tx, hub, COMMAND_LINE, entry, wish));
    return { row, callback: callbackAddress(hub.issuer, row) };
  });

function tell(output: Output, { row, callback }: Added, registerAt: string | undefined): void {
  const lines: [string, string][] = [
    ["Slug", row.slug],
    ...(row.clientId === "" ? [] : [["Client id", row.clientId] as [string, string]]),
    ["Callback address", callback],
    ...(registerAt === undefined ? [] : [["Register that at", registerAt] as [string, string]]),
  ];
  const done = `${row.displayName} is set up${row.disabledAt === null ? "" : ", and not offered yet"}.`;
  output.answer({ provider: row.entry.id, ...rowDocument({ row, callback }) }, `${done}\n\n${facts(lines)}`);
}

export const providerAdd = command({
  about: [
    "The client secret is read from --client-secret-file or from standard input, or asked for at a terminal; it is stored sealed.",
    "With --from-sandbox the sandbox that --sandbox names makes the registration up, and no id or secret is needed.",
  ],
  settings: "hub",
  operands: [{ name: "ID", help: "A provider's id, as in alldoor provider list." }],
  options: {
    clientId: {
      kind: "text",
      value: "ID",
      help: "The client id that the provider gave. Left out where its protocol knows no clients.",
    },
    clientSecretFile: {
      kind: "text",
      value: "FILE",
      help: "File that holds the client secret, or - for standard input.",
    },
    withoutSecret: { kind: "flag", help: "The provider gave no secret." },
    fromSandbox: { kind: "flag", help: "Let the sandbox make up a registration." },
    set: { kind: "list", value: "KEY=VALUE", help: "A setting of the provider's own, as in alldoor provider show ID." },
    setFile: { kind: "list", value: "KEY=FILE", help: "A setting that is a secret, read from a file." },
    scope: { kind: "list", value: "SCOPE", help: "What is asked for, in place of the entry's own scopes." },
    furtherScope: {
      kind: "list",
      value: "SCOPE",
      help: "What an address that begins a sign-in may ask for besides.",
    },
    authorizeParam: {
      kind: "list",
      value: "NAME=VALUE",
      help: "A further parameter of the authorization request; none that the protocol itself sets.",
    },
    linkPolicy: {
      kind: "text",
      value: "POLICY",
      choices: LINK_POLICIES,
      help: "What happens where an unknown identity brings an address that an account here has proven: nothing, the account's owner is asked, or a link where both sides have verified it. Default: ask.",
    },
    verifiedEmail: {
      kind: "flag",
      help: "You vouch for every address that it reports. Dangerous: who can set one there can pose as its owner.",
    },
    name: { kind: "text", value: "NAME", help: "What its button says. Default: the provider's name." },
    allowSignUp: {
      kind: "flag",
      help: "People whom nobody knows yet get an account through it, where the application allows that too.",
    },
    disabled: { kind: "flag", help: "Set it up without offering it yet." },
  },
  examples: [
    "provider add github --client-id Iv1.0123456789abcdef --client-secret-file github.secret --allow-sign-up",
    "provider add keycloak --client-id alldoor --set url=https://sso.example.com --set realm=staff < secret",
    "provider add github --client-id Iv1.0123456789abcdef --authorize-param allow_signup=false < secret",
    "provider add steam",
    "provider add google --from-sandbox --sandbox http://localhost:9000 --allow-sign-up",
  ],
  async run({ operands: [id = ""], options, configuration, output }) {
    const entry = await requireEntry(id);
    const settings = configuration();
    const { clientId, clientSecretFile, withoutSecret, fromSandbox, name, scope, allowSignUp, disabled } = options;
    const wish = {
      displayName: name ?? entry.name,
      settings: readSettings(entry, options.set, options.setFile),
      scope: scope.length === 0 ? null : wordsOf(scope),
      furtherScope: wordsOf(options.furtherScope),
      authorizeParams: readParams(options.authorizeParam),
      linkPolicy: LINK_POLICIES.find((policy) => policy === options.linkPolicy),
      verifiedEmail: options.verifiedEmail,
      allowSignUp,
      enabled: !disabled,
    };
    if (withoutSecret && clientSecretFile !== undefined)
      throw usage("--without-secret and --client-secret-file contradict each other.");
    await inFlags(flagsOf(entry), async () => {
      if (fromSandbox) {
        if (clientId !== undefined || clientSecretFile !== undefined)
          throw usage("--from-sandbox makes up the client id and the secret itself.");
        if (settings.sandbox === undefined)
          throw usage("--from-sandbox needs --sandbox URL: the sandbox that is running.");
        return registerAtSandbox(settings.sandbox, entry, wish.settings, async ({ addCallback, ...registration }) => {
          const added = await add(settings, entry, { ...wish, ...registration });
          await addCallback(added.callback);
          tell(output, added, undefined);
        });
      }
      const isClient = clientId !== undefined || needsClientId(wayOf(entry, wish.settings));
      if (isClient && clientId === undefined)
        throw usage("alldoor provider add needs --client-id ID (or --from-sandbox).");
      const registered = { ...wish, clientId: clientId ?? "" };
      // Before a secret is asked for.
      checkProviderSettings(entry, registered);
      const source = {
        file: clientSecretFile,
        flag: "--client-secret-file",
        question: "Client secret",
        manyLines: true,
      };
      const hasSecret = !withoutSecret && (isClient || clientSecretFile !== undefined);
      const secret = hasSecret ? { clientSecret: await readSecret(source) } : {};
      tell(output, await add(settings, entry, { ...registered, ...secret }), entry.register);
    });
  },
});
