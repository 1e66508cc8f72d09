/**
 * Casdoor's reads by an application's own credentials, through casdoor-nodejs-sdk, unmodified, and `/api/unlink`: only for
 * applications that an administrator allowed, and of their own organization alone.
 */
import { createPublicKey } from "node:crypto";
import { SDK } from "casdoor-nodejs-sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readClientSettings } from "../../src/hub/clients/settings.ts";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { createClient } from "../../src/hub/clients/store.ts";
import { linkIdentity } from "../../src/hub/identities/store.ts";
import { changePermissions } from "../../src/hub/permissions/client-permissions.ts";
import { saveRule } from "../../src/hub/providers/rules.ts";
import { createProvider, type ProviderRow } from "../../src/hub/providers/store.ts";
import { github } from "../../src/providers/catalogue/index.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, codeFlow, signedInBrowser } from "../ground/oauth-client.ts";

const FOREIGN = "11111111-1111-4111-8111-111111111111";

type Envelope = { readonly status: string; readonly msg: string; readonly data: unknown; readonly data2: unknown };

eachDatabase((fresh) => {
  let hub: TestHub;
  let manager: MadeClient;
  let plain: MadeClient;
  let foreign: MadeClient;
  let provider: ProviderRow;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    manager = await hub.makeClient({ name: "manager", consent: "first-party", signingAlg: "RS256" });
    plain = await hub.makeClient({ name: "plain", consent: "first-party" });
    await hub.makeClient({ name: "bystander" });
    await hub.hub.db.write((tx) =>
      tx.query
        .insertInto("organizations")
        .values({ id: FOREIGN, name: "elsewhere", display_name: "Elsewhere", created_at: 1, disabled_at: null })
        .execute(),
    );
    foreign = await hub.hub.db.write((tx) =>
      createClient(
        tx,
        hub.hub,
        FOREIGN,
        readClientSettings({ name: "theirs", redirectUris: ["https://x.example/cb"] }),
      ),
    );
    for (const { client } of [manager, foreign])
      await hub.hub.db.write((tx) => changePermissions(tx, hub.hub, {}, client, ["management"]));
    const wish = { displayName: "GitHub", clientId: "x", settings: {}, scope: null, allowSignUp: false, enabled: true };
    provider = await hub.hub.db.write((tx) => createProvider(tx, hub.hub, github, wish));
  });
  afterAll(() => hub.close());

  const sdkOf = ({ client, clientSecret }: MadeClient, orgName = "main") =>
    new SDK({
      endpoint: hub.url,
      clientId: client.clientId,
      clientSecret: clientSecret ?? "",
      certificate: "unused",
      orgName,
      appName: client.name,
    });
  const told = async (call: Promise<{ readonly data: unknown }>) => (await call).data as Envelope;

  const CALLS: Readonly<Record<string, (sdk: SDK, name: string) => Promise<{ readonly data: unknown }>>> = {
    "get-user": (sdk, name) => sdk.getUser(name),
    "get-users": (sdk) => sdk.getUsers(),
    "get-user-count": (sdk) => sdk.getUserCount(true),
    "get-application": (sdk) => sdk.getApplication("bystander"),
    "get-cert": (sdk) => sdk.getCert("cert-built-in"),
    "get-token": (sdk) => sdk.getToken("1"),
    "get-tokens": (sdk) => sdk.getTokens(1, 10),
    "get-organization": (sdk) => sdk.getOrganization("main"),
    "get-provider": (sdk) => sdk.getProvider("github"),
    "get-session": (sdk, name) => sdk.getSession(name, "manager"),
  };

  describe.each(Object.entries(CALLS))("%s", (_name, call) => {
    test("is refused without the permission, with a wrong secret, and for another organization's things", async () => {
      const person = await hub.makeUser();
      const wrong = { client: manager.client, clientSecret: "wrong" };
      for (const sdk of [sdkOf(plain), sdkOf(wrong)]) {
        expect(await told(call(sdk, person.name))).toMatchObject({
          status: "error",
          msg: "Unauthorized operation",
          data: null,
        });
      }
      const theirs = await told(call(sdkOf(foreign), person.name));
      const text = JSON.stringify(theirs);
      for (const ours of [person.id, plain.client.clientId, manager.client.clientId]) expect(text).not.toContain(ours);
    });

    test("is answered with it", async () => {
      const person = await hub.makeUser();
      expect((await told(call(sdkOf(manager), person.name))).status).toBe("ok");
    });
  });

  test("people: by name, and listed, with every secret empty; none of another organization", async () => {
    const person = await hub.makeUser({ isAdmin: true });
    const stranger = await hub.makeUser({ organizationId: FOREIGN, name: "stranger" });
    const sdk = sdkOf(manager);
    const { data } = (await told(sdk.getUser(person.name))) as { data: Record<string, unknown> };
    expect(data).toMatchObject({ owner: "main", name: person.name, id: person.id, email: person.email, isAdmin: true });
    for (const secret of ["password", "passwordSalt", "hash", "totpSecret", "accessToken", "originalToken"])
      expect([secret, data[secret]]).toEqual([secret, ""]);
    const listed = (await told(sdk.getUsers())).data as { readonly id: string }[];
    expect(listed.map(({ id }) => id)).toContain(person.id);
    expect(listed.map(({ id }) => id)).not.toContain(stranger.id);
    const counted = await fetch(`${hub.url}/api/get-user-count?owner=main&isOnline=`, { headers: basic(manager) });
    expect(((await counted.json()) as Envelope).data).toBe(listed.length);
    expect((await told(sdk.getUser("nobody"))).data).toBeNull();
    expect((await told(sdk.getUser(stranger.name))).data).toBeNull();
    expect(await told(sdkOf(manager, "elsewhere").getUser(stranger.name))).toMatchObject({
      msg: "Unauthorized operation",
    });
    const asked = async (query: string) => {
      const response = await fetch(`${hub.url}/api/get-user?${query}`, { headers: basic(manager) });
      return ((await response.json()) as { data: { id: string } | null }).data?.id;
    };
    expect(await asked(`owner=main&userId=${person.id}`)).toBe(person.id);
    expect(await asked(`owner=main&email=${encodeURIComponent(person.email ?? "")}`)).toBe(person.id);
    expect(await asked(`owner=main&userId=${stranger.id}`)).toBeUndefined();
  });

  test("a list is paged, with its length", async () => {
    await hub.makeUser();
    const page = async (query: string) =>
      (await (
        await fetch(`${hub.url}/api/get-users?owner=main&${query}`, { headers: basic(manager) })
      ).json()) as Envelope;
    const all = (await page("p=1&pageSize=1000")).data as { readonly name: string }[];
    const second = await page("p=2&pageSize=1");
    expect(second.data).toEqual([all[1]]);
    expect(second.data2).toBe(all.length);
    expect((await page("p=0&pageSize=1")).status).toBe("error");
    expect((await page("p=1&pageSize=x")).status).toBe("error");
  });

  test("the certificate verifies what the application's tokens are signed with, and holds no private key", async () => {
    const { data } = (await told(sdkOf(manager).getCert("cert-built-in"))) as { data: Record<string, string> };
    expect(data).toMatchObject({ owner: "admin", name: "cert-built-in", cryptoAlgorithm: "RS256", privateKey: "" });
    expect(data.certificate).toMatch(/^-----BEGIN PUBLIC KEY-----/);
    const key = hub.hub.keys.list().find(({ alg }) => alg === "RS256");
    expect(createPublicKey(data.certificate ?? "").export({ format: "jwk" })).toMatchObject({ n: key?.publicJwk.n });
    expect((await told(sdkOf(manager).getCert(key?.kid ?? ""))).data).toMatchObject({ certificate: data.certificate });
  });

  test("tokens and sessions: what applications hold and where people are signed in, without any secret", async () => {
    const person = await hub.makeUser();
    const { body } = await codeFlow(hub, await signedInBrowser(hub, person), manager);
    const [token] = (await told(sdkOf(manager).getTokens(1, 10))).data as { readonly name: string }[];
    expect(token).toMatchObject({
      user: person.name,
      application: "manager",
      organization: "main",
      accessToken: "",
      code: "",
    });
    expect((await told(sdkOf(manager).getToken(token?.name ?? ""))).data).toEqual(token);
    expect(JSON.stringify(token)).not.toContain(String(body.refresh_token));
    expect((await told(sdkOf(foreign, "elsewhere").getToken(token?.name ?? ""))).data).toBeNull();
    const session = (await told(sdkOf(manager).getSession(person.name, "manager"))).data;
    expect(session).toMatchObject({ owner: "main", name: person.name, application: "manager" });
    expect((session as { sessionId: string[] }).sessionId).toHaveLength(1);
    expect((await told(sdkOf(manager).getSession(person.name, "plain"))).data).toBeNull();
  });

  test("what only looks like a permission is none: taken away, it is gone with the next call", async () => {
    const other = await hub.makeClient({ customScopes: [{ name: "management", description: "" }] });
    expect((await told(sdkOf(other).getUsers())).status).toBe("error");
    const set = (permissions: string[]) =>
      hub.hub.db.write((tx) => changePermissions(tx, hub.hub, {}, other.client, permissions));
    await set(["management"]);
    expect((await told(sdkOf(other).getUsers())).status).toBe("ok");
    await set([]);
    expect((await told(sdkOf(other).getUsers())).status).toBe("error");
    const open = await hub.makeClient({ type: "public" });
    const giving = hub.hub.db.write((tx) => changePermissions(tx, hub.hub, {}, open.client, ["management"]));
    await expect(giving).rejects.toMatchObject({ code: "field_invalid" });
  });

  const unlink = async (body: unknown, headers: Record<string, string>) =>
    (await (
      await fetch(`${hub.url}/api/unlink`, {
        method: "POST",
        body: typeof body === "string" ? body : JSON.stringify(body),
        headers: { "content-type": "text/plain;charset=UTF-8", ...headers },
      })
    ).json()) as Envelope;
  const linksOf = async (userId: string) =>
    (await hub.hub.db.query.selectFrom("identities").select("id").where("user_id", "=", userId).execute()).length;

  async function linked(wish: Parameters<TestHub["makeUser"]>[0] = {}) {
    const person = await hub.makeUser(wish);
    const profile = { issuer: "https://github.com", sub: person.id, raw: {} };
    await hub.hub.db.write((tx) => linkIdentity(tx, hub.hub, person.id, provider.id, profile as never));
    return person;
  }
  const tokenFor = async (made: MadeClient, person: Awaited<ReturnType<typeof linked>>) => {
    const { body } = await codeFlow(hub, await signedInBrowser(hub, person), made);
    return { authorization: `Bearer ${body.access_token}` };
  };
  const WISH = { providerType: "GitHub", providerName: "github" };

  test("unlink: by the person's token of an allowed application, once, and audited with the application", async () => {
    const person = await linked();
    const user = { owner: "main", name: person.name };
    expect(await unlink({ ...WISH, user }, await tokenFor(plain, person))).toMatchObject({
      msg: "Unauthorized operation",
    });
    const headers = await tokenFor(manager, person);
    expect(await unlink({ ...WISH, user: { owner: "main", name: "somebody-else" } }, headers)).toMatchObject({
      status: "error",
    });
    expect(await unlink("{", headers)).toMatchObject({ status: "error" });
    expect(await linksOf(person.id)).toBe(1);
    expect(await unlink({ ...WISH, user }, headers)).toMatchObject({ status: "ok" });
    expect(await linksOf(person.id)).toBe(0);
    expect(await unlink({ ...WISH, user }, headers)).toMatchObject({ status: "error", msg: "Please link first" });
    const row = await hub.hub.db.query
      .selectFrom("audit")
      .selectAll()
      .where("action", "=", "identity.unlinked")
      .where("actor_id", "=", person.id)
      .executeTakeFirstOrThrow();
    expect(row.client_id).toBe(manager.client.id);
  });

  test("unlink: by the application itself, for its organization's people, and for no administrator", async () => {
    const person = await linked();
    const administrator = await linked({ isAdmin: true });
    const user = { owner: "main", name: person.name };
    for (const [headers, who] of [
      [{}, user],
      [basic(plain), user],
      [basic(foreign), user],
      [basic(foreign), { ...user, owner: "elsewhere" }],
      [basic(manager), { owner: "main", name: administrator.name }],
    ] as const) {
      expect((await unlink({ ...WISH, user: who }, headers)).status).toBe("error");
    }
    expect([await linksOf(person.id), await linksOf(administrator.id)]).toEqual([1, 1]);
    expect(await unlink({ ...WISH, user: { owner: "main", name: "a\u0000" } }, basic(manager))).toMatchObject({
      status: "error",
    });
    expect(await unlink({ providerType: "github", user }, basic(manager))).toMatchObject({ status: "ok" });
    expect(await linksOf(person.id)).toBe(0);
  });

  test("unlink: the last way in stays, and a link that an application needs; a cookie asks nothing", async () => {
    const person = await linked();
    const browser = await signedInBrowser(hub, person);
    const body = JSON.stringify({ ...WISH, user: { owner: "main", name: person.name } });
    const byCookie = await browser.request(`${hub.url}/api/unlink`, {
      method: "POST",
      body,
      headers: { "sec-fetch-site": "same-origin", "content-type": "text/plain" },
    });
    expect(await byCookie.json()).toMatchObject({ msg: "Please login first" });
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("users").set({ password_hash: null }).where("id", "=", person.id).execute(),
    );
    expect(await unlink(body, basic(manager))).toMatchObject({ status: "error" });
    const rule = { canSignIn: true, canSignUp: true, canUnlink: false, prompted: false };
    const other = await linked();
    await hub.hub.db.write((tx) => saveRule(tx, manager.client.id, provider.id, rule));
    expect(await unlink({ ...WISH, user: { owner: "main", name: other.name } }, basic(manager))).toMatchObject({
      msg: "This provider can't be unlinked",
    });
    expect([await linksOf(person.id), await linksOf(other.id)]).toEqual([1, 1]);
  });
});
