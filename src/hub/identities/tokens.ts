/**
 * The tokens that a provider gave with a sign-in, sealed in the identity's row. They are kept only while some application has
 * the switch `dangerouslyExposeUpstreamTokens`; otherwise nobody needs them, and the next sign-in forgets what was kept.
 */
import { sql } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import type { UpstreamTokens } from "../../providers/provider.ts";
import { ProviderError } from "../../providers/provider-error.ts";
import { refreshTokens } from "../../providers/tokens.ts";
import type { Danger } from "../clients/settings.ts";
import type { Hub } from "../hub.ts";
import { findProviderRow, providerApp } from "../providers/store.ts";

const EXPOSED: Danger = "dangerouslyExposeUpstreamTokens";
/** Seconds before its end at which a token counts as expired. */
const EARLY = 30;

const placeOf = (identityId: string): `identities:tokens:${string}` => `identities:tokens:${identityId}`;

const exposing = statement<Record<never, never>>()((db) =>
  db
    .selectFrom("clients")
    .select("id")
    .where("disabled_at", "is", null)
    .where("dangers", "like", sql.lit(`%"${EXPOSED}"%`))
    .limit(1),
);

const keep = statement<{ id: string; sealed: string | null }>()((db, p) =>
  db
    .updateTable("identities")
    .set({ sealed_tokens: p("sealed") })
    .where("id", "=", p("id")),
);

/** Keeps the tokens of a sign-in, or forgets those of the one before. In the transaction of the sign-in. */
export async function keepTokens(
  tx: Writer,
  hub: Pick<Hub, "vault">,
  identityId: string,
  tokens: UpstreamTokens,
): Promise<void> {
  const wanted = tokens.accessToken !== "" && (await tx.first(exposing, {})) !== undefined;
  const { accessToken, refreshToken, expiresAt, scope } = tokens;
  const kept: UpstreamTokens = {
    accessToken,
    ...(refreshToken === undefined ? {} : { refreshToken }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(scope === undefined ? {} : { scope }),
  };
  const sealed = wanted ? hub.vault.seal(JSON.stringify(kept), placeOf(identityId)) : null;
  await tx.run(keep, { id: identityId, sealed });
}

export interface KeptTokens {
  readonly identityId: string;
  readonly providerId: string;
  readonly sealed: string;
}

const latest = statement<{ userId: string }>()((db, p) =>
  db
    .selectFrom("identities")
    .innerJoin("providers", "providers.id", "identities.provider_id")
    .select(["identities.id", "identities.provider_id", "identities.sealed_tokens"])
    .where("identities.user_id", "=", p("userId"))
    .where("identities.sealed_tokens", "is not", null)
    .where("providers.disabled_at", "is", null)
    .orderBy("identities.last_used_at", "desc")
    .limit(1),
);

/** What is kept of the provider that the person used last; `null` where nothing is. */
export async function findKeptTokens(reader: Reader, userId: string): Promise<KeptTokens | null> {
  const row = await reader.first(latest, { userId });
  return row && row.sealed_tokens !== null
    ? { identityId: row.id, providerId: row.provider_id, sealed: row.sealed_tokens }
    : null;
}

/**
 * The provider's access token, renewed (RFC 6749, 6) where it has expired.
 * @returns `null` where it has expired and the provider gives no other.
 */
export async function openAccessToken(
  hub: Hub,
  { identityId, providerId, sealed }: KeptTokens,
): Promise<string | null> {
  const kept = JSON.parse(hub.vault.open(sealed, placeOf(identityId))) as UpstreamTokens;
  const now = seconds(hub.clock);
  if (kept.expiresAt === undefined || kept.expiresAt > now + EARLY) return kept.accessToken;
  if (kept.refreshToken === undefined) return null;
  try {
    const app = providerApp(hub, await findProviderRow(hub.db, providerId));
    const { idToken: _, ...fresh } = await refreshTokens(app, kept.refreshToken, {
      fetch: hub.upstream.fetch,
      now: () => now,
    });
    const resealed = hub.vault.seal(JSON.stringify(fresh), placeOf(identityId));
    // Whoever signed in or renewed meanwhile has newer ones.
    await hub.db.write((tx) =>
      tx.query
        .updateTable("identities")
        .set({ sealed_tokens: resealed })
        .where("id", "=", identityId)
        .where("sealed_tokens", "=", sealed)
        .execute(),
    );
    return fresh.accessToken;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    hub.log.warn("provider.refresh-failed", { identity: identityId, refusal: error.code, error: error.cause });
    return null;
  }
}
