/** `alldoor application look`: shows and changes how an application looks on the way to it, as the console's form does. */
import { readFileSync } from "node:fs";
import { changeLook } from "../../hub/admin/applications/looks.ts";
import { findLook, type Look, type LookSettings, makeLogo, readLook } from "../../hub/clients/look.ts";
import { requireApplication, withApplications } from "../application-view.ts";
import { command } from "../command.ts";
import { usage } from "../failure.ts";
import { inFlags } from "../field-flags.ts";
import { facts } from "../output.ts";
import { COMMAND_LINE } from "../with-hub.ts";

const RESETTABLE = ["logo", "accent", "terms", "policy", "way-in", "without-passkey"] as const;
type Resettable = (typeof RESETTABLE)[number];

const SETTINGS: Readonly<Record<Exclude<Resettable, "logo">, keyof LookSettings>> = {
  accent: "accent",
  terms: "termsUri",
  policy: "policyUri",
  "way-in": "waysIn",
  "without-passkey": "allowPasskey",
};

const document = (clientId: string, look: Look) => ({
  client_id: clientId,
  accent: look.accent,
  terms_uri: look.termsUri,
  policy_uri: look.policyUri,
  allow_passkey: look.allowPasskey,
  ways_in: look.waysIn,
  logo: look.logo,
});

const shown = (value: string | boolean | null | readonly string[]): string =>
  typeof value === "object" ? (value?.join(" ") ?? "") || "none" : String(value);

export const applicationLook = command({
  about: [
    "What is not said stays as it is; with no option at all the look is only shown.",
    "The logo is written anew as WebP, without what else the file carries. A colour that could not be read is moved towards black or white where it is shown.",
  ],
  settings: "hub",
  operands: [{ name: "CLIENT_ID", help: "The client id, as in alldoor application list." }],
  options: {
    logo: { kind: "text", value: "FILE", help: "A PNG, JPEG or WebP file of at most 2 MB." },
    accent: { kind: "text", value: "#RRGGBB", help: "The colour of its buttons and links." },
    terms: { kind: "text", value: "URL", help: "Where its terms are." },
    policy: { kind: "text", value: "URL", help: "Where it says what it does with people's data." },
    wayIn: {
      kind: "list",
      value: "WAY",
      help: "What comes first on the sign-in page: passkey, password, email, or provider:SLUG. It opens none that is closed.",
    },
    withoutPasskey: { kind: "flag", help: "Passkeys are not taken as a first step." },
    reset: { kind: "list", value: "OPTION", choices: RESETTABLE, help: "That goes back to what is usual." },
  },
  examples: [
    "application look 3f0c1de27ab34f5e9a10 --logo logo.png --accent '#7c3aed'",
    "application look 3f0c1de27ab34f5e9a10 --way-in provider:github --way-in passkey",
    "application look 3f0c1de27ab34f5e9a10 --json",
  ],
  async run({ operands: [clientId = ""], options, configuration, output }) {
    const { reset } = options;
    const said: Partial<Record<keyof LookSettings, unknown>> = {
      ...(options.accent === undefined ? {} : { accent: options.accent }),
      ...(options.terms === undefined ? {} : { termsUri: options.terms }),
      ...(options.policy === undefined ? {} : { policyUri: options.policy }),
      ...(options.wayIn.length === 0 ? {} : { waysIn: [...options.wayIn] }),
      ...(options.withoutPasskey ? { allowPasskey: false } : {}),
    };
    for (const name of Object.keys(SETTINGS) as (keyof typeof SETTINGS)[])
      if (reset.includes(name) && Object.hasOwn(said, SETTINGS[name])) throw usage(`--${name} is both said and reset.`);
    if (reset.includes("logo") && options.logo !== undefined) throw usage("--logo is both said and reset.");
    const file = options.logo === undefined ? undefined : readFileSync(options.logo);
    const isChange = reset.length > 0 || file !== undefined || Object.keys(said).length > 0;
    const flags = {
      accent: "--accent",
      termsUri: "--terms",
      policyUri: "--policy",
      waysIn: "--way-in",
      logo: "--logo",
    };
    const look = await inFlags(flags, () =>
      withApplications(configuration(), async (hub) => {
        const client = await requireApplication(hub.db, clientId);
        if (!isChange) return findLook(hub.db, client.id);
        const logo = file === undefined ? (reset.includes("logo") ? null : undefined) : await makeLogo(file);
        return hub.db.write(async (tx) => {
          const { logo: _logo, ...known } = await findLook(tx, client.id);
          const kept: Partial<Record<keyof LookSettings, unknown>> = { ...known };
          for (const [name, setting] of Object.entries(SETTINGS)) if (reset.includes(name)) delete kept[setting];
          await changeLook(tx, hub, COMMAND_LINE, client.id, readLook({ ...kept, ...said }), logo);
          return findLook(tx, client.id);
        });
      }),
    );
    const answer = document(clientId, look);
    output.answer(answer, facts(Object.entries(answer).map(([name, value]) => [name, shown(value)])));
  },
});
