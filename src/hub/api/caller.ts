/**
 * Who calls the API: a person by a personal access token, or an application by an access token of its own (RFC 6749, 4.4) with
 * scopes that an administrator gave it. A person's token for an application is no way in: what somebody allowed an application
 * to know is not what they may do themselves. Nor is a cookie: it would come along from other sites' pages.
 *
 * What counts is what holds now: an administrator who is none any more, and a permission that was taken back, are out with
 * the next call, whatever their tokens say.
 */
import type { EndpointRequest } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import type { Actor } from "../audit/audit.ts";
import { type Client, findClient } from "../clients/store.ts";
import type { Hub, Occasion } from "../hub.ts";
import { FIRST_ORGANIZATION, organizationName } from "../organizations/store.ts";
import { permissionsOf } from "../permissions/client-permissions.ts";
import { findPersonalToken, TOKEN_PREFIX } from "../permissions/personal-tokens.ts";
import { type ApiScope, isApiScope } from "../permissions/scopes.ts";
import type { User } from "../users/store.ts";
import type { ApiRoute } from "./route.ts";

export interface ApiCaller {
  readonly actor: Actor;
  readonly scopes: readonly ApiScope[];
  /** Exactly one of the two is there. */
  readonly person: User | null;
  readonly client: Client | null;
  /** The only organization whose things the caller sees; `null` for all. */
  readonly only: string | null;
  /** Tells callers apart. */
  readonly key: string;
}

/** Whether a caller sees the things of an organization. */
export const reaches = (caller: ApiCaller, organizationId: string): boolean =>
  caller.only === null || caller.only === organizationId;

/** What a living access token of an application says. */
export interface ApplicationToken {
  readonly clientId: string;
  readonly audience: readonly string[];
  readonly scope: string;
  readonly person: unknown;
}

export interface ApiDeps {
  readonly hub: Hub;
  /** The access token of a call's header, proven; `null` where there is none that is good. */
  findAccess(http: EndpointRequest): Promise<ApplicationToken | null>;
}

/** @throws Refusal `token_invalid` */
export async function requireCaller(deps: ApiDeps, http: EndpointRequest): Promise<ApiCaller> {
  const header = http.headers.authorization;
  // Without a header there is nothing to look for: a token in an address is never taken here.
  if (header === undefined) throw new Refusal("token_invalid");
  const [, value = ""] = /^bearer +(\S+) *$/i.exec(header) ?? [];
  const occasion = { address: http.address, requestId: http.id, userAgent: http.headers["user-agent"] ?? "" };
  const caller = value.startsWith(TOKEN_PREFIX)
    ? await byPersonalToken(deps.hub, value, occasion)
    : await byApplication(deps, http, occasion);
  if (!caller) throw new Refusal("token_invalid");
  return caller;
}

async function byPersonalToken(hub: Hub, value: string, occasion: Occasion): Promise<ApiCaller | null> {
  const found = await findPersonalToken(hub, value);
  if (!found) return null;
  const { user, scopes } = found;
  return {
    actor: { userId: user.id, occasion },
    scopes,
    person: user,
    client: null,
    only: null,
    key: `user:${user.id}`,
  };
}

async function byApplication(
  { hub, findAccess }: ApiDeps,
  http: EndpointRequest,
  occasion: Occasion,
): Promise<ApiCaller | null> {
  const access = await findAccess(http);
  if (!access || access.person !== null) return null;
  // One that was meant for another service (RFC 8707) must not be used by that service here.
  if (!access.audience.includes(access.clientId) && !access.audience.includes(hub.issuer)) return null;
  const client = await findClient(hub.db, access.clientId);
  if (!client || client.disabledAt !== null) return null;
  const granted = await permissionsOf(hub.db, client.id);
  const asked = access.scope.split(" ");
  const scopes = granted.filter((permission) => isApiScope(permission)).filter((scope) => asked.includes(scope));
  const actor = { occasion: { ...occasion, callerId: client.id } };
  return { actor, scopes, person: null, client, only: client.organizationId, key: `client:${client.id}` };
}

/** @throws Refusal `scope_insufficient`, `forbidden` */
export async function permit(
  hub: Hub,
  caller: ApiCaller,
  { scope, reach }: Pick<ApiRoute, "scope" | "reach">,
): Promise<void> {
  if (!caller.scopes.includes(scope))
    throw new Refusal("scope_insufficient", `This needs a token with the scope ${scope}.`);
  if (caller.person !== null) {
    if (reach !== "self" && !caller.person.isAdmin) throw new Refusal("forbidden");
    return;
  }
  if (reach === "self") throw new Refusal("forbidden");
  if (reach === "server" && (await organizationName(hub.db, caller.only ?? "")) !== FIRST_ORGANIZATION)
    throw new Refusal("forbidden");
}
