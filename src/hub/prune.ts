/**
 * Takes away rows that are of no use any more, an hour at a time and a thousand rows at a time, so that no request waits
 * for it. Tables keyed by time are cut from their beginning; that is one range of the primary key.
 */
import type { Writer } from "../db/database.ts";
import { seconds } from "../lib/clock.ts";
import { firstIdAt } from "../lib/ids.ts";
import { pruneAudit } from "./audit/retention.ts";
import { deleteClient } from "./clients/store.ts";
import { pruneUnused } from "./clients/unused.ts";
import { pruneCounts } from "./counters/store.ts";
import { FLOW_SECONDS } from "./flows/store.ts";
import { DEVICE_CODE_SECONDS } from "./grants/device-codes.ts";
import { GRANT_ABSOLUTE_SECONDS } from "./grants/grants.ts";
import type { Hub } from "./hub.ts";
import { LINK_PROOF_SECONDS } from "./identities/link-proof.ts";
import { STATE_SECONDS } from "./identities/upstream-state.ts";
import { trimSteps } from "./inspector/store.ts";
import { INVITATION_SECONDS } from "./mail/invitations.ts";
import { PROOF_SECONDS } from "./mail/proofs.ts";
import { SEEN_SECONDS } from "./mail/seen-browsers.ts";
import { endExpired, SESSION_SECONDS } from "./sessions/store.ts";
import { KEPT_FORM_SECONDS } from "./ways/kept-form.ts";
import { PENDING_SECONDS } from "./ways/pending-login.ts";
import { REMEMBERED_SECONDS } from "./ways/remembered-devices.ts";

const BATCH = 1000;
const HOUR = 3600;
/** A code is kept a day after it was issued, so that a late replay still takes back what it bought. */
const CODE_KEPT_SECONDS = 86_400;

/** A grant without refresh token is over with its access token; a day more tells people when it was used. */
const SHORT_GRANT_KEPT_SECONDS = 86_400;

/** A client's document that led to nothing is forgotten a day after it has become stale. */
const UNUSED_DOCUMENT_KEPT_SECONDS = 86_400;
/** An initial access token that has expired is still shown for a month. */
const SPENT_TOKEN_KEPT_SECONDS = 30 * 86_400;

/** What webhooks were told is kept a month, to be sent once more. */
const WEBHOOK_MESSAGE_KEPT_SECONDS = 30 * 86_400;

/** A personal access token that has expired or was taken back is kept for a month. */
const DEAD_TOKEN_KEPT_SECONDS = 30 * 86_400;

/** Tables whose rows are all dead a fixed time after they were made. */
const BY_AGE = [
  ["codes", CODE_KEPT_SECONDS],
  ["flows", FLOW_SECONDS + HOUR],
  ["pushed_requests", FLOW_SECONDS + HOUR],
  ["device_codes", DEVICE_CODE_SECONDS + HOUR],
  ["upstream_states", STATE_SECONDS + HOUR],
  ["link_proofs", LINK_PROOF_SECONDS + HOUR],
  ["mail_proofs", PROOF_SECONDS + HOUR],
  ["invitations", INVITATION_SECONDS + HOUR],
  ["pending_logins", PENDING_SECONDS + HOUR],
  ["kept_forms", KEPT_FORM_SECONDS + HOUR],
  ["remembered_devices", REMEMBERED_SECONDS + HOUR],
  ["sessions", SESSION_SECONDS * 2 + HOUR],
  ["grants", GRANT_ABSOLUTE_SECONDS + HOUR],
] as const;

/** What was said to applications at the end of a session is kept a week, for whoever asks why one did not hear of it. */
const LOGOUT_MESSAGE_KEPT_SECONDS = 7 * 86_400;

/** What became of a letter is kept a week, for whoever asks why it did not arrive. */
const MAIL_KEPT_SECONDS = 7 * 86_400;

type Step = (tx: Writer) => Promise<bigint>;

const byAge =
  (table: (typeof BY_AGE)[number][0], before: number): Step =>
  async (tx) => {
    const oldest = tx.query.selectFrom(table).select("id").where("id", "<", before).orderBy("id").limit(BATCH);
    return (await tx.query.deleteFrom(table).where("id", "in", oldest).executeTakeFirst()).numDeletedRows;
  };

