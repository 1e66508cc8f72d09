/**
 * The JSON API: tokens (personal ones, made on the account page, and applications' own), errors, unknown fields, paging under
 * writes, changes that were overtaken, changes that are sent twice, and the document that describes all of it.
 */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { apiReference } from "../../src/hub/api/reference.ts";
import { apiTable } from "../../src/hub/api/routes.ts";
import { linkIdentity } from "../../src/hub/identities/store.ts";
import { changePermissions } from "../../src/hub/permissions/client-permissions.ts";
import { API_SCOPE_NAMES } from "../../src/hub/permissions/scopes.ts";
import { prune } from "../../src/hub/prune.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, codeFlow, post, signedInBrowser, TOKEN } from "../ground/oauth-client.ts";

type Json = Record<string, unknown>;
const UNKNOWN = "00000000-0000-4000-8000-000000000000";

test("docs/api.md says what the table of routes says", () => {
  const page = readFileSync(new URL("../../docs/api.md", import.meta.url), "utf8");
  expect(page).toBe(`${apiReference(apiTable)}\n`);
});

eachDatabase((fresh) => {
  let hub: TestHub;
  let admin: Awaited<ReturnType<TestHub["makeUser"]>>;
  let token: string;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    admin = await hub.makeUser({ isAdmin: true });
    await hub.makeUser({ isAdmin: true });
    token = await tokenOf(admin, API_SCOPE_NAMES);
  });
  afterAll(() => hub.close());

  /** Makes a token on the account page. @returns the page that answers, and the value in it */
  async function makeToken(person: typeof admin, fields: readonly (readonly [string, string])[]) {
    const browser = await signedInBrowser(hub, person);
    const { html } = await browser.open(`${hub.url}/account/tokens`);
    const [, csrf = ""] = /name="csrf" value="([^"]+)"/.exec(html) ?? [];
    const body = new URLSearchParams([["csrf", csrf], ...fields].map(([name = "", value = ""]) => [name, value]));
    const response = await browser.request(`${hub.url}/account/tokens`, {
      method: "POST",
      body: body.toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", origin: hub.url },
    });
    const text = await response.text();
    return { browser, csrf, status: response.status, value: /adp_[\w-]{43}/.exec(text)?.[0] };
  }
  async function tokenOf(person: typeof admin, scopes: readonly string[], days = "30"): Promise<string> {
    const fields = [["name", "Test"], ["days", days], ...scopes.map((scope) => ["scopes", scope] as const)] as const;
    const { value } = await makeToken(person, fields);
    if (value === undefined) throw new Error("no token was shown");
    return value;
  }

  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${hub.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text === "" ? {} : JSON.parse(text)) as Json };
  }
  const as = (value: string) => ({ authorization: `Bearer ${value}` });
  const fieldsOf = ({ body }: { readonly body: Json }) =>
    (body.errors as { field: string; code: string }[]).map(({ field, code }) => `${field} ${code}`);

  test("a token: shown once, kept as a hash, last used, and gone when it is removed", async () => {
    const person = await hub.makeUser();
    const {
      browser,
      csrf,
      value = "",
    } = await makeToken(person, [
      ["name", "mine"],
      ["days", "7"],
      ["scopes", "alldoor:self:read"],
    ]);
    expect(value).toMatch(/^adp_[\w-]{43}$/);
    const row = await hub.hub.db.query
      .selectFrom("personal_tokens")
      .selectAll()
      .where("user_id", "=", person.id)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain(value.slice(4));
    expect(row.last_used_at).toBeNull();
    const { status, body } = await call("GET", "/me", undefined, as(value));
    expect([status, body.id, body.scopes]).toEqual([200, person.id, ["alldoor:self:read"]]);
    const page = await browser.open(`${hub.url}/account/tokens`);
    expect(page.html).not.toContain(value.slice(4));
    const used = await hub.hub.db.query
      .selectFrom("personal_tokens")
      .select("last_used_at")
      .where("id", "=", row.id)
      .executeTakeFirst();
    expect(used?.last_used_at).toBe(hub.time.now());
    await browser.request(`${hub.url}/account/tokens/remove`, {
      method: "POST",
      body: new URLSearchParams({ csrf, token: String(row.id) }).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", origin: hub.url },
    });
    expect((await call("GET", "/me", undefined, as(value))).status).toBe(401);
    const actions = await hub.hub.db.query
      .selectFrom("audit")
      .select("action")
      .where("actor_id", "=", person.id)
      .execute();
    expect(actions.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["personal-token.created", "personal-token.revoked"]),
    );
  });

  test("a token ends at its time, with its owner's account, and its rows are pruned", async () => {
    const person = await hub.makeUser();
    const short = await tokenOf(person, ["alldoor:self:read"], "7");
    const long = await tokenOf(person, ["alldoor:self:read"], "365");
    const status = async (value: string) => (await call("GET", "/me", undefined, as(value))).status;
    expect([await status(short), await status(long)]).toEqual([200, 200]);
    expect((await call("PATCH", `/users/${person.id}`, { enabled: false })).status).toBe(200);
    expect(await status(long)).toBe(401);
    expect((await call("PATCH", `/users/${person.id}`, { enabled: true })).body).toMatchObject({ enabled: true });
    expect(await status(long)).toBe(401);
    const other = await tokenOf(await hub.makeUser(), ["alldoor:self:read"], "7");
    hub.time.advance(7 * 86_400);
    expect(await status(other)).toBe(401);
    hub.time.advance(31 * 86_400);
    token = await tokenOf(admin, API_SCOPE_NAMES, "365");
    await prune(hub.hub);
    const left = await hub.hub.db.query.selectFrom("personal_tokens").select("user_id").execute();
    expect(new Set(left.map(({ user_id }) => user_id))).toEqual(new Set([admin.id]));
  });

  test("a token ends when its owner changes the password", async () => {
    const person = await hub.makeUser();
    const value = await tokenOf(person, ["alldoor:self:read"]);
    const browser = await signedInBrowser(hub, person);
    const page = await browser.open(`${hub.url}/account/password`);
    const fields = { current_password: person.password, new_password: "an entirely new passphrase" };
    expect((await browser.submit(page, fields)).html).toContain("password");
    expect((await call("GET", "/me", undefined, as(value))).status).toBe(401);
  });

  test("whoever is no administrator is offered no scope but their own, and a bent form is refused", async () => {
    const person = await hub.makeUser();
    for (const bent of [
      [
        ["name", "x"],
        ["days", "30"],
        ["scopes", "alldoor:users:write"],
      ],
      [
        ["name", "x"],
        ["days", "30"],
      ],
      [
        ["name", ""],
        ["days", "30"],
        ["scopes", "alldoor:self:read"],
      ],
      [
        ["name", "x"],
        ["days", "9999"],
        ["scopes", "alldoor:self:read"],
      ],
    ] as const) {
      const { status, value } = await makeToken(person, bent);
      expect([status, value]).toEqual([422, undefined]);
    }
  });

  test("an administrator who is none any more is out with the next call", async () => {
    const person = await hub.makeUser({ isAdmin: true });
    const value = await tokenOf(person, ["alldoor:users:read"]);
    expect((await call("GET", "/users", undefined, as(value))).status).toBe(200);
    await call("PATCH", `/users/${person.id}`, { administrator: false });
    expect((await call("GET", "/users", undefined, as(value))).body).toMatchObject({ status: 403, code: "forbidden" });
  });

  test("errors are problems, with a challenge where a token is missing, under /api/v1 even where there is nothing", async () => {
    const bad = await fetch(`${hub.url}/api/v1/users`);
    expect(bad.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
    expect(bad.headers.get("www-authenticate")).toBe('Bearer realm="alldoor"');
    expect(await bad.json()).toMatchObject({
      status: 401,
      code: "token_invalid",
      type: "urn:alldoor:problem:token_invalid",
    });
    for (const header of ["Bearer", "Bearer x", `Basic ${token}`, `Bearer ${token}x`, `Bearer adp_${"A".repeat(43)}`])
      expect((await call("GET", "/users", undefined, { authorization: header })).status).toBe(401);
    expect((await fetch(`${hub.url}/api/v1/users?access_token=${token}`)).status).toBe(401);
    expect((await call("GET", "/nothing-here")).body).toMatchObject({ code: "not_found" });
    expect((await call("DELETE", "/users")).body).toMatchObject({ code: "method_not_allowed" });
    expect((await call("GET", `/users/${UNKNOWN}`)).body).toMatchObject({ status: 404, code: "not_found" });
    const little = await tokenOf(admin, ["alldoor:users:read"]);
    const refused = await call("GET", "/keys", undefined, as(little));
    expect([refused.status, refused.body.code]).toEqual([403, "scope_insufficient"]);
    expect(refused.headers.get("www-authenticate")).toBe('Bearer realm="alldoor", error="insufficient_scope"');
  });

  test("a cookie is no way in", async () => {
    const browser = await signedInBrowser(hub, admin);
    expect((await browser.request(`${hub.url}/api/v1/users`)).status).toBe(401);
  });

  test("a field that is not known is refused by its name, wherever it is, and nothing is changed", async () => {
    const person = await hub.makeUser();
    for (const [body, fault] of [
      [{ enabled: true, password_hash: "x" }, "password_hash unknown_field"],
      ['{"enabled": true, "__proto__": {"administrator": true}}', "__proto__ unknown_field"],
      [{ enabled: "yes" }, "enabled invalid"],
      [[], "body invalid"],
    ] as const) {
      const answer = await call("PATCH", `/users/${person.id}`, body);
      expect([answer.status, fieldsOf(answer)]).toEqual([422, [fault]]);
    }
    expect(fieldsOf(await call("POST", "/applications", { name: "X", secret_hash: "x", id: "x" }))).toEqual([
      "secret_hash unknown_field",
      "id unknown_field",
    ]);
    expect(
      fieldsOf(await call("POST", "/applications", { name: "X", redirect_uris: ["http://x.example/cb"] })),
    ).toEqual(["redirect_uris redirect_insecure"]);
    expect(fieldsOf(await call("GET", "/users?sort=name"))).toEqual(["sort unknown_field"]);
    expect(fieldsOf(await call("GET", "/users?limit=0"))).toEqual(["limit out_of_range"]);
    expect((await call("PATCH", `/users/${person.id}`, "{")).body).toMatchObject({ code: "bad_request" });
    expect((await call("PATCH", `/users/${person.id}`, "{}", { "content-type": "text/plain" })).status).toBe(415);
    expect((await call("GET", `/users/${person.id}`)).body).toMatchObject({ enabled: true, administrator: false });
  });

  test("an application's whole life: made, read, changed, given a new secret and permissions, removed", async () => {
    const made = await call("POST", "/applications", { name: "Reports", redirect_uris: ["https://r.example/cb"] });
    expect(made.status).toBe(201);
    const { client_secret, ...shown } = made.body;
    expect(client_secret).toMatch(/^[\w-]{43}$/);
    const path = `/applications/${shown.id}`;
    expect((await call("GET", path)).body).toEqual(shown);
    expect(JSON.stringify(shown)).not.toContain("secret_hash");
    const changed = await call("PATCH", path, { homepage: "https://r.example", enabled: false });
    expect(changed.body).toMatchObject({ name: "Reports", homepage: "https://r.example", enabled: false });
    expect(changed.body.redirect_uris).toEqual(["https://r.example/cb"]);
    expect((await call("PATCH", path, { type: "public" })).status).toBe(422);
    expect((await call("POST", `${path}/secret`, {})).body.client_secret).not.toBe(client_secret);
    expect((await call("PUT", `${path}/permissions`, { permissions: ["alldoor:users:read"] })).body).toEqual({
      permissions: ["alldoor:users:read"],
    });
    expect((await call("PUT", `${path}/permissions`, { permissions: ["alldoor:permissions:write"] })).status).toBe(422);
    expect(
      (await call("POST", "/applications", { name: "Reports", redirect_uris: ["https://r.example/cb"] })).body,
    ).toMatchObject({ code: "name_taken" });
    const writer = await tokenOf(admin, ["alldoor:applications:write"]);
    for (const [method, at] of [
      ["POST", `${path}/secret`],
      ["PATCH", path],
      ["DELETE", path],
    ] as const)
      expect((await call(method, at, {}, as(writer))).body).toMatchObject({ status: 403, code: "scope_insufficient" });
    expect((await call("DELETE", path)).status).toBe(204);
    expect((await call("GET", path)).status).toBe(404);
    const events = await hub.hub.db.query
      .selectFrom("audit")
      .select(["action", "actor_id"])
      .where("subject_id", "=", String(shown.id))
      .orderBy("id")
      .execute();
    expect(events.map(({ action }) => action)).toEqual([
      "client.created",
      "client.updated",
      "client.secret-rotated",
      "client.permissions-changed",
      "client.deleted",
    ]);
    expect(new Set(events.map(({ actor_id }) => actor_id))).toEqual(new Set([admin.id]));
  });

  test("a provider: its secret goes in and never comes out, and faults stand at the names of the wire", async () => {
    const made = await call("POST", "/providers", {
      entry: "github",
      display_name: "GitHub",
      client_id: "abc",
      client_secret: "hush-hush",
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ slug: "github", has_client_secret: true, link_policy: "ask", enabled: true });
    const path = `/providers/${made.body.id}`;
    const changed = await call("PATCH", path, { enabled: false, display_name: "Code" });
    expect(changed.body).toMatchObject({
      has_client_secret: true,
      enabled: false,
      display_name: "Code",
      client_id: "abc",
    });
    for (const { body } of [made, changed, await call("GET", "/providers")])
      expect(JSON.stringify(body)).not.toContain("hush-hush");
    expect(fieldsOf(await call("PATCH", path, { display_name: "" }))).toEqual(["display_name required"]);
    expect(fieldsOf(await call("PATCH", path, { settings: { nonsense: "1" } }))).toEqual(["settings.nonsense invalid"]);
    expect(fieldsOf(await call("POST", "/providers", { entry: "no-such", display_name: "X" }))).toEqual([
      "entry invalid_choice",
    ]);
    expect((await call("DELETE", path)).status).toBe(204);
    expect((await call("GET", path)).status).toBe(404);
  });

  test("a list is read to its end while others write: nothing twice, nothing left out", async () => {
    const before = new Set<string>();
    for (let made = 0; made < 5; made += 1) before.add((await hub.makeUser()).id);
    const seen: string[] = [];
    let after = "";
    do {
      const { body } = await call("GET", `/users?limit=2${after === "" ? "" : `&after=${after}`}`);
      seen.push(...(body.data as { id: string }[]).map(({ id }) => id));
      after = (body.next as string | null) ?? "";
      if (seen.length < 20) await hub.makeUser();
    } while (after !== "");
    expect(new Set(seen).size).toBe(seen.length);
    expect([...before].filter((id) => !seen.includes(id))).toEqual([]);
    const { body } = await call("GET", "/users?limit=1");
    for (const bent of ["x", "", `${body.next}x`, Buffer.from('["audit",1]').toString("base64url")]) {
      const answer = await call("GET", `/users?after=${bent === "" ? "%20" : bent}`);
      expect([bent, answer.status]).toEqual([bent, bent === `${body.next}x` ? answer.status : 422]);
    }
    const audit = await call("GET", "/audit?limit=1");
    expect((await call("GET", `/users?after=${audit.body.next}`)).status).toBe(422);
    const next = await call("GET", `/audit?limit=1&after=${audit.body.next}`);
    expect(Number((next.body.data as { id: string }[])[0]?.id)).toBeLessThan(
      Number((audit.body.data as { id: string }[])[0]?.id),
    );
  });

  test("If-Match: a change that was overtaken does not happen; what is read again unchanged is 304", async () => {
    const { id } = await hub.makeUser();
    const read = await call("GET", `/users/${id}`);
    const etag = read.headers.get("etag") ?? "";
    expect(
      (await fetch(`${hub.url}/api/v1/users/${id}`, { headers: { ...as(token), "if-none-match": etag } })).status,
    ).toBe(304);
    const first = await call("PATCH", `/users/${id}`, { enabled: false }, { "if-match": etag });
    expect(first.status).toBe(200);
    const late = await call("PATCH", `/users/${id}`, { administrator: true }, { "if-match": etag });
    expect(late.body).toMatchObject({ status: 412, code: "precondition_failed" });
    expect((await call("GET", `/users/${id}`)).body).toMatchObject({ enabled: false, administrator: false });
    const again = await call(
      "PATCH",
      `/users/${id}`,
      { enabled: true },
      { "if-match": first.headers.get("etag") ?? "" },
    );
    expect(again.status).toBe(200);
  });

  test("If-Match: of many that saw the same, sent at once, one happens", async () => {
    const made = await call("POST", "/applications", { name: "Raced", redirect_uris: ["https://a.example/cb"] });
    const path = `/applications/${made.body.id}`;
    const etag = (await call("GET", path)).headers.get("etag") ?? "";
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, each) =>
        call("PATCH", path, { access_token_seconds: 100 + each }, { "if-match": etag }),
      ),
    );
    const statuses = all.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array(11).fill(412)]);
  });

  test("permissions that are set many times at once are set, and nothing falls over", async () => {
    const made = await call("POST", "/applications", { name: "Given", redirect_uris: ["https://a.example/cb"] });
    const permissions = ["alldoor:users:read", "management"];
    const all = await Promise.all(
      Array.from({ length: 8 }, () => call("PUT", `/applications/${made.body.id}/permissions`, { permissions })),
    );
    expect(all.map(({ status }) => status)).toEqual(Array(8).fill(200));
  });

  test("a NUL is refused wherever it stands, and no fault of ours", async () => {
    const { id } = await hub.makeUser();
    for (const [method, path, body] of [
      ["POST", "/applications", { name: "a\u0000b", redirect_uris: ["https://a.example/cb"] }],
      ["POST", "/applications", { name: "a", redirect_uris: ["https://a.example/cb"], token_fields: ["\u0000"] }],
      ["POST", "/webhooks", { name: "a\u0000", url: "https://a.example/" }],
      ["POST", "/providers", { entry: "github", display_name: "a\u0000", client_id: "a" }],
    ] as const)
      expect((await call(method, path, body)).status).toBe(422);
    expect((await call("GET", "/users?username=a%00b")).status).toBe(400);
    expect((await call("GET", `/users/${id}%00`)).status).toBe(404);
  });

  test("a registration whose entry is gone from the catalogue does not hide the others", async () => {
    const wish = { entry: "github", display_name: "Gone", client_id: "a", client_secret: "b" };
    const gone = (await call("POST", "/providers", wish)).body.id as string;
    const kept = (await call("POST", "/providers", { ...wish, display_name: "Kept" })).body.id as string;
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("providers").set({ entry: "none-of-ours" }).where("id", "=", gone).execute(),
    );
    const listed = await call("GET", "/providers");
    const ids = (listed.body.data as { id: string }[]).map(({ id }) => id);
    expect([ids.includes(kept), ids.includes(gone)]).toEqual([true, false]);
    await hub.hub.db.write((tx) => tx.query.deleteFrom("providers").where("id", "=", gone).execute());
  });

  test("Idempotency-Key: one of many sent at once is done, all are answered alike, and another request is refused", async () => {
    const wish = { name: "Once", redirect_uris: ["https://once.example/cb"] };
    const send = (body: unknown, key = "k-1") => call("POST", "/applications", body, { "idempotency-key": key });
    const answers = await Promise.all([send(wish), send(wish), send(wish)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get("idempotency-replayed") === "true")).toHaveLength(2);
    expect((await send({ ...wish, name: "Other" })).body).toMatchObject({
      status: 422,
      code: "idempotency_key_reused",
    });
    expect((await send(wish, "k-2")).body).toMatchObject({ code: "name_taken" });
    const kept = await hub.hub.db.query.selectFrom("idempotent_answers").select("sealed_answer").execute();
    expect(JSON.stringify(kept)).not.toContain(String(answers[0]?.body.client_secret));
    // A refusal is no answer that is kept: the same key may be tried again.
    expect((await send({ ...wish, name: "Third" }, "k-2")).status).toBe(201);
    const other = await tokenOf(await hub.makeUser({ isAdmin: true }), ["alldoor:applications:write"]);
    const theirs = await call(
      "POST",
      "/applications",
      { ...wish, name: "Fourth" },
      { "idempotency-key": "k-1", ...as(other) },
    );
    expect([theirs.status, theirs.headers.get("idempotency-replayed")]).toEqual([201, null]);
  });

  test("an old answer is given again to whoever might ask for it now, and to nobody else", async () => {
    const person = await hub.makeUser({ isAdmin: true });
    const weak = await tokenOf(person, ["alldoor:applications:write"]);
    const strong = await tokenOf(person, ["alldoor:applications:write", "alldoor:permissions:write"]);
    const wish = { name: "Answered", redirect_uris: ["https://answered.example/cb"] };
    const making = (value: string) =>
      call("POST", "/applications", wish, { "idempotency-key": "answer-1", ...as(value) });
    const made = await making(weak);
    const id = String(made.body.id);
    const replacing = (value: string) =>
      call("POST", `/applications/${id}/secret`, undefined, { "idempotency-key": "answer-2", ...as(value) });
    const changing = (value: string) =>
      call(
        "PATCH",
        `/applications/${id}`,
        { homepage: "https://a.example/" },
        { "idempotency-key": "answer-3", ...as(value) },
      );
    const first = [made, await replacing(weak), await changing(weak)];
    expect(first.map(({ status }) => status)).toEqual([201, 200, 200]);
    const again = (value: string) => Promise.all([making(value), replacing(value), changing(value)]);
    expect((await again(weak)).map(({ body }) => body)).toEqual(first.map(({ body }) => body));
    // With the secret of an application come its permissions.
    expect((await call("PUT", `/applications/${id}/permissions`, { permissions: ["alldoor:users:read"] })).status).toBe(
      200,
    );
    const refused = await again(weak);
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(Array(3).fill([403, "scope_insufficient"]));
    expect(JSON.stringify(refused)).not.toContain(String(first[1]?.body.client_secret));
    expect((await again(strong)).map(({ body }) => body)).toEqual(first.map(({ body }) => body));
    const removing = () =>
      call("DELETE", `/applications/${id}`, undefined, { "idempotency-key": "answer-4", ...as(strong) });
    expect([(await removing()).status, (await removing()).status]).toEqual([204, 204]);
    // What is gone is shown no more.
    expect((await again(strong)).map(({ status }) => status)).toEqual([404, 404, 404]);
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("users").set({ is_admin: 0 }).where("id", "=", person.id).execute(),
    );
    expect((await removing()).status).toBe(403);
  });

  test("what reaches into an organization and shows something says who may be shown it again", () => {
    const silent = apiTable.filter(
      ({ method, reach, answer, mayRepeat }) =>
        method !== "GET" && reach === "organization" && answer !== null && mayRepeat === null,
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  test("sessions and grants: seen, ended, taken back, and told of", async () => {
    const person = await hub.makeUser();
    const made = await hub.makeClient({ consent: "first-party" });
    const browser = await signedInBrowser(hub, person);
    const { body } = await codeFlow(hub, browser, made, { scope: "openid offline_access" });
    const grants = (await call("GET", `/grants?user=${person.id}`)).body.data as {
      id: string;
      application_id: string;
    }[];
    expect(grants.map(({ application_id }) => application_id)).toEqual([made.client.id]);
    expect((await call("DELETE", `/grants/${grants[0]?.id}`)).status).toBe(204);
    expect((await call("DELETE", `/grants/${grants[0]?.id}`)).status).toBe(404);
    const refreshed = await post(
      hub,
      TOKEN,
      { grant_type: "refresh_token", refresh_token: String(body.refresh_token) },
      basic(made),
    );
    expect(refreshed.body.error).toBe("invalid_grant");
    const [session] = (await call("GET", `/sessions?user=${person.id}`)).body.data as { id: string }[];
    expect((await call("DELETE", `/sessions/${session?.id}`)).status).toBe(204);
    expect((await browser.request(`${hub.url}/account`)).status).toBe(303);
    const { body: events } = await call("GET", `/audit?subject=${person.id}&actor=${admin.id}`);
    expect((events.data as { action: string }[]).map(({ action }) => action)).toEqual([
      "session.ended",
      "grant.revoked",
    ]);
  });

  test("keys and settings", async () => {
    const { body } = await call("GET", "/keys");
    const keys = body.data as { alg: string; signing: boolean; public_jwk: Json }[];
    expect(
      keys
        .filter(({ signing }) => signing)
        .map(({ alg }) => alg)
        .sort(),
    ).toEqual(["ES256", "EdDSA", "RS256"]);
    for (const { public_jwk } of keys) expect(["d", "p", "q"].filter((name) => name in public_jwk)).toEqual([]);
    expect((await call("POST", "/keys/rotate", { algs: ["ES256"] })).body).toEqual({ rotated: 1 });
    expect((await call("POST", "/keys/rotate", { algs: ["ES256"] })).body).toEqual({ rotated: 0 });
    const changed = await call("PATCH", "/settings", { registration: { mode: "token" } });
    expect(changed.body).toMatchObject({ registration: { mode: "token", resources: [], metadata_hosts: [] } });
    expect((await call("PATCH", "/settings", { registration: { mode: "wide" } })).status).toBe(422);
  });

  test("an application: only by its own token, of granted scopes, meant for here, as long as they are granted", async () => {
    const made = await hub.makeClient({
      grantTypes: ["client_credentials", "authorization_code"],
      customScopes: [{ name: "alldoor:users:write", description: "Not given." }],
      resources: ["https://service.example"],
      consent: "first-party",
    });
    const grant = (permissions: readonly string[]) =>
      hub.hub.db.write((tx) => changePermissions(tx, hub.hub, {}, made.client, permissions));
    await grant(["alldoor:users:read", "alldoor:applications:write", "alldoor:sessions:write"]);
    const ask = async (more: Record<string, string> = {}) =>
      (
        await post(
          hub,
          TOKEN,
          { grant_type: "client_credentials", scope: "alldoor:users:read alldoor:users:write", ...more },
          basic(made),
        )
      ).body;
    const answer = await ask();
    expect(answer.scope).toBe("alldoor:users:read");
    const own = as(String(answer.access_token));
    expect((await call("GET", "/users", undefined, own)).status).toBe(200);
    expect((await call("GET", "/me", undefined, own)).status).toBe(403);
    expect((await call("PATCH", `/users/${admin.id}`, { enabled: false }, own)).body).toMatchObject({
      code: "scope_insufficient",
    });
    const elsewhere = await ask({ resource: "https://service.example" });
    expect((await call("GET", "/users", undefined, as(String(elsewhere.access_token)))).status).toBe(401);
    const persons = await codeFlow(hub, await signedInBrowser(hub, admin), made, {
      scope: "openid alldoor:users:write alldoor:users:read",
    });
    expect((await call("GET", "/users", undefined, as(String(persons.body.access_token)))).status).toBe(401);

    const writer = as(String((await ask({ scope: "alldoor:applications:write" })).access_token));
    expect((await call("POST", `/applications/${made.client.id}/secret`, {}, writer)).body).toMatchObject({
      code: "forbidden",
    });
    const created = await call(
      "POST",
      "/applications",
      { name: "By an application", redirect_uris: ["https://a.example/cb"] },
      writer,
    );
    const event = await hub.hub.db.query
      .selectFrom("audit")
      .select("actor_id")
      .where("subject_id", "=", String(created.body.id))
      .executeTakeFirst();
    expect([created.status, event?.actor_id]).toEqual([201, made.client.id]);
    const ender = as(String((await ask({ scope: "alldoor:sessions:write" })).access_token));
    expect((await call("DELETE", `/users/${admin.id}/sessions`, undefined, ender)).body).toMatchObject({
      code: "forbidden",
    });
    await grant([]);
    expect((await call("GET", "/users", undefined, own)).body).toMatchObject({ code: "scope_insufficient" });
  });

  test("an application changes no registration by which an administrator signs in", async () => {
    const made = await hub.makeClient({ grantTypes: ["client_credentials"] });
    const scope = "alldoor:providers:write";
    await hub.hub.db.write((tx) => changePermissions(tx, hub.hub, {}, made.client, [scope]));
    const { body } = await post(hub, TOKEN, { grant_type: "client_credentials", scope }, basic(made));
    const own = as(String(body.access_token));
    const added = await call(
      "POST",
      "/providers",
      { entry: "github", display_name: "Ours", client_id: "a", client_secret: "b" },
      own,
    );
    const path = `/providers/${added.body.id}`;
    const link = async (userId: string) =>
      hub.hub.db.write((tx) =>
        linkIdentity(tx, hub.hub, userId, String(added.body.id), {
          issuer: "https://github.com",
          sub: userId,
          email_verified: false,
          raw: {},
        }),
      );
    await link((await hub.makeUser()).id);
    expect((await call("PATCH", path, { client_secret: "c" }, own)).status).toBe(200);
    await link(admin.id);
    expect((await call("PATCH", path, { client_secret: "mine" }, own)).body).toMatchObject({ code: "forbidden" });
    expect((await call("DELETE", path, undefined, own)).body).toMatchObject({ code: "forbidden" });
    expect((await call("PATCH", path, { client_secret: "d" })).status).toBe(200);
    expect((await call("DELETE", path)).status).toBe(204);
  });

  test("the document: OpenAPI 3.1, every call of the table in it, and what is answered fits it", async () => {
    const response = await fetch(`${hub.url}/api/v1/openapi.json`);
    const document = (await response.json()) as { openapi: string; paths: Record<string, Record<string, Json>> };
    expect(document.openapi).toBe("3.1.0");
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(apiTable.map(({ id }) => id).sort());
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    const update = document.paths["/api/v1/users/{id}"]?.patch as {
      requestBody: { content: Record<string, { schema: Json }> };
    };
    expect(update.requestBody.content["application/json"]?.schema).toMatchObject({
      type: "object",
      additionalProperties: false,
    });
    const etag = response.headers.get("etag") ?? "";
    expect((await fetch(`${hub.url}/api/v1/openapi.json`, { headers: { "if-none-match": etag } })).status).toBe(304);
    const person = await hub.makeUser();
    const made = await hub.makeClient();
    const ids: Record<string, string> = {
      users: person.id,
      applications: made.client.id,
      organizations: person.organizationId,
    };
    for (const route of apiTable.filter(({ method }) => method === "GET")) {
      const path = route.path
        .replace("/api/v1", "")
        .replace(/([a-z]+)\/:id/, (_whole, name: string) => `${name}/${ids[name] ?? UNKNOWN}`);
      const { status, body } = await call("GET", path);
      if (status === 404) continue;
      expect([route.id, status, route.answer?.safeParse(body).error?.message]).toEqual([route.id, 200, undefined]);
    }
  });
});
