/** The wire of AList's single sign-on: addresses, orders and texts, and what nobody else's answer can do to a sign-in. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BrowserClient } from "../ground/browser-client.ts";
import { envelopeOf, messageOf, type SsoGround, startSso } from "./sso-ground.ts";

const LOGIN = "/api/auth/sso?method=sso_get_token";

let sso: SsoGround;
beforeAll(async () => {
  sso = await startSso();
});
afterAll(() => sso.close());

const call = (path: string) => sso.files.api(path);
const text = (code: number, message: string) => ({ status: 200, code, message, data: null });

async function startAt(path = LOGIN, browser: BrowserClient = sso.browser()): Promise<URL> {
  const answer = await browser.request(`${sso.files.url}${path}`);
  expect(answer.status).toBe(302);
  return new URL(answer.headers.get("location") ?? "");
}

/** The platform's own address, as it is called in the sandbox. */
const atSandbox = (host: string, path: string) => `${sso.sandbox.url}/${host}${path}`;

test("off: 403 at the start and 500 at the end; on: what is missing or unknown is said in AList's words", async () => {
  expect(await call(LOGIN)).toEqual(text(403, "Single sign-on is not enabled"));
  expect(await call("/api/auth/sso_callback?method=sso_get_token&code=x")).toEqual(text(500, "sso login is disabled"));
  await sso.save({ sso_login_enabled: "true" });
  expect(await call("/api/auth/sso")).toEqual(text(400, "no method provided"));
  expect(await call(LOGIN)).toEqual(text(400, "invalid platform"));
  expect(await call(`${LOGIN}&platform=Foo`)).toEqual(text(400, "invalid platform"));
  expect(await call("/api/auth/sso_callback?method=other&code=x")).toEqual(text(500, "invalid request"));
  expect(await sso.save({ sso_login_platform: "Foo" })).toMatchObject({ code: 400 });
});

test.each([
  ["Github", "github", ["github.com", "/login/oauth/authorize"], "read:user"],
  ["Microsoft", "microsoft", ["login.microsoftonline.com", "/common/oauth2/v2.0/authorize"], "openid profile"],
  ["Google", "google", ["accounts.google.com", "/o/oauth2/v2/auth"], "openid profile"],
  ["Dingtalk", "dingtalk", ["login.dingtalk.com", "/oauth2/auth"], "openid"],
] as const)("%s is asked at its address, in both modes", async (name, entry, [host, path], scope) => {
  await sso.usePlatform(name, entry);
  const callbacks = {
    false: `${sso.files.url}/api/auth/sso_callback?method=sso_get_token`,
    true: `${sso.files.url}/api/auth/sso_get_token`,
  };
  for (const [mode, callback] of Object.entries(callbacks)) {
    await sso.save({ sso_compatibility_mode: mode });
    const asked = await startAt();
    expect(`${asked.origin}${asked.pathname}`).toBe(atSandbox(host, path));
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      client_id: sso.sandbox.sandbox.app(entry).clientId,
      redirect_uri: callback,
      response_type: "code",
      scope,
      state: expect.stringMatching(/^[\w-]{43}$/),
    });
  }
  await sso.save({ sso_compatibility_mode: "false" });
});

test("a Host header or a forwarded one changes no address", async () => {
  const answer = await fetch(`${sso.files.url}${LOGIN}`, {
    redirect: "manual",
    headers: { "x-forwarded-host": "evil.example.com", "x-forwarded-proto": "https" },
  });
  expect(answer.headers.get("location")).not.toContain("evil");
});

