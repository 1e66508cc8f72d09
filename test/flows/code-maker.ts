/**
 * Codes without a browser: stored by the domain's own function, as authorization would store them. For tests that are
 * about what happens to codes and refresh tokens afterwards, and need many.
 */

import type { MadeClient } from "../../src/hub/clients/store.ts";
import { CODE_SECONDS, storeCode } from "../../src/hub/grants/grants.ts";
import type { User } from "../../src/hub/users/store.ts";
import { newBearer } from "../../src/lib/bearer.ts";
import type { TestHub } from "../ground/hub.ts";
import { type JsonAnswer, pkce, redeem } from "../ground/oauth-client.ts";

export interface MadeCode {
  readonly id: number;
  readonly code: string;
  readonly verifier: string;
}

export interface CodeWish {
  readonly scope?: string;
  /** `null` for a code without PKCE. */
  readonly challenge?: string | null;
  readonly sessionId?: number;
}

/** A session of that user, as a row. */
export async function makeSession({ hub, time }: TestHub, user: User): Promise<number> {
  const { id, hash } = newBearer(hub.ids());
  const now = time.now();
  await hub.db.write((tx) =>
    tx.query
      .insertInto("sessions")
      .values({
        id,
        value_hash: hash,
        user_id: user.id,
        authenticated_at: now,
        amr: "pwd",
        created_at: now,
        last_seen_at: now,
        expires_at: now + 86_400,
        user_agent: "",
        address: "127.0.0.1",
        ended_at: null,
      })
      .execute(),
  );
  return id;
}

/** A living code of that user for that client. */
export async function makeCode(test: TestHub, made: MadeClient, user: User, wish: CodeWish = {}): Promise<MadeCode> {
  const { hub, time } = test;
  const { verifier, challenge } = pkce();
  const sessionId = wish.sessionId ?? (await makeSession(test, user));
  const { id, value, hash } = newBearer(hub.ids());
  await hub.db.write((tx) =>
    storeCode(tx, {
      id,
      value_hash: hash,
      client_id: made.client.id,
      user_id: user.id,
      session_id: sessionId,
      redirect_uri: made.client.redirectUris[0] ?? "",
      scope: wish.scope ?? "openid profile email",
      nonce: "the-nonce",
      code_challenge: wish.challenge === undefined ? challenge : wish.challenge,
      authenticated_at: time.now(),
      amr: "pwd",
      expires_at: time.now() + CODE_SECONDS,
    }),
  );
  return { id, code: value, verifier };
}

/** What the token endpoint gives for a new code. */
export async function makeTokens(
  test: TestHub,
  made: MadeClient,
  user: User,
  wish: CodeWish = {},
): Promise<JsonAnswer> {
  const { code, verifier } = await makeCode(test, made, user, wish);
  const answer = await redeem(test, made, { code, ...(wish.challenge === null ? {} : { code_verifier: verifier }) });
  if (answer.status !== 200) throw new Error(`the code was not redeemed: ${JSON.stringify(answer.body)}`);
  return answer;
}
