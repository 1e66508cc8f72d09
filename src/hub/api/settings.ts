/** `/api/v1/settings`: what is set for the whole server: who may register applications by themselves (RFC 7591). */
import { z } from "zod";
import type { Reader } from "../../db/database.ts";
import { Refusal } from "../../lib/errors.ts";
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
const SettingsShape = z.strictObject({ registration: z.strictObject(registration) });
const Change = z.strictObject({ registration: z.strictObject(registration).partial().optional() });

async function show(reader: Reader): Promise<z.output<typeof SettingsShape>> {
  const { mode, resources, metadataHosts, unusedDays, mostUnused } = await readRegistrationPolicy(reader);
  const lists = { resources: [...resources], metadata_hosts: [...metadataHosts] };
  return { registration: { mode, ...lists, unused_days: unusedDays, most_unused: mostUnused } };
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
        return show(tx);
      },
  }),
];