test("choosing another platform carries no secret to it, and leaves what the others have", async () => {
  await sso.usePlatform("Github", "github");
  await sso.usePlatform("Dingtalk", "dingtalk");
  const google = await sso.admin("/api/admin/sso/platform/create", { entry: "discord", client_id: "made-by-hand" });
  expect(google.data).toMatchObject({ id: "discord", client_secret: "" });
  const shown = async () => {
    const { data } = await sso.admin("/api/admin/setting/list?group=7");
    return new Map((data as { key: string; value: string }[]).map(({ key, value }) => [key, value]));
  };
  const before = await shown();
  expect(before.get("sso_client_secret")).toBe("********");
  // AList's page sends the whole form back, with another platform chosen.
  const form = Object.fromEntries([...before].filter(([key]) => key !== "sso_login_platform"));
  expect(await sso.save({ ...form, sso_login_platform: "discord" })).toMatchObject({ code: 200 });
  const after = await shown();
  expect([after.get("sso_client_id"), after.get("sso_client_secret")]).toEqual(["made-by-hand", ""]);
  const { data } = await sso.admin("/api/admin/sso/platform/get?id=dingtalk");
  expect(data).toMatchObject({ client_secret: "********", client_id: sso.sandbox.sandbox.app("dingtalk").clientId });
  expect(JSON.stringify((await sso.admin("/api/admin/sso/platform/list")).data)).not.toContain(
    sso.sandbox.sandbox.app("dingtalk").clientSecret,
  );
  await sso.save({ sso_login_platform: "Dingtalk" });
  expect((await shown()).get("sso_client_secret")).toBe("********");
});

test("each further platform has callback addresses of its own, and no other's answer counts there", async () => {
  await sso.usePlatform("Dingtalk", "dingtalk", { sso_auto_register: "true" });
  const { data } = await sso.admin("/api/admin/sso/platform/get?id=github");
  expect(data).toMatchObject({
    callback_urls: [
      `${sso.files.url}/api/auth/sso_callback?method=sso_get_token&platform=github`,
      `${sso.files.url}/api/auth/sso_callback?method=get_sso_id&platform=github`,
    ],
  });
  const browser = sso.browser();
  const asked = await startAt(`${LOGIN}&platform=github`, browser);
  const back = await sso.sandbox.sandbox.signInAs(asked.href, "theo");
  const bent = new URL(back);
  bent.searchParams.delete("platform");
  const refused = envelopeOf({ html: await (await browser.request(bent.href)).text() });
  expect(refused).toEqual({ code: 400, message: "incorrect or expired state parameter", data: null });
});

test("a state counts once, in one browser, for one method, for ten minutes", async () => {
  const expired = { code: 400, message: "incorrect or expired state parameter", data: null };
  const finished = async (browser: BrowserClient, address: URL | string) => {
    const html = await (await browser.request(String(address))).text();
    return html.startsWith("{") ? envelopeOf({ html }) : messageOf({ html });
  };
  const begun = async () => {
    const browser = sso.browser();
    return { browser, back: await sso.sandbox.sandbox.signInAs((await startAt(LOGIN, browser)).href, "mira") };
  };
  const first = await begun();
  expect(await finished(sso.browser(), first.back)).toEqual(expired);
  expect(await finished(first.browser, first.back)).toHaveProperty("token");
  expect(await finished(first.browser, first.back)).toEqual(expired);
  const second = await begun();
  expect(await finished(second.browser, String(second.back).replace("sso_get_token", "get_sso_id"))).toEqual(expired);
  const third = await begun();
  sso.hub.time.advance(601);
  expect(await finished(third.browser, third.back)).toEqual(expired);
  const fourth = await begun();
  fourth.back.searchParams.delete("state");
  expect(await finished(fourth.browser, fourth.back)).toEqual(expired);
});

test("no code, and a sign-in that is cancelled, are No code provided; a code that is none is error occurred", async () => {
  expect(await call("/api/auth/sso_callback?method=sso_get_token")).toEqual(text(400, "No code provided"));
  const browser = sso.browser();
  const state = (await startAt(LOGIN, browser)).searchParams.get("state") ?? "";
  const at = (more: string) => `${sso.files.url}/api/auth/sso_callback?method=sso_get_token&state=${state}${more}`;
  const denied = await (await browser.request(at("&error=access_denied"))).text();
  expect(envelopeOf({ html: denied })).toEqual({ code: 400, message: "No code provided", data: null });
  const next = (await startAt(LOGIN, browser)).searchParams.get("state") ?? "";
  const wrong = await browser.request(`${at("&authCode=nothing").replace(state, next)}`);
  expect(envelopeOf({ html: await wrong.text() })).toEqual({ code: 400, message: "error occurred", data: null });
});

