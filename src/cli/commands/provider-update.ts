/** `alldoor provider update`: what is not said stays as it is. */
import { changeProvider } from "../../hub/admin/providers/providers.ts";
import { LINK_POLICIES } from "../../hub/identities/decide-link.ts";
import { callbackAddress } from "../../hub/providers/store.ts";
import { command } from "../command.ts";
import { usage } from "../failure.ts";
import { inFlags } from "../field-flags.ts";
import { flagsOf, readParams, readSettings, wordsOf } from "../provider-options.ts";
import { requireRow, rowDocument } from "../provider-view.ts";
import { readSecret } from "../secret-input.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

/** `undefined` where neither is said. @throws Failure `usage` */
function either(on: boolean, off: boolean, flag: string): boolean | undefined {
  if (on && off) throw usage(`--${flag} and its contrary contradict each other.`);
  return on ? true : off ? false : undefined;
}

export const providerUpdate = command({
  about: [
    "A setting that is named replaces the one that was there; the others stay. A new secret is read from --client-secret-file, or from standard input where that is -.",
  ],
  settings: "hub",
  operands: [{ name: "SLUG", help: "The registration, as in alldoor provider list." }],
  options: {
    name: { kind: "text", value: "NAME", help: "What its button says." },
    clientId: { kind: "text", value: "ID", help: "The client id that the provider gave." },
    clientSecretFile: { kind: "text", value: "FILE", help: "File that holds a new client secret, or -." },
    set: { kind: "list", value: "KEY=VALUE", help: "A setting of the provider's own." },
    setFile: { kind: "list", value: "KEY=FILE", help: "A setting that is a secret, read from a file." },
    scope: { kind: "list", value: "SCOPE", help: "What is asked for; none for the entry's own scopes." },
    furtherScope: { kind: "list", value: "SCOPE", help: "What a start address may ask for besides; none for nothing." },
    authorizeParam: {
      kind: "list",
      value: "NAME=VALUE",
      help: "Further parameters of the authorization request, in place of all that were there.",
    },
    linkPolicy: {
      kind: "text",
      value: "POLICY",
      choices: LINK_POLICIES,
      help: "What happens where an unknown identity brings an address that an account here has proven.",
    },
    verifiedEmail: { kind: "flag", help: "You vouch for every address that it reports. Dangerous." },
    noVerifiedEmail: { kind: "flag", help: "You do not." },
    allowSignUp: { kind: "flag", help: "People whom nobody knows yet get an account through it." },
    noSignUp: { kind: "flag", help: "They do not." },
    enable: { kind: "flag", help: "Offer it." },
    disable: { kind: "flag", help: "Offer it no more; links stay." },
  },
  examples: [
    "provider update github --disable",
    "provider update keycloak --set realm=staff --client-secret-file keycloak.secret",
  ],
  async run({ operands: [slug = ""], options, configuration, output }) {
    const enabled = either(options.enable, options.disable, "enable");
    const allowSignUp = either(options.allowSignUp, options.noSignUp, "allow-sign-up");
    const verifiedEmail = either(options.verifiedEmail, options.noVerifiedEmail, "verified-email");
    const { clientSecretFile: file } = options;
    const secret =
      file === undefined
        ? undefined
        : await readSecret({ file, flag: "--client-secret-file", question: "Client secret", manyLines: true });
    const changed = await withHub(configuration(), async (hub) => {
      const { entry } = await requireRow(hub.db, slug);
      const given = readSettings(entry, options.set, options.setFile);
      const scopes = wordsOf(options.scope);
      const further = wordsOf(options.furtherScope);
      return inFlags(flagsOf(entry), () =>
        hub.db.write(async (tx) => {
          const known = await requireRow(tx, slug);
          await changeProvider(tx, hub, COMMAND_LINE, known.id, {
            displayName: options.name ?? known.displayName,
            clientId: options.clientId ?? known.clientId,
            clientSecret: secret,
            settings: { ...known.settings, ...given },
            scope: scopes.length === 0 ? known.scope : scopes[0] === "none" ? null : scopes,
            furtherScope: further.length === 0 ? undefined : further.filter((each) => each !== "none"),
            authorizeParams: options.authorizeParam.length === 0 ? undefined : readParams(options.authorizeParam),
            linkPolicy: LINK_POLICIES.find((policy) => policy === options.linkPolicy),
            verifiedEmail,
            allowSignUp: allowSignUp ?? known.allowSignUp,
            enabled: enabled ?? known.disabledAt === null,
          });
          const row = await requireRow(tx, slug);
          return { row, callback: callbackAddress(hub.issuer, row) };
        }),
      );
    });
    output.answer(
      { provider: changed.row.entry.id, ...rowDocument(changed) },
      `${changed.row.displayName} is as you said.`,
    );
  },
});
