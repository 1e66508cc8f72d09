/** `/api/v1/applications/:id/look`: how an application looks to people on the way to it, and which ways in come first. */
import { z } from "zod";
import type { Reader } from "../../db/database.ts";
import { changeLook } from "../admin/applications/looks.ts";
import { findLook, LOOK_SETTINGS, type Look, type LookSettings, makeLogo, readLook } from "../clients/look.ts";
import { holdClient } from "../clients/store.ts";
import { named, snakeCase } from "../config/named.ts";
import { logoPath } from "../web/dress.ts";
import { requireApplication, requireChangeable } from "./applications.ts";
import type { ApiContext, ApiRoute } from "./route.ts";
import { changing, Nothing, reading } from "./schema.ts";

const PATH = "/api/v1/applications/:id/look";
/** Characters of base64: what fits into a call beside the rest. */
const LONGEST_LOGO = 120_000;

const settings = {
  accent: z.string().max(20).nullable().describe("`#rrggbb`; `null` for the server's own colour."),
  terms_uri: z.string().max(2000).nullable(),
  policy_uri: z.string().max(2000).nullable(),
  allow_passkey: z.boolean(),
  ways_in: z
    .array(z.string().max(120))
    .max(200)
    .describe(
      "What comes first: `passkey`, `password`, `email`, or `provider:` and its slug. It opens none that is closed.",
    ),
};

const LookShape = z.strictObject({
  ...settings,
  logo: z.string().nullable().describe("The path that the logo is at, named by its hash."),
});
const LookChange = z
  .strictObject({
    ...settings,
    logo: z
      .base64()
      .max(LONGEST_LOGO)
      .nullable()
      .describe("A PNG, JPEG or WebP file in base64, which is written anew; `null` takes the logo away."),
  })
  .partial();

const shown = (look: Look): z.output<typeof LookShape> => ({
  accent: look.accent,
  terms_uri: look.termsUri,
  policy_uri: look.policyUri,
  allow_passkey: look.allowPasskey,
  ways_in: [...look.waysIn],
  logo: logoPath(look.logo),
});

const show = async (reader: Reader, context: ApiContext) =>
  shown(await findLook(reader, (await requireApplication(reader, context)).id));

/** What is wished for over what there is. @throws Refusal `field_invalid` by the names of the wire */
function wished(look: Look, body: Readonly<Record<string, unknown>>): LookSettings {
  const input = Object.fromEntries(
    LOOK_SETTINGS.map((name) => {
      const wish = body[snakeCase(name)];
      return [name, wish === undefined ? look[name] : wish];
    }),
  );
  return named(
    (field) => field,
    () => readLook(input),
  );
}

export const lookRoutes: readonly ApiRoute[] = [
  reading({
    id: "getLook",
    path: PATH,
    summary: "How an application looks on the way to it.",
    scope: "alldoor:applications:read",
    reach: "organization",
    query: Nothing,
    answer: LookShape,
    read: (context) => show(context.hub.db, context),
  }),
  changing({
    id: "changeLook",
    method: "PATCH",
    path: PATH,
    summary: "Changes how an application looks; what is left out stays.",
    scope: "alldoor:applications:write",
    reach: "organization",
    status: 200,
    body: LookChange,
    answer: LookShape,
    current: show,
    async change(context) {
      const { hub, caller, body } = context;
      // Nobody has pictures read for an application that they may not change.
      await requireChangeable(hub.db, context);
      const { logo: file } = body;
      const logo = typeof file === "string" ? await makeLogo(Buffer.from(file, "base64")) : file;
      return async (tx) => {
        const client = await requireChangeable(tx, context);
        // What is left out stays as it is now, whatever somebody else changes at this moment.
        await holdClient(tx, client.id);
        const settings = wished(await findLook(tx, client.id), body);
        await changeLook(tx, hub, caller.actor, client.id, settings, logo);
        return show(tx, context);
      };
    },
  }),
];
