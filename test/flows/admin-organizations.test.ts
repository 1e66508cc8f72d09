/**
 * Organizations: made and changed in the console, by the API and alike; what one that is switched off means for everybody and
 * everything in it; who opens accounts; and what somebody leaves behind who is put into another.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { readClientSettings } from "../../src/hub/clients/settings.ts";
import { createClient, type MadeClient } from "../../src/hub/clients/store.ts";
import { changeOrganization, createOrganization } from "../../src/hub/organizations/change.ts";
import type { Organization } from "../../src/hub/organizations/store.ts";
import { changePermissions } from "../../src/hub/permissions/client-permissions.ts";
import { lockAdministrators } from "../../src/hub/users/administrators.ts";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import {
  authorizeUrl,
  basic,
  codeFlow,
  INTROSPECT,
  pkce,
  post,
  refresh,
  signedInBrowser,
  signInWith,
  TOKEN,
  userinfo,
} from "../ground/oauth-client.ts";

const LIST = "/admin/organizations";
let count = 0;

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    browser = await signedInBrowser(hub, await hub.makeUser({ name: "keeper", isAdmin: true }));
  });
  afterAll(() => hub.close());

  const send = async (path: string, fields: Record<string, string> = {}, as: BrowserClient = browser) => {
    const { html } = await as.open(`${hub.url}/account`);
    const csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? "";
    return as.open(`${hub.url}${path}`, {
      method: "POST",
      body: new URLSearchParams({ csrf, ...fields }),
      headers: { origin: hub.url, "content-type": "application/x-www-form-urlencoded" },
    });
  };
  const actionsOf = async (id: string) =>
    (
      await hub.hub.db.query.selectFrom("audit").select("action").where("subject_id", "=", id).orderBy("id").execute()
    ).map(({ action }) => action);
  const make = (wish = {}): Promise<Organization> =>
    hub.hub.db.write((tx) => createOrganization(tx, hub.hub, {}, `place-${count++}`, wish));
  const clientOf = (organization: Organization, wish = {}): Promise<MadeClient> =>
    hub.hub.db.write((tx) =>
      createClient(
        tx,
        hub.hub,
        organization.id,
        readClientSettings({
          name: `App ${count++}`,
          redirectUris: ["https://app.example.com/callback"],
          consent: "first-party",
          grantTypes: ["authorization_code", "refresh_token", "client_credentials"],
          ...wish,
        }),
      ),
    );
  const form = {
    display_name: "The Harbour",
    default_locale: "zh",
    require_second_factor: "off",
    allow_sign_up: "true",
  };

  test("one is made and changed in the console, and each change is in the log by its name", async () => {
    const made = await send(LIST, { name: "harbour", ...form });
    const id = new URL(made.url).pathname.split("/").at(-1) ?? "";
    expect([made.status, new URL(made.url).search]).toEqual([200, "?notice=organization_created"]);
    expect(made.html).toContain("The Harbour");
    const changed = await send(`${LIST}/${id}`, { ...form, display_name: "The Quay", require_second_factor: "always" });
    expect(new URL(changed.url).search).toBe("?notice=saved");
    const row = await hub.hub.db.query.selectFrom("organizations").selectAll().where("id", "=", id).executeTakeFirst();
    expect(row).toMatchObject({
      name: "harbour",
      display_name: "The Quay",
      require_second_factor: "always",
      allow_sign_up: 1,
      take_pictures: 0,
      default_locale: "zh",
      disabled_at: null,
    });
    await send(`${LIST}/${id}`, { ...form, display_name: "The Quay", require_second_factor: "always" });
    expect(await actionsOf(id)).toEqual(["organization.created", "organization.policy-changed"]);
    const list = (await browser.open(`${hub.url}${LIST}`)).html;
    for (const said of ["harbour", "The Quay", `href="${LIST}/${id}"`]) expect(list).toContain(said);
  });

  test.each([
    ["a name with a slash", { name: "a/b" }],
    ["a name that is taken", { name: "main" }],
    ["a long display name", { name: "long", display_name: "x".repeat(101) }],
    ["a language that is none", { name: "tongue", default_locale: "english please" }],
    ["a policy that there is not", { name: "policy", require_second_factor: "sometimes" }],
  ])("%s is refused beside its field, and nothing is made", async (_name, bent) => {
    const before = await hub.hub.db.query.selectFrom("organizations").select("id").execute();
    const refused = await send(LIST, { ...form, ...bent });
    expect([409, 422]).toContain(refused.status);
    expect(refused.html).toContain('class="field-error"');
    expect(await hub.hub.db.query.selectFrom("organizations").select("id").execute()).toHaveLength(before.length);
  });

  test("an organization that is switched off: nobody signs in, no token is given or good, no call of its applications is taken", async () => {
    const place = await make();
    const made = await clientOf(place);
    await hub.hub.db.write((tx) => changePermissions(tx, hub.hub, {}, made.client, ["alldoor:users:read"]));
    const person = await hub.makeUser({ organizationId: place.id });
    const { visitor, tokens } = await visitorOf(made, person);
    const own = await post(hub, TOKEN, { grant_type: "client_credentials", scope: "alldoor:users:read" }, basic(made));
    const api = (token: unknown) =>
      fetch(`${hub.url}/api/v1/users`, { headers: { authorization: `Bearer ${String(token)}` } }).then((r) => r.status);
    expect([own.status, await api(own.body.access_token)]).toEqual([200, 200]);

    const off = await send(`${LIST}/${place.id}/disable`);
    expect(new URL(off.url).search).toBe("?notice=organization_disabled");
    const again = await post(hub, TOKEN, { grant_type: "client_credentials" }, basic(made));
    expect([again.status, again.body.error]).toEqual([401, "invalid_client"]);
    expect(await api(own.body.access_token)).toBe(401);
    expect((await refresh(hub, made, String(tokens.refresh_token))).body.error).toBe("invalid_client");
    expect((await userinfo(hub, String(tokens.access_token))).status).toBe(401);
    const asked = await post(hub, INTROSPECT, { token: String(tokens.access_token) }, basic(made));
    expect(asked.status).toBe(401);
    const other = await hub.makeClient();
    const seen = await post(hub, INTROSPECT, { token: String(own.body.access_token) }, basic(other));
    expect(seen.body).toEqual({ active: false });
    expect(new URL((await visitor.open(`${hub.url}/account`)).url).pathname).toBe("/sign-in");
    expect((await visitor.request(authorizeUrl(hub, made, pkce().challenge))).status).toBe(400);
    // One that is made meanwhile is off as well.
    const late = await clientOf(place);
    expect((await post(hub, TOKEN, { grant_type: "client_credentials" }, basic(late))).status).toBe(401);

    await send(`${LIST}/${place.id}/enable`);
    for (const each of [made, late])
      expect((await post(hub, TOKEN, { grant_type: "client_credentials" }, basic(each))).status).toBe(200);
    expect((await userinfo(hub, String(tokens.access_token))).status).toBe(200);
    expect(await actionsOf(place.id)).toEqual([
      "organization.created",
      "organization.disabled",
      "organization.enabled",
    ]);
  });

  /** A browser in which somebody of an application's organization is signed in, and the tokens that it was given. */
  async function visitorOf(made: MadeClient, person: Parameters<typeof signInWith>[2]) {
    const visitor = new BrowserClient(hub.url);
    await signInWith(visitor, await visitor.open(authorizeUrl(hub, made, pkce().challenge)), person);
    const { body } = await codeFlow(hub, visitor, made, { scope: "openid offline_access" });
    return { visitor, tokens: body };
  }

  test("the first organization can't be switched off, nor the one with the last administrator who could sign in", async () => {
    const { id } = await hub.hub.db.query
      .selectFrom("organizations")
      .select("id")
      .where("name", "=", "main")
      .executeTakeFirstOrThrow();
    const refused = await send(`${LIST}/${id}/disable`);
    expect(new URL(refused.url).search).toBe("?error=organization_needed");
    const row = await hub.hub.db.query
      .selectFrom("organizations")
      .select("disabled_at")
      .where("id", "=", id)
      .executeTakeFirst();
    expect(row?.disabled_at).toBeNull();

    const place = await make();
    const last = await hub.makeUser({ organizationId: place.id, isAdmin: true });
    const others = (is_admin: 0 | 1) =>
      hub.hub.db.write((tx) => tx.query.updateTable("users").set({ is_admin }).where("name", "=", "keeper").execute());
    await others(0);
    const off = () => hub.hub.db.write((tx) => changeOrganization(tx, hub.hub, {}, place.id, { enabled: false }));
    await expect(off()).rejects.toMatchObject({ code: "last_administrator" });
    await others(1);
    await off();
    // Nobody there counts as somebody who could still administer.
    const demote = hub.hub.db.write(async (tx) => (await lockAdministrators(tx)).has(last.id));
    expect(await demote).toBe(false);
  });

  test("who opens accounts is the organization's to say, whatever an application allows", async () => {
    const place = await make();
    const made = await clientOf(place, { allowSignUp: true });
    const signUp = async () => {
      const stranger = new BrowserClient(hub.url);
      const { html, url } = await stranger.open(authorizeUrl(hub, made, pkce().challenge));
      const flow = new URL(url).searchParams.get("flow") ?? "";
      const page = await stranger.request(`${hub.url}/sign-up?flow=${encodeURIComponent(flow)}`);
      return [html.includes("/sign-up?flow="), page.status];
    };
    expect(await signUp()).toEqual([true, 200]);
    const { allow_sign_up: _allowed, ...closed } = form;
    await send(`${LIST}/${place.id}`, closed);
    expect(await signUp()).toEqual([false, 403]);
  });

  test("who is put into another organization leaves behind what the old one gave", async () => {
    const [from, to] = [await make(), await make()];
    const made = await clientOf(from);
    const person = await hub.makeUser({ organizationId: from.id });
    const { visitor, tokens } = await visitorOf(made, person);
    const joined = await send(`${LIST}/${to.id}/join`, {
      join_kind: "person",
      join_what: `${from.name}/${person.name}`,
    });
    expect(new URL(joined.url).search).toBe("?notice=organization_joined");
    expect((await refresh(hub, made, String(tokens.refresh_token))).body.error).toBe("invalid_grant");
    expect((await userinfo(hub, String(tokens.access_token))).status).toBe(401);
    expect(new URL((await visitor.open(`${hub.url}/account`)).url).pathname).toBe("/sign-in");
    const row = await hub.hub.db.query
      .selectFrom("users")
      .select("organization_id")
      .where("id", "=", person.id)
      .executeTakeFirst();
    expect(row?.organization_id).toBe(to.id);
    expect(await actionsOf(person.id)).toContain("organization.joined");

    await send(`${LIST}/${to.id}/join`, { join_kind: "application", join_what: made.client.clientId });
    expect((await visitorOf(made, person)).tokens).toHaveProperty("access_token");
  });

  test.each([
    ["nobody", { join_kind: "person", join_what: "nobody-at-all" }],
    ["no application", { join_kind: "application", join_what: "0000" }],
    ["nothing", { join_kind: "person", join_what: "" }],
    ["another kind", { join_kind: "ship", join_what: "keeper" }],
  ])("%s can't be put anywhere", async (_name, fields) => {
    const refused = await send(`${LIST}/${(await make()).id}/join`, fields);
    expect([refused.status, refused.html.includes('class="field-error"')]).toEqual([422, true]);
  });

  test("a program opens nobody's account to administrators' eyes, and sends back what is open already", async () => {
    const made = await hub.makeClient({ grantTypes: ["client_credentials"], redirectUris: [] });
    await hub.hub.db.write((tx) => changePermissions(tx, hub.hub, {}, made.client, ["alldoor:organizations:write"]));
    const form = { grant_type: "client_credentials", scope: "alldoor:organizations:write" };
    const token = String((await post(hub, TOKEN, form, basic(made))).body.access_token);
    const call = async (method: string, path: string, body: object) =>
      (
        await fetch(`${hub.url}/api/v1/organizations${path}`, {
          method,
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
          body: JSON.stringify(body),
        })
      ).status;
    const [closed, open] = [await make(), await make({ allowImpersonation: true })];
    const on = { allow_impersonation: true };
    expect(await call("POST", "", { name: `place-${count++}`, ...on })).toBe(403);
    expect(await call("PATCH", `/${closed.id}`, { display_name: "x", ...on })).toBe(403);
    expect(await call("PATCH", `/${open.id}`, { display_name: "x", ...on })).toBe(200);
    expect(await call("PATCH", `/${open.id}`, { allow_impersonation: false })).toBe(200);
    expect(await call("PATCH", `/${open.id}`, on)).toBe(403);
    expect(await actionsOf(closed.id)).toEqual(["organization.created"]);
  });

  test("nobody puts themselves elsewhere, and a name that is taken there stays out", async () => {
    const to = await make();
    const own = await send(`${LIST}/${to.id}/join`, { join_kind: "person", join_what: "keeper" });
    expect(new URL(own.url).search).toBe("?error=own_standing");
    const there = await hub.makeUser({ organizationId: to.id });
    await hub.makeUser({ name: there.name });
    const namesake = await send(`${LIST}/${to.id}/join`, { join_kind: "person", join_what: there.name });
    expect(namesake.status).toBe(409);
  });
});
