/** People by the API: found, made, changed, deleted, unlinked; and what an application never does to them. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { linkIdentity } from "../../src/hub/identities/store.ts";
import { changePermissions } from "../../src/hub/permissions/client-permissions.ts";
import { createPersonalToken } from "../../src/hub/permissions/personal-tokens.ts";
import { API_SCOPE_NAMES, CLIENT_PERMISSIONS } from "../../src/hub/permissions/scopes.ts";
import { createProvider } from "../../src/hub/providers/store.ts";
import { github } from "../../src/providers/catalogue/index.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, codeFlow, post, signedInBrowser, TOKEN, userinfo } from "../ground/oauth-client.ts";

type Json = Record<string, unknown>;
const OCCASION = { address: "127.0.0.1", requestId: "test", userAgent: "" };

eachDatabase((fresh) => {
  let hub: TestHub;
  let token: string;
  let application: string;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    const admin = await hub.makeUser({ name: "admin", isAdmin: true });
    await hub.makeUser({ name: "second", isAdmin: true });
    token = await hub.hub.db.write((tx) =>
      createPersonalToken(tx, hub.hub, admin, { name: "x", scopes: API_SCOPE_NAMES, days: 30 }, OCCASION),
    );
    const made = await hub.makeClient({ grantTypes: ["client_credentials"], redirectUris: [] });
    await hub.hub.db.write((tx) => changePermissions(tx, hub.hub, {}, made.client, CLIENT_PERMISSIONS));
    const scope = "alldoor:users:read alldoor:users:write alldoor:grants:write";
    application = String(
      (await post(hub, TOKEN, { grant_type: "client_credentials", scope }, basic(made))).body.access_token,
    );
  });
  afterAll(() => hub.close());

  async function call(method: string, path: string, body?: unknown, as = token) {
    const response = await fetch(`${hub.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${as}`, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === "" ? {} : JSON.parse(text)) as Json };
  }
  const namesOf = ({ body }: { readonly body: Json }) =>
    (body.data as { username: string }[]).map(({ username }) => username);
  const fieldsOf = ({ body }: { readonly body: Json }) =>
    (body.errors as { field: string; code: string }[]).map(({ field, code }) => `${field} ${code}`);

  test("somebody is made with a password, signs in, is changed, and deleted", async () => {
    const password = "a long enough sentence";
    const made = await call("POST", "/users", {
      username: "made",
      name: "Made Up",
      email: "made@example.com",
      password,
    });
    expect(made).toMatchObject({
      status: 201,
      body: { username: "made", name: "Made Up", email_verified: false, administrator: false },
    });
    const id = String(made.body.id);
    const browser = await signedInBrowser(hub, { name: "made", password });
    const vouched = await call("PATCH", `/users/${id}`, {
      email: "new@example.com",
      email_verified: true,
      name: "Other Name",
    });
    expect(vouched.body).toMatchObject({ email: "new@example.com", email_verified: true, name: "Other Name" });
    expect(new URL((await browser.open(`${hub.url}/account`)).url).pathname).toBe("/sign-in");
    expect(namesOf(await call("GET", "/users?search=other"))).toEqual(["made"]);
    expect(namesOf(await call("GET", "/users?email=NEW@example.com"))).toEqual(["made"]);
    expect((await call("PATCH", `/users/${id}`, { email: null })).body).toMatchObject({
      email: null,
      email_verified: false,
    });
    expect((await call("DELETE", `/users/${id}`)).status).toBe(204);
    expect((await call("GET", `/users/${id}`)).status).toBe(404);
    expect((await call("POST", "/users", { username: "made" })).status).toBe(201);
  });

  test("what can't be is told by its field, and leaves nobody behind", async () => {
    const wrong = await call("POST", "/users", { username: "no good", email: "x", password: "short" });
    expect(wrong).toMatchObject({ status: 422, body: { code: "field_invalid" } });
    expect(fieldsOf(wrong)).toEqual(["username invalid_username", "email invalid_email", "password too_short"]);
    expect((await call("POST", "/users", { username: "admin" })).status).toBe(409);
    expect((await call("POST", "/users", { username: "x", is_admin: true })).status).toBe(422);
    expect((await call("POST", "/users", { username: "elsewhere", organization: "nowhere" })).status).toBe(422);
    const user = await hub.makeUser();
    const named = await call("PATCH", `/users/${user.id}`, { name: "  " });
    expect(fieldsOf(named)).toEqual(["name required"]);
    expect(namesOf(await call("GET", "/users?search=elsewhere"))).toEqual([]);
  });

  test("people are narrowed and put in order", async () => {
    await call("POST", "/users", { username: "narrow-a" });
    hub.time.advance(10);
    const { body } = await call("POST", "/users", { username: "narrow-b" });
    await call("PATCH", `/users/${body.id}`, { enabled: false });
    expect(namesOf(await call("GET", "/users?search=narrow&order=created"))).toEqual(["narrow-b", "narrow-a"]);
    expect(namesOf(await call("GET", "/users?search=narrow&enabled=false"))).toEqual(["narrow-b"]);
    expect(namesOf(await call("GET", "/users?administrator=true"))).toEqual(["admin", "second"]);
    expect(namesOf(await call("GET", "/users?search=narrow&second_factor=false&enabled=true"))).toEqual(["narrow-a"]);
    expect((await call("GET", "/users?enabled=maybe")).status).toBe(422);
    const page = await call("GET", "/users?search=narrow&limit=1");
    expect((await call("GET", `/users?order=created&after=${page.body.next}`)).status).toBe(422);
    expect(namesOf(await call("GET", `/users?search=narrow&limit=1&after=${page.body.next}`))).toEqual(["narrow-b"]);
  });

  test("an identity is unlinked, unless it is the only way in", async () => {
    const wish = { displayName: "X", clientId: "x", settings: {}, scope: null, allowSignUp: false, enabled: true };
    const provider = await hub.hub.db.write((tx) => createProvider(tx, hub.hub, github, wish));
    const user = await hub.makeUser();
    const link = (sub: string, userId: string) =>
      hub.hub.db.write((tx) =>
        linkIdentity(tx, hub.hub, userId, provider.id, {
          issuer: "https://p.example",
          sub,
          email_verified: false,
          raw: {},
        }),
      );
    const identity = await link("1", user.id);
    const { body } = await call("GET", `/users/${user.id}/identities`);
    expect(body.data).toMatchObject([{ id: identity.id, subject: "1" }]);
    expect(namesOf(await call("GET", `/users?provider=${provider.id}`))).toEqual([user.name]);
    expect((await call("DELETE", `/users/${user.id}/identities/${identity.id}`)).status).toBe(204);
    expect((await call("DELETE", `/users/${user.id}/identities/${identity.id}`)).status).toBe(404);
    const bare = await hub.makeUser({ passwordHash: null });
    const only = await link("2", bare.id);
    expect((await call("DELETE", `/users/${bare.id}/identities/${only.id}`)).body).toMatchObject({
      code: "identity_last",
    });
  });

  test("everything that an application holds is taken back", async () => {
    const made = await hub.makeClient({ consent: "first-party" });
    const { body } = await codeFlow(hub, await signedInBrowser(hub, await hub.makeUser()), made, { scope: "openid" });
    const revoked = await call("POST", `/applications/${made.client.id}/revoke-grants`, {});
    expect(revoked).toEqual({ status: 200, body: { revoked: 1, next: null } });
    expect((await userinfo(hub, String(body.access_token))).status).toBe(401);
  });

  test("an application makes and changes people, but vouches for no address and touches no administrator", async () => {
    const made = await call("POST", "/users", { username: "by-application", email: "by@example.com" }, application);
    expect(made.status).toBe(201);
    const path = `/users/${made.body.id}`;
    expect((await call("PATCH", path, { name: "Changed" }, application)).body).toMatchObject({ name: "Changed" });
    expect((await call("PATCH", path, { email_verified: true }, application)).status).toBe(403);
    expect((await call("PATCH", path, { administrator: true }, application)).status).toBe(403);
    const [second] = (await call("GET", "/users?username=second")).body.data as { id: string }[];
    for (const [method, below, body] of [
      ["PATCH", "", { name: "x" }],
      ["DELETE", "", undefined],
      ["DELETE", "/second-factors", undefined],
      ["DELETE", "/sessions", undefined],
    ] as const)
      expect([method, below, (await call(method, `/users/${second?.id}${below}`, body, application)).status]).toEqual([
        method,
        below,
        403,
      ]);
    expect((await call("DELETE", path, undefined, application)).status).toBe(204);
  });
});
