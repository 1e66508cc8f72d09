/** `alldoor application create`: an OAuth client, made by the same reading of its settings as the console's form. */
import { registerClient } from "../../hub/admin/applications/clients.ts";
import { readClientSettings } from "../../hub/clients/settings.ts";
import { isTemplate, TEMPLATES, templateSettings } from "../../hub/clients/template.ts";
import { ensureFirstOrganization, FIRST_ORGANIZATION } from "../../hub/organizations/store.ts";
import { applicationFlags, applicationOptions, applicationWish } from "../application-options.ts";
import { applicationDocument, applicationFacts } from "../application-view.ts";
import { command } from "../command.ts";
import { inFlags } from "../field-flags.ts";
import { organizationCalled } from "../organization-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

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
    type: {
      kind: "text",
      value: "TYPE",
      choices: ["confidential", "public", "native"],
      help: "Whether it can keep a secret (a server), or can't (a page in the browser; a program on a person's machine). Default: confidential.",
    },
    organization: { kind: "text", value: "NAME", help: "Where it belongs. Default: main." },
    ...applicationOptions,
  },
  examples: [
    "application create --name Wiki --redirect-uri https://wiki.example.com/callback",
    "application create --name Nightly --grant client_credentials --json",
    "application create --name Shop --template casdoor-compatible --redirect-uri https://shop.example.com/callback",
    "application create --name Ledger --grant client_credentials --auth client_secret_jwt",
    "application create --name Notes --type native --redirect-uri http://127.0.0.1/callback",
    'application create --name Berths --redirect-uri https://berths.example.com/callback --custom-scope "berths:read=See your berths"',
  ],
  async run({ options, configuration, output }) {
    await inFlags(applicationFlags(options), async () => {
      const template = templateSettings(
        options.template !== undefined && isTemplate(options.template) ? options.template : "standard",
      );
      const settings = readClientSettings({
        ...applicationWish(template, options),
        name: options.name,
        type: options.type ?? template.type,
      });
      await withHub(configuration(), async (hub) => {
        const { client, clientSecret } = await hub.db.write(async (tx) => {
          const { organization: place = FIRST_ORGANIZATION } = options;
          const organization =
            place === FIRST_ORGANIZATION ? await ensureFirstOrganization(tx, hub) : await organizationCalled(tx, place);
          return registerClient(tx, hub, COMMAND_LINE, organization.id, settings);
        });
        const { client_id, ...rest } = applicationDocument(client);
        output.answer(
          { client_id, client_secret: clientSecret, issuer: hub.issuer, ...rest },
          `The application "${client.name}" is registered.\n\n${applicationFacts(client, hub.issuer, clientSecret)}${
            clientSecret === null ? "" : "\n\nThe secret is not shown again."
          }`,
        );
      });
    });
  },
});
