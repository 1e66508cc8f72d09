/**
 * `GET /api/get-organization`, `get-provider`, `get-session`: the application's own organization, a sign-in provider by the segment of
 * its address, and where somebody is signed in to an application. Secrets are `***`, as Casdoor's clients know them.
 */
import { seconds } from "../../lib/clock.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { listProviders } from "../providers/store.ts";
import { sessionIdOf } from "../sessions/sid.ts";
import { SESSION_IDLE_SECONDS } from "../sessions/store.ts";
import { ok } from "./envelope.ts";
import { type ManagementRead, mayRead, ownerAndName, time, unauthorized } from "./management.ts";
import { findByName } from "./people.ts";

const HIDDEN = "***";

export async function getOrganization({ hub, client, organization, query }: ManagementRead): Promise<Answer> {
  const named = ownerAndName(query.get("id"));
  if (named?.owner !== "admin" || named.name !== organization) return unauthorized();
  const row = await hub.db.query
    .selectFrom("organizations")
    .select(["name", "display_name", "created_at"])
    .where("id", "=", client.organizationId)
    .executeTakeFirstOrThrow();
  return ok({
    data: {
      owner: "admin",
      name: row.name,
      createdTime: time(row.created_at),
      displayName: row.display_name,
      websiteUrl: "",
      favicon: "",
      passwordType: "argon2id",
      passwordSalt: "",
      masterPassword: "",
      defaultPassword: "",
      defaultAvatar: "",
      enableSoftDeletion: false,
      isProfilePublic: false,
    },
  });
}

export async function getProvider(context: ManagementRead): Promise<Answer> {
  const named = ownerAndName(context.query.get("id"));
  if (!named || !mayRead(context, named.owner)) return unauthorized();
  const row = (await listProviders(context.hub.db)).find(({ slug }) => slug === named.name);
  if (!row) return ok({ data: null });
  return ok({
    data: {
      owner: "admin",
      name: row.slug,
      createdTime: time(row.createdAt),
      displayName: row.displayName,
      category: "OAuth",
      type: row.entry.name,
      clientId: row.clientId,
      clientSecret: HIDDEN,
      scopes: (row.scope ?? []).join(" "),
      state: row.disabledAt === null ? "Enabled" : "Disabled",
    },
  });
}

/** `sessionPkId=<organization>/<username>/<application>`. */
export async function getSession({ hub, client, organization, query }: ManagementRead): Promise<Answer> {
  const [owner, name = "", application = "", ...more] = (query.get("sessionPkId") ?? "").split("/");
  if (owner !== organization || more.length > 0) return unauthorized();
  const user = await findByName(hub.db, client.organizationId, name);
  if (!user) return ok({ data: null });
  const now = seconds(hub.clock);
  const rows = await hub.db.query
    .selectFrom("sessions")
    .innerJoin("session_clients", "session_clients.session_id", "sessions.id")
    .innerJoin("clients", "clients.id", "session_clients.client_id")
    .select(["sessions.id", "sessions.created_at"])
    .where("sessions.user_id", "=", user.id)
    .where("sessions.ended_at", "is", null)
    .where("sessions.expires_at", ">", now)
    .where("sessions.last_seen_at", ">", now - SESSION_IDLE_SECONDS)
    .where("clients.organization_id", "=", client.organizationId)
    .where("clients.name", "=", application)
    .orderBy("sessions.id")
    .limit(200)
    .execute();
  const [first] = rows;
  if (!first) return ok({ data: null });
  return ok({
    data: {
      owner: organization,
      name: user.name,
      application,
      createdTime: time(first.created_at),
      sessionId: rows.map(({ id }) => sessionIdOf(hub, id)),
    },
  });
}
