/**
 * An identity that waits for a proof: its address belongs to an account here, and whoever brought it has to show that the
 * account is theirs before the two are linked. Single-use, bound to the browser, to that one account, and to the provider
 * and the subject that are sealed in it; nothing of it comes back with the browser but its handle.
 *
 *   back from the provider ──▶ proof kept ──▶ sign-in, in whatever way ──▶ "link it?" ──POST──▶ spent and linked
 */
import type { Reader, Writer } from "../../db/database.ts";
import { bearerHash, newBearer, openedBy, sameSecret } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import type { Profile, UpstreamTokens } from "../../providers/provider.ts";
import type { Hub } from "../hub.ts";
import type { LinkRule } from "./decide-link.ts";

/** Seconds that a person has for showing that the account is theirs. */
export const LINK_PROOF_SECONDS = 900;

export interface LinkProof {
  readonly id: number;
  /** The only account that it can be linked to. */
  readonly userId: string;
  readonly providerId: string;
  readonly profile: Profile;
  readonly tokens: UpstreamTokens;
  /** The rule by which it waits. */
  readonly rule: LinkRule;
  readonly returnTo: string;
  readonly clientRowId: string | null;
}

const placeOf = (id: number): `link_proofs:identity:${number}` => `link_proofs:identity:${id}`;

/** @returns the handle. */
export async function keepLinkProof(
  tx: Writer,
  hub: Pick<Hub, "ids" | "clock" | "vault">,
  proof: Omit<LinkProof, "id"> & { readonly browser: string },
): Promise<string> {
  const { id, value, hash } = newBearer(hub.ids());
  const identity = JSON.stringify({ profile: proof.profile, tokens: proof.tokens });
  await tx.query
    .insertInto("link_proofs")
    .values({
      id,
      value_hash: hash,
      browser_hash: bearerHash(proof.browser),
      user_id: proof.userId,
      provider_id: proof.providerId,
      sealed_identity: hub.vault.seal(identity, placeOf(id)),
      rule: proof.rule,
      return_to: proof.returnTo,
      client_id: proof.clientRowId,
      expires_at: seconds(hub.clock) + LINK_PROOF_SECONDS,
      used_at: null,
    })
    .execute();
  return value;
}

/**
 * The proof of that handle, in this browser, for this person, still waiting.
 * @throws Refusal `flow_expired` for anything else, without saying which
 */
export async function requireLinkProof(
  reader: Reader,
  hub: Pick<Hub, "clock" | "vault">,
  handle: string | null | undefined,
  browser: string,
  userId: string,
): Promise<LinkProof> {
  const row = await openedBy(handle, (id) =>
    reader.query.selectFrom("link_proofs").selectAll().where("id", "=", id).executeTakeFirst(),
  );
  if (
    !row ||
    !sameSecret(row.browser_hash, bearerHash(browser)) ||
    row.user_id !== userId ||
    row.used_at !== null ||
    row.expires_at <= seconds(hub.clock)
  ) {
    throw new Refusal("flow_expired");
  }
  const { profile, tokens } = JSON.parse(hub.vault.open(row.sealed_identity, placeOf(row.id))) as Pick<
    LinkProof,
    "profile" | "tokens"
  >;
  return {
    id: row.id,
    userId: row.user_id,
    providerId: row.provider_id,
    profile,
    tokens,
    rule: row.rule as LinkRule,
    returnTo: row.return_to,
    clientRowId: row.client_id,
  };
}

/** Spends a proof, in the transaction that links; what was sealed in it goes. @throws Refusal `flow_expired` */
export async function spendLinkProof(tx: Writer, hub: Pick<Hub, "clock">, id: number): Promise<void> {
  const now = seconds(hub.clock);
  const { numUpdatedRows } = await tx.query
    .updateTable("link_proofs")
    .set({ used_at: now, sealed_identity: "" })
    .where("id", "=", id)
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Refusal("flow_expired");
}

/** Takes away what waits for a person: an identity that they unlinked, or whose ground is gone, does not come back. */
export async function dropLinkProofs(tx: Writer, userId: string): Promise<void> {
  await tx.query.deleteFrom("link_proofs").where("user_id", "=", userId).execute();
}
