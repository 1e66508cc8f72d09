/** `/api/v1/applications/:id/providers`: what an application allows of each registration at a sign-in provider. */
import { z } from "zod";
import type { Reader } from "../../db/database.ts";
import { fieldRefusal } from "../../lib/errors.ts";
import { replaceRules } from "../admin/providers/providers.ts";
import { type ProviderRule, rulesOfClient, shownRule } from "../providers/rules.ts";
import { listProviders } from "../providers/store.ts";
import { requireApplication, requireChangeable } from "./applications.ts";
import type { ApiContext, ApiRoute } from "./route.ts";
import { changing, Nothing, reading } from "./schema.ts";

const PATH = "/api/v1/applications/:id/providers";
const MOST = 1000;

const RuleShape = z.strictObject({
  provider: z.string().max(100).describe("The slug of the registration."),
  sign_in: z.boolean().default(true).describe("Its people may sign in with it."),
  sign_up: z
    .boolean()
    .default(true)
    .describe("Unknown people get an account by it, where the registration allows that."),
  unlink: z.boolean().default(true).describe("People may take a link back that was made by it."),
  prompted: z.boolean().default(false).describe("People without a link are asked for one."),
});
const Rules = z.strictObject({ providers: z.array(RuleShape).max(MOST) });

async function show(reader: Reader, context: ApiContext): Promise<z.output<typeof Rules>> {
  const client = await requireApplication(reader, context);
  const ruleOf = await rulesOfClient(reader, client.id);
  return {
    providers: (await listProviders(reader)).map(({ id, slug }) => ({ provider: slug, ...shownRule(ruleOf(id)) })),
  };
}

/** By the registration's row. @throws Refusal `field_invalid` for a slug that is no registration's, or is there twice */
async function wished(reader: Reader, body: z.output<typeof Rules>): Promise<ReadonlyMap<string, ProviderRule>> {
  const rows = new Map((await listProviders(reader)).map(({ id, slug }) => [slug, id]));
  const wishes = new Map<string, ProviderRule>();
  for (const { provider, sign_in, sign_up, unlink, prompted } of body.providers) {
    const id = rows.get(provider);
    if (id === undefined || wishes.has(id))
      throw fieldRefusal({ providers: id === undefined ? "unknown_name" : "invalid" });
    wishes.set(id, { canSignIn: sign_in, canSignUp: sign_up, canUnlink: unlink, prompted });
  }
  return wishes;
}

export const clientProviderRoutes: readonly ApiRoute[] = [
  reading({
    id: "getProviderRules",
    path: PATH,
    summary: "What an application allows of each provider.",
    scope: "alldoor:applications:read",
    reach: "organization",
    query: Nothing,
    answer: Rules,
    read: (context) => show(context.hub.db, context),
  }),
  changing({
    id: "setProviderRules",
    method: "PUT",
    path: PATH,
    summary:
      "Replaces what an application allows of providers; one that is left out is allowed everything that it allows itself.",
    scope: "alldoor:applications:write",
    reach: "organization",
    status: 200,
    body: Rules,
    answer: Rules,
    current: show,
    mayRepeat: requireChangeable,
    change: (context) => async (tx) => {
      const { hub, caller, body } = context;
      const client = await requireChangeable(tx, context);
      await replaceRules(tx, hub, caller.actor, client.id, await wished(tx, body));
      return show(tx, context);
    },
  }),
];
