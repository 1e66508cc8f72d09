/**
 * `POST /api/v1/users/import`: people out of a file (CSV), by the console's own reading. One call is one transaction: everybody in
 * it comes, or nobody does.
 */
import { z } from "zod";
import { Refusal } from "../../lib/errors.ts";
import { importAtOnce, MOST_AT_ONCE, planImport } from "../admin/people/people-csv.ts";
import type { ApiRoute } from "./route.ts";
import { changing, id } from "./schema.ts";
import { organizationFor } from "./users.ts";

const Body = z.strictObject({
  organization: id.optional().describe("The id of an organization; the first one where this is left out."),
  csv: z
    .string()
    .min(1)
    .max(120_000)
    .describe(
      `The first line names the columns: username, and any of name, email, enabled and password_hash (Argon2 or bcrypt, for new people alone). At most ${MOST_AT_ONCE} people.`,
    ),
  dry_run: z.boolean().default(false).describe("Change nothing, and say what would happen."),
  invite: z
    .boolean()
    .default(false)
    .describe("Send everybody new who has an address and no password a letter by which they choose one."),
});

const Report = z.strictObject({
  done: z.boolean().describe("False for a dry run, and where a line has faults: nothing was changed."),
  create: z.number().int().describe("New people."),
  change: z.number().int(),
  same: z.number().int(),
  invited: z.number().int(),
  faults: z.array(
    z.strictObject({ line: z.number().int(), username: z.string(), column: z.string(), fault: z.string() }),
  ),
});

export const peopleFileRoutes: readonly ApiRoute[] = [
  changing({
    id: "importUsers",
    method: "POST",
    path: "/api/v1/users/import",
    summary:
      "Brings people in from a file, or says what it would do. Whoever is here already is changed in name, address and standing alone, and administrators not at all; an address counts as unverified.",
    scope: "alldoor:users:write",
    reach: "organization",
    status: 200,
    body: Body,
    answer: Report,
    // What is told stood in the file, which was sent again; the organization must still be the caller's to name.
    async mayRepeat(_reader, { caller, body }) {
      const { organization = caller.only } = Body.parse(body);
      if (caller.only !== null && organization !== caller.only) throw new Refusal("forbidden");
    },
    change:
      ({ hub, caller, body }) =>
      async (tx): Promise<z.output<typeof Report>> => {
        const organizationId = await organizationFor(tx, hub, caller, body.organization);
        const plan = await planImport(tx, organizationId, body.csv);
        const count = (kind: (typeof plan.rows)[number]["what"]) =>
          plan.rows.filter(({ what }) => what === kind).length;
        const done = !body.dry_run && count("fault") === 0;
        const { invited } = done
          ? await importAtOnce(tx, hub, caller.actor, organizationId, plan, body.invite)
          : { invited: 0 };
        return {
          done,
          create: count("create"),
          change: count("change"),
          same: count("same"),
          invited,
          faults: plan.rows.flatMap(({ line, username, faults }) =>
            Object.entries(faults).map(([column, fault]) => ({ line, username, column, fault })),
          ),
        };
      },
  }),
];
