/**
 * `GET /api/get-token`, `get-tokens`: what the applications of the organization hold for its people, in the shape of Casdoor's token
 * rows: one for each grant, named by the grant's number. Tokens themselves are not kept here, so their fields are empty.
 */
import type { Selectable } from "kysely";
import type { Schema } from "../../db/schema.ts";
import { seconds } from "../../lib/clock.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { ok } from "./envelope.ts";
import {
  badWindow,
  type ManagementRead,
  MOST_ROWS,
  mayRead,
  ownerAndName,
  time,
  tooMany,
  unauthorized,
  windowOf,
} from "./management.ts";

/** Rows are counted no further than this: counting reads each. */
const MOST_COUNTED = 100_000;

type Row = Pick<
  Selectable<Schema["grants"]>,
  "id" | "scope" | "kind" | "dpop_jkt" | "created_at" | "expires_at" | "resource"
> & {
  readonly application: string;
  readonly user: string;
};

const grantsOf = ({ hub, client }: ManagementRead) =>
  hub.db.query
    .selectFrom("grants")
    .innerJoin("clients", "clients.id", "grants.client_id")
    .innerJoin("users", "users.id", "grants.user_id")
    .where("clients.organization_id", "=", client.organizationId)
    .where("users.organization_id", "=", client.organizationId)
    .where("grants.revoked_at", "is", null)
    .where("grants.expires_at", ">", seconds(hub.clock));

const columns = [
  "grants.id",
  "grants.scope",
  "grants.kind",
  "grants.dpop_jkt",
  "grants.created_at",
  "grants.expires_at",
  "grants.resource",
  "clients.name as application",
  "users.name as user",
] as const;

const shapeOf = (organization: string, row: Row) => ({
  owner: "admin",
  name: String(row.id),
  createdTime: time(row.created_at),
  application: row.application,
  organization,
  user: row.user,
  code: "",
  accessToken: "",
  refreshToken: "",
  accessTokenHash: "",
  refreshTokenHash: "",
  expiresIn: row.expires_at - row.created_at,
  scope: row.scope,
  tokenType: row.dpop_jkt === null ? "Bearer" : "DPoP",
  grantType: row.kind,
  codeChallenge: "",
  codeIsUsed: true,
  codeExpireIn: 0,
  resource: (JSON.parse(row.resource) as string[]).join(" "),
  dPoPJkt: row.dpop_jkt ?? "",
});

export async function getToken(context: ManagementRead): Promise<Answer> {
  const named = ownerAndName(context.query.get("id"));
  if (!named || !mayRead(context, named.owner)) return unauthorized();
  if (!/^\d{1,16}$/.test(named.name)) return ok({ data: null });
  const row = await grantsOf(context).select(columns).where("grants.id", "=", Number(named.name)).executeTakeFirst();
  return ok({ data: row ? shapeOf(context.organization, row) : null });
}

export async function getTokens(context: ManagementRead): Promise<Answer> {
  if (!mayRead(context, context.query.get("owner"))) return unauthorized();
  const window = windowOf(context.query);
  if (!window) return badWindow();
  const rows = await grantsOf(context)
    .select(columns)
    .orderBy("grants.id", "desc")
    .limit(window.limit)
    .offset(window.offset)
    .execute();
  if (!window.paged && rows.length > MOST_ROWS) return tooMany();
  const data = rows.map((row) => shapeOf(context.organization, row));
  return ok({ data, data2: window.paged ? await countGrants(context) : null });
}

async function countGrants(context: ManagementRead): Promise<number> {
  const some = grantsOf(context).select("grants.id").limit(MOST_COUNTED).as("some");
  const row = await context.hub.db.query
    .selectFrom(some)
    .select((is) => is.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
