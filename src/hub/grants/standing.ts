/** Where a person stands who has no session in this: for grants that begin without a browser (RFC 6749, 4.3; RFC 7523). */
import type { Reader } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";
import type { Standing } from "./may-issue.ts";

const byUser = statement<{ userId: string }>()((db, p) =>
  db
    .selectFrom("users")
    .innerJoin("organizations", "organizations.id", "users.organization_id")
    .select([
      "users.organization_id",
      "users.disabled_at as user_disabled_at",
      "organizations.disabled_at as organization_disabled_at",
    ])
    .where("users.id", "=", p("userId")),
);

/** @returns `undefined` when there is no such person. */
export async function findStanding(reader: Reader, userId: string): Promise<Standing | undefined> {
  const row = await reader.first(byUser, { userId });
  return (
    row && {
      userId,
      organizationId: row.organization_id,
      userDisabledAt: row.user_disabled_at,
      organizationDisabledAt: row.organization_disabled_at,
      sessionEndedAt: null,
    }
  );
}
