/** `alldoor application create`: an OAuth client, made by the same reading of its settings as the console's form. */
import { registerClient } from "../../hub/admin/clients.ts";
import {
  GRANT_TYPES,
  type GrantType,
  readClientSettings,
  SIGNING_ALGS,
  type SigningAlg,
  STANDARD_SCOPES,
} from "../../hub/clients/settings.ts";
import { isTemplate, TEMPLATES, templateSettings } from "../../hub/clients/template.ts";
import { ensureFirstOrganization } from "../../hub/organizations/store.ts";
import { applicationDocument, applicationFacts } from "../application-view.ts";
import { command } from "../command.ts";
import { inFlags } from "../field-flags.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

const FLAGS = {
  name: "--name",
  homepage: "--homepage",
  type: "--type",
  authMethod: "--auth",
  jwks: "--jwks-uri",
  jwksUri: "--jwks-uri",
  redirectUris: "--redirect-uri",
  postLogoutRedirectUris: "--post-logout-redirect-uri",
  grantTypes: "--grant",
  scopes: "--scope",
  signingAlg: "--alg",
  consent: "--consent",
  dangers: "--dangerously-allow-code-without-pkce",
};

/** What was not said is left to the defaults. The choices have been checked with the arguments. */
const said = <T extends string>(values: readonly string[]): T[] | undefined =>
  values.length === 0 ? undefined : ([...values] as T[]);

export const applicationCreate = command({
  about: [
    "The client secret is shown once and kept only as a hash. A hub that is running on the same data knows the application at once.",
    "Redirect addresses are compared byte for byte; only a native application's loopback address may use any port.",
  ],
  settings: "hub",
  options: {
    name: { kind: "text", value: "NAME", required: true, help: "What people read when they sign in and consent." },
    template: {
      kind: "text",
      value: "TEMPLATE",
      choices: TEMPLATES,
      help: "What it begins with: casdoor-compatible has every dangerous switch on, so that what was written for Casdoor works. Default: standard.",
    },
    auth: {
      kind: "text",
      value: "METHOD",
      choices: ["secret", "client_secret_jwt", "private_key_jwt"],
      help: "How a confidential application proves itself: by its secret, by a JWT that it signs with it, or by a key of its own. Default: secret.",
    },
    jwksUri: { kind: "text", value: "URL", help: "Where its public keys are, for private_key_jwt." },
    redirectUri: {
      kind: "list",
      value: "URI",
      help: "Where people may be sent back to: https, http on localhost, or a reverse-domain scheme.",
    },
    grant: {
      kind: "list",
      value: "GRANT",
      choices: GRANT_TYPES,
      help: "What it may get tokens for. Default: authorization_code and refresh_token.",
    },
    type: {
      kind: "text",
      value: "TYPE",
      choices: ["confidential", "public", "native"],
      help: "Whether it can keep a secret (a server), or can't (a page in the browser; a program on a person's machine). Default: confidential.",
    },
    scope: { kind: "list", value: "SCOPE", choices: STANDARD_SCOPES, help: "What it may ask for. Default: all." },
    alg: { kind: "text", value: "ALG", choices: SIGNING_ALGS, help: "Signature of its tokens. Default: ES256." },
    consent: {
      kind: "text",
      value: "WHEN",
      choices: ["first-party", "once", "always"],
      help: "Whether people are asked: never (an application of your own), once, or each time. Default: once.",
    },
    homepage: { kind: "text", value: "URL", help: "Its own page." },
    postLogoutRedirectUri: { kind: "list", value: "URI", help: "Where people may be sent after signing out." },
    allowSignUp: { kind: "flag", help: "People without an account may make one here." },
    withoutPassword: { kind: "flag", help: "Sign-in by provider only: the sign-in page asks for no password." },
    dangerouslyAllowCodeWithoutPkce: {
      kind: "flag",
      help: "Codes also without PKCE, for a confidential application that can't: a stolen code can be injected.",
    },
  },
  examples: [
    "application create --name Wiki --redirect-uri https://wiki.example.com/callback",
    "application create --name Nightly --grant client_credentials --json",
    "application create --name Shop --template casdoor-compatible --redirect-uri https://shop.example.com/callback",
    "application create --name Ledger --grant client_credentials --auth client_secret_jwt",
    "application create --name Notes --type native --redirect-uri http://127.0.0.1/callback",
  ],
  async run({ options, configuration, output }) {
    await inFlags(FLAGS, async () => {
      const template = templateSettings(
        options.template !== undefined && isTemplate(options.template) ? options.template : "standard",
      );
      const settings = readClientSettings({
        ...template,
        name: options.name,
        homepage: options.homepage ?? null,
        type: options.type ?? template.type,
        ...(options.auth === undefined ? {} : { authMethod: options.auth }),
        jwksUri: options.jwksUri ?? null,
        redirectUris: [...options.redirectUri],
        postLogoutRedirectUris: [...options.postLogoutRedirectUri],
        grantTypes: said<GrantType>(options.grant) ?? template.grantTypes,
        scopes: said<(typeof STANDARD_SCOPES)[number]>(options.scope) ?? template.scopes,
        signingAlg: (options.alg as SigningAlg | undefined) ?? template.signingAlg,
        consent: options.consent ?? template.consent,
        allowSignUp: options.allowSignUp || template.allowSignUp === true,
        allowPassword: !options.withoutPassword,
        dangers: [
          ...new Set([
            ...(template.dangers ?? []),
            ...(options.dangerouslyAllowCodeWithoutPkce ? (["dangerouslyAllowCodeWithoutPkce"] as const) : []),
          ]),
        ],
      });
      await withHub(configuration(), async (hub) => {
        const { client, clientSecret } = await hub.db.write(async (tx) => {
          const organization = await ensureFirstOrganization(tx, hub);
          return registerClient(tx, hub, COMMAND_LINE, organization.id, settings);
        });
        const { client_id, ...rest } = applicationDocument(client);
        output.answer(
          { client_id, client_secret: clientSecret, issuer: hub.issuer, ...rest },
          `The application "${client.name}" is registered.\n\n${applicationFacts(client, clientSecret, hub.issuer)}${
            clientSecret === null ? "" : "\n\nThe secret is not shown again."
          }`,
        );
      });
    });
  },
});
