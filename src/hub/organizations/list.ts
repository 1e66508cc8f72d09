/** Organizations a page at a time, by name, with how much is in each. Counting stops where nobody would read on. */
import type { Reader } from "../../db/database.ts";
import { cutPage } from "../../db/paging.ts";
import { type Organization, readOrganization } from "./store.ts";

const PAGE = 50;
/** People and applications are counted up to here. */
export const MOST_COUNTED = 1001;

export interface OrganizationCounts {
  /** At most `MOST_COUNTED`; that many stands for at least as many. */
  readonly people: number;
  readonly applications: number;
}

export interface OrganizationPage {
  readonly organizations: readonly Organization[];
  /** Give it back as `after` to get the next page; `null` at the end. */
  readonly next: string | null;
  /** Give it back as `before` to get the page before; `null` at the beginning. */
  readonly previous: string | null;
}

export interface OrganizationQuery {
  /** Names at the edge of a page. */
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

export async function listOrganizations(
  reader: Reader,
  { after, before }: OrganizationQuery = {},
): Promise<OrganizationPage> {
  const upwards = before !== undefined;
  let query = reader.query
    .selectFrom("organizations")
    .selectAll()
    .orderBy("name", upwards ? "desc" : "asc")
    .limit(PAGE + 1);
  if (before !== undefined) query = query.where("name", "<", before);
  else if (after !== undefined) query = query.where("name", ">", after);
  const hasEdge = before !== undefined || after !== undefined;
  const { rows, hasNext, hasPrevious } = cutPage(await query.execute(), { size: PAGE, upwards, hasEdge });
  return {
    organizations: rows.map(readOrganization),
    next: (hasNext && rows.at(-1)?.name) || null,
    previous: (hasPrevious && rows[0]?.name) || null,
  };
}

export async function countIn(reader: Reader, organizationId: string): Promise<OrganizationCounts> {
  const count = async (table: "users" | "clients"): Promise<number> => {
    const some = reader.query
      .selectFrom(table)
      .select("id")
      .where("organization_id", "=", organizationId)
      .limit(MOST_COUNTED)
      .as("some");
    const row = await reader.query
      .selectFrom(some)
      .select((is) => is.fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  };
  return { people: await count("users"), applications: await count("clients") };
}
