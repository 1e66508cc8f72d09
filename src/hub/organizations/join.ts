/**
 * Putting somebody or something into another organization. Nobody takes along what they were given in the one that they leave:
 * a person is signed out and what applications hold for them ends; an application loses what people allowed it. Roles and groups
 * are an organization's own and are left behind.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import { fieldRefusal, Refusal } from "../../lib/errors.ts";
import { type Actor, recordEvent } from "../audit/audit.ts";
import { type Client, findClient } from "../clients/store.ts";
import { forgetGrantsOfClient, revokeGrantsOf } from "../grants/grants.ts";
import type { Hub } from "../hub.ts";
import { revokePersonalTokensOf } from "../permissions/personal-tokens.ts";
import { forgetRolesOfClient } from "../roles/forget.ts";
import { endSessions } from "../sessions/store.ts";
import { lockAdministrators } from "../users/administrators.ts";
import { emailKey, nameKey } from "../users/names.ts";
import { findUser, type User } from "../users/store.ts";
import { requireOrganization } from "./change.ts";
import { FIRST_ORGANIZATION, findOrganization, type Organization } from "./store.ts";

type Deps = Pick<Hub, "clock" | "ids">;

/**
 * @param typed An id, a username of the first organization, or `organization/username`.
 * @throws Refusal `field_invalid` with `fields`: `what`
 */
export async function findMember(reader: Reader, typed: string): Promise<User> {
  const user = (await findUser(reader, typed)) ?? (await byName(reader, typed));
  if (!user) throw fieldRefusal({ what: typed === "" ? "required" : "invalid" });
  return user;
}

async function byName(reader: Reader, typed: string): Promise<User | undefined> {
  const slash = typed.indexOf("/");
  const place = await findOrganization(reader, slash === -1 ? FIRST_ORGANIZATION : typed.slice(0, slash));
  if (!place) return undefined;
  const row = await reader.query
    .selectFrom("users")
    .select("id")
    .where("organization_id", "=", place.id)
    .where("name_key", "=", nameKey(typed.slice(slash + 1)))
    .executeTakeFirst();
  return row && findUser(reader, row.id);
}

/** @throws Refusal `field_invalid` with `fields`: `what` */
export async function findApplication(reader: Reader, clientId: string): Promise<Client> {
  const client = await findClient(reader, clientId);
  if (!client) throw fieldRefusal({ what: clientId === "" ? "required" : "invalid" });
  return client;
}

const note = (
  tx: Writer,
  hub: Deps,
  actor: Actor,
  subject: { readonly kind: "user" | "client"; readonly id: string; readonly name: string },
  to: Organization,
) =>
  recordEvent(tx, hub, {
    action: "organization.joined",
    actorId: actor.userId,
    subject: { kind: subject.kind, id: subject.id },
    ...(subject.kind === "client" ? { clientId: subject.id } : {}),
    occasion: actor.occasion,
    detail: { name: subject.name, organization: to.name },
  });

/** What a person has in the organization that they leave. */
const LEFT_BEHIND = [
  "consents",
  "resource_consents",
  "group_members",
  "role_members",
  "mail_proofs",
  "invitations",
] as const;

/**
 * Again is no change.
 * @throws Refusal `own_standing` for oneself, `last_administrator`; `username_taken`, `email_taken` with `fields`: `what`
 */
export async function movePerson(
  tx: Writer,
  hub: Deps,
  actor: Actor,
  user: User,
  organizationId: string,
): Promise<void> {
  const to = await requireOrganization(tx, organizationId);
  if (user.organizationId === to.id) return;
  if (actor.userId === user.id) throw new Refusal("own_standing");
  // Where it is switched off, nobody administers any more.
  if (to.disabledAt !== null && user.isAdmin) {
    const administrators = await lockAdministrators(tx);
    if (administrators.has(user.id) && administrators.size === 1) throw new Refusal("last_administrator");
  }
  // Nobody else can take the name meanwhile: the unique key of the table would refuse the second.
  const namesake = await tx.query
    .selectFrom("users")
    .select("name_key")
    .where("organization_id", "=", to.id)
    .where((is) =>
      is.or([
        is("name_key", "=", nameKey(user.name)),
        ...(user.email !== null && user.emailVerified ? [is("verified_email_key", "=", emailKey(user.email))] : []),
      ]),
    )
    .executeTakeFirst();
  if (namesake)
    throw fieldRefusal({ what: "taken" }, namesake.name_key === nameKey(user.name) ? "username_taken" : "email_taken");
  await endSessions(tx, hub, user.id, "all");
  await revokeGrantsOf(tx, { userId: user.id }, seconds(hub.clock), "revoked-by-administrator");
  await revokePersonalTokensOf(tx, hub, user.id);
  for (const table of LEFT_BEHIND) await tx.query.deleteFrom(table).where("user_id", "=", user.id).execute();
  await tx.query
    .updateTable("users")
    .set({ organization_id: to.id, updated_at: seconds(hub.clock) })
    .where("id", "=", user.id)
    .execute();
  await note(tx, hub, actor, { kind: "user", id: user.id, name: user.name }, to);
}

/** Again is no change. @throws Refusal `name_taken` with `fields`: `what` */
export async function moveApplication(
  tx: Writer,
  hub: Deps,
  actor: Actor,
  client: Client,
  organizationId: string,
): Promise<void> {
  const to = await requireOrganization(tx, organizationId);
  if (client.organizationId === to.id) return;
  const namesake = await tx.query
    .selectFrom("clients")
    .select("id")
    .where("organization_id", "=", to.id)
    .where("name", "=", client.name)
    .executeTakeFirst();
  if (namesake) throw fieldRefusal({ what: "taken" }, "name_taken");
  await forgetGrantsOfClient(tx, client.id);
  await forgetRolesOfClient(tx, client.id);
  await tx.query
    .updateTable("clients")
    .set({ organization_id: to.id, organization_disabled_at: to.disabledAt, updated_at: seconds(hub.clock) })
    .where("id", "=", client.id)
    .execute();
  await note(tx, hub, actor, { kind: "client", id: client.id, name: client.name }, to);
}
