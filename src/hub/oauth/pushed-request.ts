/**
 * Pushed authorization requests (RFC 9126): `POST /api/login/oauth/par`. The client sends the request itself, authenticated,
 * and the browser only carries a reference to it: short-lived, the client's own, and good for one answer. A page that is loaded
 * again before there is one is no second use (FAPI 2.0 Security Profile, 5.3.2.2, note 3). The request is read as the
 * authorization endpoint reads one, so that what is wrong is told here, to the client alone.
 */
import type { Selectable } from "kysely";
import type { Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { statement } from "../../db/statement.ts";
import { newBearer, openedBy } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { type Answer, type EndpointRequest, json } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { admitClient } from "../clients/metadata-document.ts";
import type { Client } from "../clients/store.ts";
import type { AuthorizationRequest } from "../flows/store.ts";
import type { Hub } from "../hub.ts";
import { OAuthError, type OAuthErrorCode } from "../web/oauth-error.ts";
import { readAuthorizationRequest } from "./authorization-request.ts";
import { authenticateClient } from "./client-auth.ts";
import { provenKey } from "./dpop.ts";
import { RawParameters } from "./raw-parameters.ts";
import { readParameters } from "./request-body.ts";
import { openRequestObject } from "./request-object.ts";

/** Seconds from push to use. */
const LIFE_SECONDS = 60;
const PREFIX = "urn:ietf:params:oauth:request_uri:";
/** What authenticates the client, and is no part of the request. */
const CREDENTIALS = ["client_secret", "client_assertion", "client_assertion_type"];

const insert = statement<Selectable<Schema["pushed_requests"]>>()((db, p) =>
  db.insertInto("pushed_requests").values({
    id: p("id"),
    value_hash: p("value_hash"),
    client_id: p("client_id"),
    parameters: p("parameters"),
    expires_at: p("expires_at"),
    used_at: null,
  }),
);
const byId = statement<{ id: number }>()((db, p) =>
  db.selectFrom("pushed_requests").selectAll().where("id", "=", p("id")),
);
const spend = statement<{ id: number; now: number }>()((db, p) =>
  db
    .updateTable("pushed_requests")
    .set({ used_at: p("now") })
    .where("id", "=", p("id"))
    .where("used_at", "is", null),
);

export const pushRequest =
  (hub: Hub) =>
  async (http: EndpointRequest): Promise<Answer> => {
    const parameters = await readParameters(http);
    // A client that is named by a document of its own may begin here, before it is known.
    await admitClient(hub, parameters.get("client_id") ?? "", http.address);
    const client = await authenticateClient(hub, http.headers, parameters);
    if (parameters.has("request_uri"))
      throw new OAuthError("invalid_request", "A pushed request can't refer to another one.");
    const pushed = new URLSearchParams([...parameters].filter(([name]) => !CREDENTIALS.includes(name)));
    pushed.set("client_id", client.clientId);
    bindToKey(pushed, await provenKey(hub, http));
    const text = (await openRequestObject(hub, new RawParameters(pushed.toString()), async () => client)).toString();
    await asClientSees(() => readAuthorizationRequest(new RawParameters(text), async () => client));
    const uri = await hub.db.write(async (tx) => {
      const { id, value, hash } = newBearer(hub.ids());
      const expires_at = seconds(hub.clock) + LIFE_SECONDS;
      await tx.run(insert, {
        id,
        value_hash: hash,
        client_id: client.clientId,
        parameters: text,
        expires_at,
        used_at: null,
      });
      return `${PREFIX}${value}`;
    });
    return json({ request_uri: uri, expires_in: LIFE_SECONDS }, 201, { "cache-control": "no-store" });
  };

/** A proof that comes with the request names the key that the code is bound to, as `dpop_jkt` does (RFC 9449, 10.1). */
function bindToKey(pushed: URLSearchParams, jkt: string | null): void {
  if (jkt === null) return;
  const named = pushed.get("dpop_jkt");
  if (named !== null && named !== jkt)
    throw new OAuthError("invalid_dpop_proof", "The DPoP proof is of another key than dpop_jkt.");
  pushed.set("dpop_jkt", jkt);
}

/** What the browser would be shown or the client be sent is told to the client here, and nobody is redirected (2.3). */
async function asClientSees(read: () => Promise<unknown>): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (error instanceof OAuthError) throw new OAuthError(error.code, error.message);
    const codes: Partial<Record<Refusal["code"], OAuthErrorCode>> = {
      redirect_uri_unknown: "invalid_request",
      client_unknown: "invalid_client",
    };
    const code = error instanceof Refusal ? codes[error.code] : undefined;
    throw code && error instanceof Error ? new OAuthError(code, error.message) : error;
  }
}

const invalid = () => new Refusal("bad_request", "The pushed request is unknown, has expired or was used already.");

/** Whether a `request_uri` is of the kind that is handed out here. */
export const isPushed = (requestUri: string | undefined): requestUri is string =>
  requestUri?.startsWith(PREFIX) === true;

/**
 * A pushed request that has not been answered yet, for the client that pushed it.
 * @throws Refusal `bad_request`: shown, since nothing of a request that is not there is proven
 */
export async function findPushedRequest(
  hub: Hub,
  requestUri: string,
  clientId: string | undefined,
): Promise<{ readonly id: number; readonly parameters: RawParameters }> {
  const row = await openedBy(requestUri.slice(PREFIX.length), (id) => hub.db.first(byId, { id }));
  if (!row || row.client_id !== clientId) throw invalid();
  if (row.used_at !== null || row.expires_at <= seconds(hub.clock)) throw invalid();
  return { id: row.id, parameters: new RawParameters(row.parameters) };
}

/**
 * Spends the pushed request that a request came by, in the transaction of its answer.
 * @throws Refusal `bad_request` where it was answered before
 */
export async function spendPushedRequest(tx: Writer, { pushedId }: AuthorizationRequest, now: number): Promise<void> {
  if (pushedId !== undefined && (await tx.run(spend, { id: pushedId, now })) !== 1) throw invalid();
}

/** Whether a client that has to push its requests has not. */
export const isMissingPush = (client: Client, wasPushed: boolean): boolean =>
  client.requirePushedRequests && !wasPushed;
