/**
 * flows: authorization requests that wait for a person. Authorize stores the request and sends the browser to sign-in or
 * consent; those send it back to `/login/oauth/continue`, and only what is stored here carries over. A flow answers only
 * to the browser that began it (incidents: an attacker's flow finished by a victim, and the other way round), and
 * issues once.
 *
 *   waiting ──sign-in──▶ login_session_id set ──consent──▶ consent_session_id set ──issue──▶ used
 */
import type { Selectable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { statement } from "../../db/statement.ts";
import { bearerHash, newBearer, openedBy, sameSecret } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import type { ClaimsParameter } from "../grants/claims-parameter.ts";
import type { Hub } from "../hub.ts";

/** Seconds that a person has for signing in and consenting. */
export const FLOW_SECONDS = 1800;

/** The authorization request, checked, as it waits. */
export interface AuthorizationRequest {
  /** The public `client_id`. */
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly responseType: readonly ("code" | "token" | "id_token")[];
  readonly responseMode: "query" | "fragment" | "form_post";
  readonly scope: readonly string[];
  /** RFC 8707. */
  readonly resource: readonly string[];
  readonly nonce: string | null;
  readonly codeChallenge: string | null;
  readonly prompt: readonly ("none" | "login" | "consent" | "select_account")[];
  /** Seconds. */
  readonly maxAge: number | null;
  readonly loginHint: string | null;
  /** As it came; whose it is, is looked at with the session. */
  readonly idTokenHint: string | null;
  readonly acrValues: readonly string[];
  readonly claims: ClaimsParameter | null;
  readonly uiLocales: string | null;
  /** Thumbprint of the DPoP key that a code is to be bound to (RFC 9449, 10). */
  readonly dpopJkt: string | null;
  /** The pushed request (RFC 9126) that it came by, to be spent with the answer. */
  readonly pushedId?: number;
  /** The console's own (`oauth/trial.ts`): it comes back to an address of ours, which no request from outside can name. */
  readonly isTrial?: true;
}

export interface Flow {
  readonly id: number;
  /** The handle, as the browser carries it. */
  readonly value: string;
  readonly request: AuthorizationRequest;
  readonly createdAt: number;
  readonly loginSessionId: number | null;
  readonly consentSessionId: number | null;
}

const byId = statement<{ id: number }>()((db, p) => db.selectFrom("flows").selectAll().where("id", "=", p("id")));

const insert = statement<Selectable<Schema["flows"]>>()((db, p) =>
  db.insertInto("flows").values({
    id: p("id"),
    value_hash: p("value_hash"),
    browser_hash: p("browser_hash"),
    request: p("request"),
    created_at: p("created_at"),
    expires_at: p("expires_at"),
    login_session_id: null,
    consent_session_id: null,
    used_at: null,
  }),
);

/** Stores a request. @returns the flow's handle. */
export function startFlow(
  hub: Pick<Hub, "db" | "ids" | "clock">,
  request: AuthorizationRequest,
  browser: string,
): Promise<string> {
  const now = seconds(hub.clock);
  return hub.db.write(async (tx) => {
    const { id, value, hash } = newBearer(hub.ids());
    await tx.run(insert, {
      id,
      value_hash: hash,
      browser_hash: bearerHash(browser),
      request: JSON.stringify(request),
      created_at: now,
      expires_at: now + FLOW_SECONDS,
      login_session_id: null,
      consent_session_id: null,
      used_at: null,
    });
    return value;
  });
}

/**
 * The flow of that handle, in this browser, still waiting.
 * @throws Refusal `flow_expired` for anything else, without saying which
 */
export async function requireFlow(
  reader: Reader,
  clock: Hub["clock"],
  handle: string | null | undefined,
  browser: string | undefined,
): Promise<Flow> {
  const row = await openedBy(handle, (id) => reader.first(byId, { id }));
  if (
    !row ||
    !browser ||
    !sameSecret(row.browser_hash, bearerHash(browser)) ||
    row.used_at !== null ||
    row.expires_at <= seconds(clock)
  ) {
    throw new Refusal("flow_expired");
  }
  return {
    id: row.id,
    value: handle as string,
    request: JSON.parse(row.request) as AuthorizationRequest,
    createdAt: row.created_at,
    loginSessionId: row.login_session_id,
    consentSessionId: row.consent_session_id,
  };
}

/** Notes that the person of this session signed in, or consented, for this very request. */
export async function noteInFlow(
  tx: Writer,
  flowId: number,
  what: "login" | "consent",
  sessionId: number,
): Promise<void> {
  await tx.query
    .updateTable("flows")
    .set(what === "login" ? { login_session_id: sessionId } : { consent_session_id: sessionId })
    .where("id", "=", flowId)
    .where("used_at", "is", null)
    .execute();
}

const spend = statement<{ id: number; now: number }>()((db, p) =>
  db
    .updateTable("flows")
    .set({ used_at: p("now") })
    .where("id", "=", p("id"))
    .where("used_at", "is", null)
    .where("expires_at", ">", p("now")),
);

/** @returns whether this caller was the first and in time. */
export const spendFlow = async (tx: Writer, flowId: number, now: number): Promise<boolean> =>
  (await tx.run(spend, { id: flowId, now })) === 1;

/** Where the browser goes on after sign-in or consent. */
export const continueAddress = (handle: string): string => `/login/oauth/continue?flow=${handle}`;
