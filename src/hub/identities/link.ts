/**
 * Linking and unlinking as events: the link, the tokens that came with it, and the row in the audit log by which the person
 * is told of it on their own page (`recentLinkEvents`) and an administrator sees the rule that allowed it. Whatever else is to
 * tell a person that a way into their account has come or gone is told here.
 */
import { sql } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Profile, UpstreamTokens } from "../../providers/provider.ts";
import { recordEvent } from "../audit/audit.ts";
import type { Hub, Occasion } from "../hub.ts";
import type { LinkRule } from "./decide-link.ts";
import { type Identity, linkIdentity, unlinkIdentity } from "./store.ts";
import { keepTokens } from "./tokens.ts";

/** By which right a link is made: a rule of `decideLink`, or the person's own wish from their account page. */
export type LinkGround = LinkRule | "asked-by-owner" | "proved-account";

export interface Linking {
  readonly userId: string;
  readonly provider: { readonly id: string; readonly slug: string; readonly displayName: string };
  readonly profile: Profile;
  readonly tokens: UpstreamTokens;
  readonly ground: LinkGround;
  readonly occasion: Occasion;
}

/** @throws Refusal `identity_linked_elsewhere` */
export async function linkAndTell(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids" | "vault">,
  { userId, provider, profile, tokens, ground, occasion }: Linking,
): Promise<Identity> {
  const identity = await linkIdentity(tx, hub, userId, provider.id, profile);
  await keepTokens(tx, hub, identity.id, tokens);
  await recordEvent(tx, hub, {
    action: "identity.linked",
    actorId: userId,
    subject: { kind: "identity", id: identity.id },
    occasion,
    detail: { provider: provider.slug, name: provider.displayName, subject: identity.subject, rule: ground },
  });
  return identity;
}

/** @throws Refusal `not_found`, `identity_last`, `identity_kept` */
export async function unlinkAndTell(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids">,
  {
    userId,
    identityId,
    occasion,
    clientId,
  }: {
    readonly userId: string;
    readonly identityId: string;
    readonly occasion: Occasion;
    /** The row of the client that asked for it, where it was not the person on their own page. */
    readonly clientId?: string;
  },
): Promise<void> {
  const { identity, provider } = await unlinkIdentity(tx, hub, userId, identityId);
  await recordEvent(tx, hub, {
    action: "identity.unlinked",
    actorId: userId,
    subject: { kind: "identity", id: identity.id },
    clientId,
    occasion,
    detail: { provider: provider.slug, name: provider.displayName, subject: identity.subject },
  });
}

/** What has become of a person's links: shown on their own page, so that a link that they did not make is seen. */
export interface LinkEvent {
  /** False where it went. */
  readonly linked: boolean;
  /** Unix seconds. */
  readonly at: number;
  /** What the provider was called then. */
  readonly provider: string;
  readonly address: string | null;
}

/** The latest events, newest first. */
export async function recentLinkEvents(reader: Reader, userId: string, most = 10): Promise<LinkEvent[]> {
  const rows = await reader.query
    .selectFrom("audit")
    .select(["action", "at", "detail", "address"])
    .where("actor_id", "=", userId)
    // Written out, as in the index that this is read by.
    .where(sql<boolean>`action in ('identity.linked', 'identity.unlinked')`)
    .orderBy("id", "desc")
    .limit(most)
    .execute();
  return rows.map(({ action, at, detail, address }) => {
    const { name, provider } = JSON.parse(detail) as { readonly name?: string; readonly provider?: string };
    return {
      linked: action === "identity.linked",
      at: Number(at),
      provider: name ?? provider ?? "",
      address,
    };
  });
}