test("the small window tells its own origin alone, and nothing of it stands in an address or a log", async () => {
  const browser = sso.browser();
  const page = await sso.through(browser, LOGIN, "mira");
  const { token = "" } = messageOf(page);
  expect(page.headers.get("cross-origin-opener-policy")).toBe("unsafe-none");
  expect(page.headers.get("cache-control")).toBe("no-store");
  expect(page.url).not.toContain(token);
  expect(sso.files.log()).not.toContain(token);
  const script = /<script type="module" src="(\/assets\/sso-window[^"]+)"/.exec(page.html)?.[1] ?? "";
  expect(await (await fetch(`${sso.files.url}${script}`)).text()).toContain("location.origin");
});

test("linking is begun in our own page alone, and by a fresh sign-in", async () => {
  const person = await sso.files.makeUser();
  const browser = sso.browser();
  browser.setCookie(sso.files.url, "alldoor_files_session", await sso.files.cookie(person));
  const bind = `${sso.files.url}/api/auth/sso?method=get_sso_id`;
  const begin = async (site: string) => browser.request(bind, { headers: { "sec-fetch-site": site } });
  for (const site of ["cross-site", "same-site", "none"])
    expect(envelopeOf({ html: await (await begin(site)).text() })).toMatchObject({ code: 401 });
  expect((await begin("same-origin")).status).toBe(302);
  sso.hub.time.advance(901);
  expect(envelopeOf({ html: await (await begin("same-origin")).text() })).toMatchObject({ data: null });
});

test("who has no password keeps the last link, and a further one may go", async () => {
  await sso.save({ sso_auto_register: "true" });
  const token = (await sso.windowMessage(LOGIN, "noor"))["token"] ?? "";
  const links = async () => {
    const { data } = await sso.files.api("/api/me/sso", { token });
    return data as { id: number; platform: string }[];
  };
  const [only] = await links();
  const unlink = (id = 0) => sso.files.api("/api/me/sso/unlink", { token, json: { id } });
  expect(await unlink(only?.id)).toMatchObject({ code: 400, data: null });
  expect(await links()).toEqual([expect.objectContaining({ platform: "dingtalk" })]);
  const stranger = await sso.files.token(await sso.files.makeUser());
  expect(await sso.files.api("/api/me/sso/unlink", { token: stranger, json: { id: only?.id } })).not.toMatchObject({
    code: 200,
  });
});

test("a folder that stands there already is nobody's new folder", async () => {
  await sso.save({ sso_default_dir: "/users/{username}", sso_default_permission: "8" });
  const root = await sso.files.token(await sso.files.makeUser({ role: "admin" }));
  await sso.files.api("/api/fs/mkdir", { token: root, json: { path: "/users/Zoë Ōtsuka-Łęska 雪/private" } });
  const { data } = await sso.me((await sso.windowMessage(LOGIN, "zoe"))["token"]);
  expect(data.username).toBe("Zoë Ōtsuka-Łęska 雪");
  expect(data.base_path).toBe(`/users/Zoë Ōtsuka-Łęska 雪_${data.sso_id}`);
});

test("a person who is disabled gets no token", async () => {
  const token = (await sso.windowMessage(LOGIN, "impostor"))["token"];
  const { data } = await sso.me(token);
  await sso.admin("/api/admin/user/update", { ...data, disabled: true });
  const off = { code: 401, message: "Current user is disabled, replace please" };
  expect(await sso.me(token)).toMatchObject(off);
  expect(envelopeOf(await sso.through(sso.browser(), LOGIN, "impostor"))).toMatchObject(off);
});