const steps = (hub: Pick<Hub, "clock" | "ids">, now: number): Step[] => [
  // Before their rows go: applications are told of the end.
  async (tx) => BigInt(await endExpired(tx, hub, BATCH)),
  ...BY_AGE.map(([table, kept]) => byAge(table, firstIdAt(now - kept))),
  async (tx) => {
    const dead = tx.query
      .selectFrom("grants")
      .select("id")
      .where("refresh_generation", "=", 0)
      .where("expires_at", "<", now - SHORT_GRANT_KEPT_SECONDS)
      .limit(BATCH);
    return (await tx.query.deleteFrom("grants").where("id", "in", dead).executeTakeFirst()).numDeletedRows;
  },
  async (tx) => {
    const oldest = tx.query
      .selectFrom("session_clients")
      .select("session_id")
      .where("session_id", "<", firstIdAt(now - SESSION_SECONDS * 2 - HOUR))
      .orderBy("session_id")
      .limit(BATCH);
    return (await tx.query.deleteFrom("session_clients").where("session_id", "in", oldest).executeTakeFirst())
      .numDeletedRows;
  },
  async (tx) => {
    const said = tx.query
      .selectFrom("logout_messages")
      .select("id")
      .where("id", "<", firstIdAt(now - LOGOUT_MESSAGE_KEPT_SECONDS))
      .where("done_at", "is not", null)
      .orderBy("id")
      .limit(BATCH);
    return (await tx.query.deleteFrom("logout_messages").where("id", "in", said).executeTakeFirst()).numDeletedRows;
  },
  async (tx) => {
    const sent = tx.query
      .selectFrom("mails")
      .select("id")
      .where("id", "<", firstIdAt(now - MAIL_KEPT_SECONDS))
      .where("done_at", "is not", null)
      .orderBy("id")
      .limit(BATCH);
    return (await tx.query.deleteFrom("mails").where("id", "in", sent).executeTakeFirst()).numDeletedRows;
  },
  async (tx) => {
    const stale = tx.query
      .selectFrom("seen_browsers")
      .select(["user_id", "browser_hash"])
      .where("last_at", "<", now - SEEN_SECONDS)
      .limit(BATCH);
    const rows = await stale.execute();
    for (const { user_id, browser_hash } of rows)
      await tx.query
        .deleteFrom("seen_browsers")
        .where("user_id", "=", user_id)
        .where("browser_hash", "=", browser_hash)
        .execute();
    return BigInt(rows.length);
  },
  async (tx) => {
    const dead = tx.query.selectFrom("revoked_tokens").select("jti").where("expires_at", "<", now).limit(BATCH);
    return (await tx.query.deleteFrom("revoked_tokens").where("jti", "in", dead).executeTakeFirst()).numDeletedRows;
  },
  async (tx) => {
    const dead = tx.query.selectFrom("used_proofs").select("key").where("expires_at", "<", now).limit(BATCH);
    return (await tx.query.deleteFrom("used_proofs").where("key", "in", dead).executeTakeFirst()).numDeletedRows;
  },
  async (tx) => {
    // Documents that somebody had us read, and nobody let in.
    const dead = await tx.query
      .selectFrom("client_registrations as registration")
      .select("client_id")
      .where("fresh_until", "<", now - UNUSED_DOCUMENT_KEPT_SECONDS)
      .where("kind", "=", "metadata-document")
      .where((is) =>
        is.not(
          is.exists(
            is.selectFrom("consents").select("client_id").whereRef("consents.client_id", "=", "registration.client_id"),
          ),
        ),
      )
      .limit(BATCH)
      .execute();
    for (const { client_id } of dead) await deleteClient(tx, client_id);
    return BigInt(dead.length);
  },
  async (tx) => BigInt(await pruneUnused(tx, hub, now, BATCH)),
  async (tx) => {
    const dead = tx.query
      .selectFrom("registration_tokens")
      .select("id")
      .where("expires_at", "<", now - SPENT_TOKEN_KEPT_SECONDS)
      .limit(BATCH);
    return (await tx.query.deleteFrom("registration_tokens").where("id", "in", dead).executeTakeFirst()).numDeletedRows;
  },
  async (tx) => {
    const dead = tx.query
      .selectFrom("personal_tokens")
      .select("id")
      .where((is) =>
        is.or([
          is("expires_at", "<", now - DEAD_TOKEN_KEPT_SECONDS),
          is("revoked_at", "<", now - DEAD_TOKEN_KEPT_SECONDS),
        ]),
      )
      .limit(BATCH);
    return (await tx.query.deleteFrom("personal_tokens").where("id", "in", dead).executeTakeFirst()).numDeletedRows;
  },
  async (tx) => {
    const said = tx.query
      .selectFrom("webhook_messages")
      .select("id")
      .where("id", "<", firstIdAt(now - WEBHOOK_MESSAGE_KEPT_SECONDS))
      .where("done_at", "is not", null)
      .orderBy("id")
      .limit(BATCH);
    return (await tx.query.deleteFrom("webhook_messages").where("id", "in", said).executeTakeFirst()).numDeletedRows;
  },
  async (tx) => {
    const dead = tx.query
      .selectFrom("idempotent_answers")
      .select("key_hash")
      .where("expires_at", "<", now)
      .limit(BATCH);
    return (await tx.query.deleteFrom("idempotent_answers").where("key_hash", "in", dead).executeTakeFirst())
      .numDeletedRows;
  },
  (tx) => pruneCounts(tx, now, BATCH),
  async (tx) => {
    const dead = tx.query.selectFrom("attempts").select("key").where("expires_at", "<", now).limit(BATCH);
    return (await tx.query.deleteFrom("attempts").where("key", "in", dead).executeTakeFirst()).numDeletedRows;
  },
];

/** Prunes everything once. @returns how many rows went, and sessions ended. */
export async function prune(hub: Pick<Hub, "db" | "clock" | "ids">): Promise<number> {
  let total = 0;
  for (const step of steps(hub, seconds(hub.clock))) {
    for (;;) {
      const gone = Number(await hub.db.write(step));
      total += gone;
      if (gone < BATCH) break;
    }
  }
  total += await pruneAudit(hub, BATCH);
  await trimSteps(hub.db, seconds(hub.clock));
  return total;
}

/** @returns what stops it. */
export function pruneHourly(hub: Hub): () => void {
  const timer = setInterval(() => {
    prune(hub).catch((error: unknown) => hub.log.error("prune.failed", { error }));
  }, HOUR * 1000);
  timer.unref();
  return () => clearInterval(timer);
}
