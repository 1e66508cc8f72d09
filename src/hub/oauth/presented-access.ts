/**
 * The access token that a call to a resource of ours brings (RFC 6750, 2.1), and the one in the query (2.3), which ends up in
 * logs and is taken only from clients with the switch `dangerouslyAllowTokenInQuery`; each use is noted. A token that is
 * bound to a key (RFC 9449) is never taken here: it needs its proof.
 */
import type { EndpointRequest } from "../../lib/endpoint.ts";
import { parseForm } from "../../lib/parameters.ts";
import { noteDanger } from "../clients/dangers.ts";
import { type Client, findClient } from "../clients/store.ts";
import type { Hub } from "../hub.ts";
import { OAuthError } from "../web/oauth-error.ts";
import { authenticateClient } from "./client-auth.ts";
import { occasionOf } from "./token.ts";
import { type AccessToken, findAccessToken } from "./tokens.ts";

/** @returns the living, unbound token of `?accessToken=` (Casdoor's name) or `?access_token=`; `null` for any other. */
export async function findQueryToken(hub: Hub, http: EndpointRequest): Promise<AccessToken | null> {
  const query = parseForm(http.query);
  const value = query.get("accessToken") ?? query.get("access_token");
  const token = value === undefined ? null : await findAccessToken(hub, value);
  const client = token && (await findClient(hub.db, token.clientId));
  if (!token || !client || token.jkt !== null || !client.dangers.includes("dangerouslyAllowTokenInQuery")) return null;
  await hub.db.write((tx) =>
    noteDanger(tx, hub, client, "dangerouslyAllowTokenInQuery", token.person?.id, occasionOf(http)),
  );
  return token;
}

/** @returns the living, unbound access token of a call, or `null`. */
export async function findPresentedToken(hub: Hub, http: EndpointRequest): Promise<AccessToken | null> {
  const header = http.headers.authorization;
  if (header === undefined) return findQueryToken(hub, http);
  const [, value] = /^bearer +([A-Za-z0-9._~+/=-]+) *$/i.exec(header) ?? [];
  const token = value === undefined ? null : await findAccessToken(hub, value);
  return token?.jkt === null ? token : null;
}

/** @returns the confidential client whose credentials are in the header of a call, or `null`. */
export async function findProvenClient(hub: Hub, http: EndpointRequest): Promise<Client | null> {
  if (!/^basic /i.test(http.headers.authorization ?? "")) return null;
  try {
    const client = await authenticateClient(hub, http.headers, new Map());
    return client.type === "confidential" ? client : null;
  } catch (error) {
    if (error instanceof OAuthError) return null;
    throw error;
  }
}
