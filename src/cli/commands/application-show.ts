/** `alldoor application show`: every setting of an application, and when each dangerous switch was last of use. No secret. */
import { listDangerUses } from "../../hub/clients/dangers.ts";
import { findRegistration } from "../../hub/clients/registration.ts";
import { organizationName } from "../../hub/organizations/store.ts";
import { applicationDocument, requireApplication, withApplications } from "../application-view.ts";
import { command } from "../command.ts";
import { facts } from "../output.ts";

const shown = (value: unknown): string => {
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value.join(" ") || "none";
  if (value === null) return "none";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

const dateOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

export const applicationShow = command({
  about: ["The client secret is not in it: it is kept as a hash."],
  settings: "hub",
  operands: [{ name: "CLIENT_ID", help: "The client id, as in alldoor application list." }],
  options: {},
  examples: ["application show 3f0c1de27ab34f5e9a10", "application show 3f0c1de27ab34f5e9a10 --json"],
  async run({ operands: [clientId = ""], configuration, output }) {
    const { client, organization, uses, registration } = await withApplications(configuration(), async ({ db }) => {
      const found = await requireApplication(db, clientId);
      return {
        client: found,
        organization: await organizationName(db, found.organizationId),
        uses: await listDangerUses(db, found.id),
        registration: await findRegistration(db, found.id),
      };
    });
    const { client_id, name, ...rest } = applicationDocument(client);
    const document = {
      client_id,
      name,
      organization,
      ...rest,
      danger_uses: uses.map(({ danger, lastUsedAt, uses: times }) => ({
        danger,
        last_used_at: lastUsedAt,
        uses: times,
      })),
      registration: registration ? { kind: registration.kind, metadata: registration.metadata } : null,
    };
    const { danger_uses: _uses, registration: _registration, created_at, ...settings } = document;
    const lines = [
      ...Object.entries(settings).map(([setting, value]): [string, string] => [setting, shown(value)]),
      ["created_at", dateOf(created_at)] as [string, string],
      ...uses.map(({ danger, lastUsedAt, uses: times }): [string, string] => [
        danger,
        `last used ${dateOf(lastUsedAt)}, ${times} in all`,
      ]),
      ...(registration ? [["registration", registration.kind] as [string, string]] : []),
    ];
    output.answer(document, facts(lines));
  },
});
