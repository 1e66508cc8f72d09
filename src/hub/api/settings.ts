/**
 * `/api/v1/settings`: what is set for the whole server: who may register applications by themselves (RFC 7591), how long the audit log
 * is kept; and the configuration that the hub runs with.
 */
import { z } from "zod";
import type { Reader } from "../../db/database.ts";
import { Refusal } from "../../lib/errors.ts";
import { LEAST_RETENTION, MOST_RETENTION, readRetention, setRetention } from "../audit/retention.ts";
import { REGISTRATION_MODES, readRegistrationPolicy, setRegistrationPolicy } from "../clients/registration-policy.ts";
import type { ApiRoute } from "./route.ts";
import { changing, Nothing, reading } from "./schema.ts";

const registration = {
  mode: z
    .enum(REGISTRATION_MODES)
    .describe("Who may register: nobody, whoever has an initial access token, everybody."),
  resources: z.array(z.string().max(500)).max(50).describe("Resources (RFC 8707) that such applications may name."),
  metadata_hosts: z.array(z.string().max(260)).max(200).describe("Hosts whose documents describe applications."),
  unused_days: z
    .number()
    .int()
    .describe(
      "Days after which one that registered and was never of use is removed; of those that register from now on.",
    ),
  most_unused: z
    .number()
    .int()
    .describe("How many such there may be before whoever has no token can register no more."),
};
const audit = {
  retention_days: z
    .number()
    .int()
    .min(LEAST_RETENTION)
    .max(MOST_RETENTION)
    .nullable()
    .describe("How long rows of the audit log are kept; null for ever."),
};
const SettingsShape = z.strictObject({ registration: z.strictObject(registration), audit: z.strictObject(audit) });
const Change = z.strictObject({
  registration: z.strictObject(registration).partial().optional(),
  audit: z.strictObject(audit).partial().optional(),
});
const ConfigurationShape = z.strictObject({
  data: z.array(
    z.strictObject({
      name: z.string().describe("The variable."),
      value: z.string().nullable().describe("null where there is none, and for a secret."),
      secret: z.boolean().describe("It is set, and not told."),
      source: z.enum(["option", "variable", "standard"]),
    }),
  ),
});

async function show(reader: Reader): Promise<z.output<typeof SettingsShape>> {
  const { mode, resources, metadataHosts, unusedDays, mostUnused } = await readRegistrationPolicy(reader);
  const lists = { resources: [...resources], metadata_hosts: [...metadataHosts] };
  return {
    registration: { mode, ...lists, unused_days: unusedDays, most_unused: mostUnused },
    audit: { retention_days: await readRetention(reader) },
  };
}

export const settingsRoutes: readonly ApiRoute[] = [
  reading({
    id: "getSettings",
    path: "/api/v1/settings",
    summary: "The settings of the server.",
    scope: "alldoor:settings:read",
    reach: "server",
    query: Nothing,
    answer: SettingsShape,
    read: ({ hub }) => show(hub.db),
  }),
  reading({
    id: "getConfiguration",
    path: "/api/v1/settings/configuration",
    summary: "The configuration that this hub was started with, without secrets.",
    scope: "alldoor:settings:read",
    reach: "server",
    query: Nothing,
    answer: ConfigurationShape,
    read: async ({ hub }) => ({ data: hub.settings }),
  }),
  changing({
    id: "changeSettings",
    method: "PATCH",
    path: "/api/v1/settings",
    summary: "Changes settings of the server; what is left out stays.",
    scope: "alldoor:settings:write",
    reach: "server",
    status: 200,
    body: Change,
    answer: SettingsShape,
    current: show,
    change:
      ({ hub, caller, body }) =>
      async (tx) => {
        const known = await readRegistrationPolicy(tx);
        if (known.organizationId === null) throw new Refusal("not_found");
        if (body.registration) {
          const {
            mode = known.mode,
            resources = known.resources,
            metadata_hosts,
            unused_days,
            most_unused,
          } = body.registration;
          const policy = {
            mode,
            resources,
            metadataHosts: metadata_hosts ?? known.metadataHosts,
            unusedDays: unused_days ?? known.unusedDays,
            mostUnused: most_unused ?? known.mostUnused,
          };
          await setRegistrationPolicy(tx, hub, caller.actor, known.organizationId, policy);
        }
        const days = body.audit?.retention_days;
        if (days !== undefined) await setRetention(tx, hub, caller.actor, days);
        return show(tx);
      },
  }),
];
