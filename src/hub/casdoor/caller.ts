/** Who calls: the person of an access token, with the client that it was issued to, or of this browser's own session. */
import type { EndpointRequest } from "../../lib/endpoint.ts";
import type { Browsers } from "../browser/browser.ts";
import { MEMBERSHIP_SCOPES } from "../clients/settings.ts";
import { type Client, findClient } from "../clients/store.ts";
import type { Hub } from "../hub.ts";
import { findSignedIn } from "../sessions/store.ts";
import { findUser, type User } from "../users/store.ts";

/** What a living access token says. */
export interface Access {
  readonly clientId: string;
  readonly sub: string;
  readonly scope: string;
  /** `null` for a client's own token. */
  readonly person: { readonly id: string } | null;
  /** What it hangs on; `null` for a client's own token. */
  readonly grant: { readonly id: number; readonly session_id: number | null } | null;
}

export interface CasdoorDeps {
  readonly hub: Hub;
  readonly browsers: Browsers;
  /** The access token of a call, proven; `null` where there is none that is good. */
  findAccess(http: EndpointRequest): Promise<Access | null>;
  /** The confidential client whose credentials are in a call's header; `null` where they are not good. */
  findProvenClient(http: EndpointRequest): Promise<Client | null>;
  /** The subject that a client knows a person by. */
  subjectOf(client: Client, userId: string): string;
}

export interface Caller {
  readonly user: User;
  readonly sub: string;
  /** The scopes whose fields the caller may see. */
  readonly scopes: readonly string[];
  /** `null` for the person's own browser. */
  readonly client: Client | null;
}

const ALL = ["openid", "profile", "email", "address", "phone", ...MEMBERSHIP_SCOPES];

/**
 * A token decides where one is brought, good or not; the cookie counts only for what our own pages ask, so that no other
 * site's page asks in the person's name.
 */
export async function findCaller(
  { hub, browsers, findAccess }: CasdoorDeps,
  http: EndpointRequest,
): Promise<Caller | null> {
  if (http.headers.authorization !== undefined || http.query !== "") {
    const access = await findAccess(http);
    return access === null ? null : callerOf(hub, access);
  }
  const site = http.headers["sec-fetch-site"];
  if (http.headers.origin !== undefined || (site !== undefined && site !== "same-origin" && site !== "none"))
    return null;
  const signedIn = await findSignedIn(hub, browsers.session.read(http.headers.cookie));
  return signedIn && { user: signedIn.user, sub: signedIn.user.id, scopes: ALL, client: null };
}

async function callerOf(hub: Hub, { clientId, sub, scope, person }: Access): Promise<Caller | null> {
  const client = await findClient(hub.db, clientId);
  const user = person === null ? undefined : await findUser(hub.db, person.id);
  if (!client || !user) return null;
  // Applications written for Casdoor ask for `read`, and expect all that they may have.
  const asked = scope.split(" ");
  // Scopes of the client's own may be called like ours.
  const scopes =
    client.tokenFormat === "standard" ? client.scopes.filter((name) => asked.includes(name)) : client.scopes;
  return { user, sub, scopes, client };
}
