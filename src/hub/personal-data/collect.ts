/**
 * Everything that is kept of one person, as one JSON document (names of the wire, Unix seconds): their right to have it, and a
 * form in which another program can read it. Left out is what would open something (hashes, keys, tokens, codes) and what is
 * somebody else's.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import { type Actor, recordEvent } from "../audit/audit.ts";
import type { Hub } from "../hub.ts";
import { organizationName } from "../organizations/store.ts";
import { listPersonalTokens } from "../permissions/personal-tokens.ts";
import { groupsHeld, rolesHeld } from "../roles/memberships.ts";
import { asItsPersonSees } from "../sessions/impersonation.ts";
import { listSessions } from "../sessions/store.ts";
import { findUser, type User } from "../users/store.ts";
import { listPasskeys } from "../ways/passkeys.ts";
import { countRecoveryCodes } from "../ways/recovery-codes.ts";
import { listDevices } from "../ways/remembered-devices.ts";
import { listActivity } from "./activity.ts";

/** Rows of the audit log that come along, the latest first, and rows read at once. */
const MOST_ACTIVITY = 10_000;
const ACTIVITY_PAGE = 1000;
/** Grants that come along, the latest first. */
const MOST_GRANTS = 10_000;

export type PersonalData = Readonly<Record<string, unknown>>;

/** @returns `null` where there is no such person. */
export async function collectPersonalData(
  reader: Reader,
  hub: Pick<Hub, "clock" | "issuer">,
  userId: string,
): Promise<PersonalData | null> {
  const user = await findUser(reader, userId);
  if (!user) return null;
  return {
    issuer: hub.issuer,
    collected_at: seconds(hub.clock),
    profile: await profileOf(reader, user),
    identities: await identitiesOf(reader, userId),
    ways_in: await waysIn(reader, hub, user),
    sessions: (await listSessions(reader, hub.clock, userId)).map(asItsPersonSees).map((session) => ({
      authenticated_at: session.authenticatedAt,
      created_at: session.createdAt,
      last_seen_at: session.lastSeenAt,
      way: session.way,
      user_agent: session.userAgent,
      address: session.address,
    })),
    applications: await applicationsOf(reader, userId),
    groups: (await groupsHeld(reader, userId)).map(({ name, displayName }) => ({ name, display_name: displayName })),
    roles: (await rolesHeld(reader, userId)).map(({ name, displayName }) => ({ name, display_name: displayName })),
    letters: await lettersTo(reader, userId),
    activity: await activityOf(reader, userId),
  };
}

/** Writes into the log that it was taken along, and by whom. */
export const noteCollected = (
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids">,
  actor: Actor,
  userId: string,
): Promise<void> =>
  recordEvent(tx, hub, {
    action: "user.data-exported",
    actorId: actor.userId,
    subject: { kind: "user", id: userId },
    occasion: actor.occasion,
  });

async function profileOf(reader: Reader, user: User): Promise<PersonalData> {
  const avatar = await reader.query
    .selectFrom("avatars")
    .select(["large", "created_at"])
    .where("user_id", "=", user.id)
    .executeTakeFirst();
  return {
    sub: user.id,
    organization: await organizationName(reader, user.organizationId),
    preferred_username: user.name,
    name: user.displayName,
    given_name: user.givenName,
    family_name: user.familyName,
    email: user.email,
    email_verified: user.emailVerified,
    phone_number: user.phone,
    phone_number_verified: user.phoneVerified,
    address: user.address,
    locale: user.locale,
    zoneinfo: user.zoneinfo,
    picture: user.picture,
    picture_file: avatar ? { type: "image/webp", base64: avatar.large, created_at: avatar.created_at } : null,
    administrator: user.isAdmin,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
  };
}

async function identitiesOf(reader: Reader, userId: string): Promise<readonly PersonalData[]> {
  return reader.query
    .selectFrom("identities")
    .innerJoin("providers", "providers.id", "identities.provider_id")
    .select([
      "providers.slug as provider",
      "providers.display_name as provider_name",
      "identities.issuer",
      "identities.subject",
      "identities.username",
      "identities.display_name",
      "identities.email",
      "identities.picture",
      "identities.created_at",
      "identities.last_used_at",
    ])
    .where("identities.user_id", "=", userId)
    .orderBy("identities.created_at")
    .execute();
}

async function waysIn(reader: Reader, hub: Pick<Hub, "clock">, user: User): Promise<PersonalData> {
  const totp = await reader.query
    .selectFrom("totp_secrets")
    .select("created_at")
    .where("user_id", "=", user.id)
    .executeTakeFirst();
  return {
    password: user.passwordHash !== null,
    authenticator_since: totp?.created_at ?? null,
    recovery_codes_left: await countRecoveryCodes(reader, user.id),
    passkeys: (await listPasskeys(reader, user.id)).map((passkey) => ({
      name: passkey.name,
      synced: passkey.synced,
      created_at: passkey.createdAt,
      last_used_at: passkey.lastUsedAt,
    })),
    remembered_browsers: (await listDevices(reader, seconds(hub.clock), user)).map((device) => ({
      user_agent: device.userAgent,
      address: device.address,
      remembered_at: device.rememberedAt,
      last_used_at: device.lastUsedAt,
      expires_at: device.expiresAt,
    })),
    access_tokens: (await listPersonalTokens(reader, user.id)).map((token) => ({
      name: token.name,
      scopes: token.scopes,
      created_at: token.createdAt,
      expires_at: token.expiresAt,
      last_used_at: token.lastUsedAt,
    })),
  };
}

async function applicationsOf(reader: Reader, userId: string): Promise<PersonalData> {
  const consents = await reader.query
    .selectFrom("consents")
    .innerJoin("clients", "clients.id", "consents.client_id")
    .select(["clients.client_id", "clients.name", "consents.scope", "consents.created_at", "consents.updated_at"])
    .where("consents.user_id", "=", userId)
    .execute();
  const atResources = await reader.query
    .selectFrom("resource_consents as consents")
    .innerJoin("clients", "clients.id", "consents.client_id")
    .select([
      "clients.client_id",
      "clients.name",
      "consents.resource",
      "consents.scope",
      "consents.created_at",
      "consents.updated_at",
    ])
    .where("consents.user_id", "=", userId)
    .execute();
  const grants = await reader.query
    .selectFrom("grants")
    .innerJoin("clients", "clients.id", "grants.client_id")
    .select([
      "clients.client_id",
      "clients.name",
      "grants.kind",
      "grants.scope",
      "grants.created_at",
      "grants.rotated_at as last_used_at",
      "grants.expires_at",
      "grants.revoked_at",
    ])
    .where("grants.user_id", "=", userId)
    .orderBy("grants.id", "desc")
    .limit(MOST_GRANTS)
    .execute();
  return { consents: [...consents, ...atResources], grants };
}

/** Letters are forgotten a week after they went out. */
const lettersTo = (reader: Reader, userId: string): Promise<readonly PersonalData[]> =>
  reader.query
    .selectFrom("mails")
    .select(["kind", "address", "language", "done_at", "outcome"])
    .where("user_id", "=", userId)
    .orderBy("id", "desc")
    .limit(1000)
    .execute();

async function activityOf(reader: Reader, userId: string): Promise<readonly PersonalData[]> {
  const found: PersonalData[] = [];
  let before: number | undefined;
  while (found.length < MOST_ACTIVITY) {
    const { rows, older } = await listActivity(reader, userId, { before, size: ACTIVITY_PAGE });
    for (const { at, action, by, address, application, detail } of rows)
      found.push({ at, action, by, address, application, detail });
    if (older === null) break;
    before = older;
  }
  return found;
}
