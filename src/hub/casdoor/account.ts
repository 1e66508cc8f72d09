/**
 * `GET /api/get-account`: the caller's own account in Casdoor's envelope; `GET /api/user`: the same person in five fields.
 * With the account comes `originalToken`, the access token of the provider that the person signed in with: for clients with
 * the switch `dangerouslyExposeUpstreamTokens`, noted at each use, and for administrators in their own browser; others see `***`.
 */
import { type Answer, type EndpointRequest, json } from "../../lib/endpoint.ts";
import { noteDanger } from "../clients/dangers.ts";
import type { Hub, Occasion } from "../hub.ts";
import { findKeptTokens, openAccessToken } from "../identities/tokens.ts";
import { organizationName } from "../organizations/store.ts";
import { casdoorMemberships } from "../roles/casdoor-memberships.ts";
import { casdoorUser } from "../users/casdoor-user.ts";
import { type Caller, type CasdoorDeps, findCaller } from "./caller.ts";
import { ok, pleaseLogIn } from "./envelope.ts";

export const getAccount =
  (deps: CasdoorDeps) =>
  async (http: EndpointRequest): Promise<Answer> => {
    const { hub } = deps;
    const caller = await findCaller(deps, http);
    if (!caller) return pleaseLogIn();
    const { user, sub, scopes, client } = caller;
    const owner = await organizationName(hub.db, user.organizationId);
    const memberships = await casdoorMemberships(hub.db, { userId: user.id, owner, clientId: client?.id, scopes });
    const application = client?.name ?? "";
    const { email_verified, ...shape } = casdoorUser({ user, sub, owner, scopes, application, memberships });
    const occasion: Occasion = {
      address: http.address,
      requestId: http.id,
      userAgent: http.headers["user-agent"] ?? "",
    };
    const account = {
      ...shape,
      emailVerified: email_verified,
      accessToken: "",
      originalToken: await originalToken(hub, caller, occasion),
      originalRefreshToken: "",
    };
    return ok({ sub, name: user.name, data: account, data2: { owner: "admin", name: owner } });
  };

/** Empty where nothing is kept, or what is kept has expired for good. */
async function originalToken(hub: Hub, { user, client }: Caller, occasion: Occasion): Promise<string> {
  const kept = await findKeptTokens(hub.db, user.id);
  if (!kept) return "";
  if (client === null) return user.isAdmin ? ((await openAccessToken(hub, kept)) ?? "") : "***";
  if (!client.dangers.includes("dangerouslyExposeUpstreamTokens")) return "***";
  await hub.db.write((tx) => noteDanger(tx, hub, client, "dangerouslyExposeUpstreamTokens", user.id, occasion));
  return (await openAccessToken(hub, kept)) ?? "";
}

const time = (at: number): string => new Date(at * 1000).toISOString();

export const getUser =
  (deps: CasdoorDeps) =>
  async (http: EndpointRequest): Promise<Answer> => {
    const caller = await findCaller(deps, http);
    if (!caller) return pleaseLogIn();
    const { user, sub, scopes } = caller;
    const email = scopes.includes("email") ? user.email : null;
    const person = {
      id: sub,
      name: user.name,
      email: email ?? "",
      // Who reads this takes any time for verified.
      email_verified_at: email !== null && user.emailVerified ? time(user.createdAt) : null,
      created_at: time(user.createdAt),
      updated_at: time(user.updatedAt),
    };
    return json(person, 200, { "cache-control": "no-store" });
  };
