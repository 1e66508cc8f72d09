/**
 * The flow inspector: a sign-in through a provider, seen afterwards as one timeline, without anything in it that opens
 * anything; who may see it, and how it stays bounded.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createInspector } from "../../src/hub/inspector/inspector.ts";
import { findSteps, listSteps, MOST_STEPS, STEP_SECONDS, trimSteps } from "../../src/hub/inspector/store.ts";
import { prune } from "../../src/hub/prune.ts";
import { seconds } from "../../src/lib/clock.ts";
import type { EndpointRequest } from "../../src/lib/endpoint.ts";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { authorizeUrl, pkce, redeem, refresh, signedInBrowser, signInWith, userinfo } from "../ground/oauth-client.ts";
import { choosePerson, type SandboxedHub, startSandboxedHub } from "../ground/sandbox.ts";

const PASSWORD = "canary password of one person";
const STATE = "canary-state-of-the-client";
const NONCE = "canary-nonce-of-the-client";

eachDatabase((fresh) => {
  let hub: SandboxedHub;
  let admin: BrowserClient;
  beforeAll(async () => {
    hub = await startSandboxedHub(await fresh());
    await hub.addProvider("github");
    admin = await signedInBrowser(hub, await hub.makeUser({ isAdmin: true }));
  });
  afterAll(() => hub.close());

  const requestId = (headers: Headers): string => headers.get("x-request-id") ?? "";
  const steps = async (id: string) => {
    await hub.hub.inspector.flush();
    return findSteps(hub.hub.db, id, seconds(hub.hub.clock));
  };
  const kept = async (): Promise<string> => {
    await hub.hub.inspector.flush();
    const { db } = hub.hub;
    const rows = await db.query.selectFrom("inspected_steps").selectAll().execute();
    const keys = await db.query.selectFrom("inspected_keys").selectAll().execute();
    return rows.map(({ request_id, detail }) => request_id + detail).join() + keys.map(({ key }) => key).join();
  };

  /** Every handle that an address or a page carries. */
  const handlesIn = (text: string): string[] => [...text.matchAll(/[\w-]{30,}/g)].map(([handle]) => handle);

  test("a sign-in through a provider is one timeline, and nothing in it opens anything", async () => {
    const made = await hub.makeClient({ allowSignUp: true, consent: "first-party" });
    const browser = new BrowserClient(hub.url, hub.sandbox.url);
    const { verifier, challenge } = pkce();
    const signIn = await browser.open(authorizeUrl(hub, made, challenge, { state: STATE, nonce: NONCE }));
    const href = /href="(\/accounts\/github\/[^"]+)"/.exec(signIn.html)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const provider = await browser.open(new URL(href, hub.url).href);
    expect(provider.url.startsWith(hub.sandbox.url)).toBe(true);
    const { leftTo } = await choosePerson(browser, provider, "theo");
    const code = leftTo?.searchParams.get("code") ?? "";
    const answer = await redeem(hub, made, { code, code_verifier: verifier });
    const token = String(answer.body.access_token);
    const said = await userinfo(hub, token);
    expect(said.status).toBe(200);

    const line = await steps(requestId(answer.headers));
    expect(line.map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
      "GET /login/oauth/authorize 303",
      "GET /sign-in 200",
      "GET /accounts/github/login/ 303",
      "GET /accounts/github/login/callback/ 303",
      "GET /login/oauth/continue 303",
      "POST /api/login/oauth/access_token 200",
      "GET /api/userinfo 200",
    ]);
    expect(await steps(requestId(said.headers))).toEqual(line);
    const again = await refresh(hub, made, String(answer.body.refresh_token));
    expect([again.status, await steps(requestId(again.headers))]).toEqual([200, []]);
    const [authorize, , start, callback, , redeemed, info] = line;
    expect(authorize?.sent).toContainEqual(["client_id", made.client.clientId]);
    expect(authorize?.sent).toContainEqual(["redirect_uri", "https://app.example.com/callback"]);
    expect(authorize?.sent).toContainEqual(["state", null]);
    expect(start?.to?.address).toMatch(/\/login\/oauth\/authorize$/);
    expect(callback?.calls.map(({ method, status }) => [method, status])).toContainEqual(["POST", 200]);
    expect(callback?.calls.some(({ address }) => address.startsWith("api.github.com/user"))).toBe(true);
    expect(callback?.claims[0]?.from).toBe("github");
    expect(callback?.claims[0]?.claims).toContainEqual({ name: "sub", source: "id", value: "text" });
    expect(redeemed?.claims.map(({ from }) => from)).toEqual(["id_token", "access_token"]);
    expect(redeemed?.claims[0]?.claims).toContainEqual({
      name: "nonce",
      source: "authorization request",
      value: "text",
    });
    expect(info?.claims[0]?.claims).toContainEqual({
      name: "email_verified",
      source: "account (scope email)",
      value: String(said.body.email_verified),
    });

    const secrets = [
      ...[STATE, NONCE, code, token, verifier, challenge, made.clientSecret ?? "", String(answer.body.id_token)],
      ...[String(answer.body.refresh_token), browser.cookie(hub.url, "alldoor_session") ?? ""],
      ...[browser.cookie(hub.url, "alldoor_browser") ?? "", String(said.body.email), String(said.body.name)],
      ...handlesIn(new URL(signIn.url).search),
      ...handlesIn(new URL(provider.url).search).filter(
        (handle) => !hub.sandbox.sandbox.app("github").clientId.includes(handle),
      ),
    ];
    const all = await kept();
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(3);
      expect(all).not.toContain(secret);
    }
  });

  test("what a person types is not kept, and a failure is named by its code", async () => {
    const person = await hub.makeUser({ password: PASSWORD });
    const browser = new BrowserClient(hub.url);
    const page = await browser.open(authorizeUrl(hub, await hub.makeClient(), pkce().challenge));
    const refused = await signInWith(browser, page, { name: person.name, password: "canary of a wrong guess" });
    await signInWith(browser, refused, { name: person.name, password: PASSWORD });
    const all = await kept();
    for (const typed of [PASSWORD, "canary", person.name]) expect(all).not.toContain(typed);

    const wrong = await browser.open(
      authorizeUrl(hub, await hub.makeClient(), undefined, { redirect_uri: "https://evil.example.com/x?canary=1" }),
    );
    const [step] = await steps(requestId(wrong.headers));
    expect(step).toMatchObject({ status: 400, failure: "redirect_uri_unknown" });
    expect(step?.sent).toContainEqual(["redirect_uri", "https://evil.example.com/x"]);
    expect(await kept()).not.toContain("canary");
  });

  test("a secret in the place of a name, a path or a word is not kept", async () => {
    const canary = "Canary0f4n4ccessT0kenInAStrangePlace";
    const browser = new BrowserClient(hub.url);
    for (const address of [`/sign-in?${canary}`, `/accounts/${canary}/login/`, `/sign-in/${canary}?error=${canary}%0a`])
      await browser.open(hub.url + address);
    await browser.open(`${hub.url}/login/oauth/authorize?scope=${"x".repeat(300)}${canary}&redirect_uri=${canary}`);
    expect(await kept()).not.toContain(canary);
  });

  test("nobody joins another's sign-in: a made-up secret part is another key", async () => {
    const made = await hub.makeClient();
    const page = await new BrowserClient(hub.url).open(authorizeUrl(hub, made, pkce().challenge));
    const flow = new URL(page.url).searchParams.get("flow") ?? "";
    const line = await steps(requestId(page.headers));
    expect(line).toHaveLength(2);
    const bent = `${flow.slice(0, -1)}${flow.endsWith("A") ? "B" : "A"}`;
    await new BrowserClient(hub.url).open(`${hub.url}/sign-in?flow=${bent}`);
    expect(await steps(requestId(page.headers))).toHaveLength(2);
  });

  test("an administrator finds it by the id; nobody else is let in", async () => {
    const page = await new BrowserClient(hub.url).open(`${hub.url}/accounts/nowhere/login/`);
    const id = requestId(page.headers);
    expect(page.html).toContain(id);
    const list = await admin.open(`${hub.url}/admin/flows`);
    expect(list.html).toContain(`/admin/flows/${id}`);
    const found = await admin.open(`${hub.url}/admin/flows?q=${id}`);
    expect(found.url).toBe(`${hub.url}/admin/flows/${id}`);
    expect(found.html).toContain("provider_unknown");
    expect((await admin.open(`${hub.url}/admin/flows/zzzzz0`)).status).toBe(404);
    expect((await admin.open(`${hub.url}/admin/flows/${"%3Cb%3E"}`)).html).not.toContain("<b>");
    const other = await signedInBrowser(hub, await hub.makeUser());
    for (const path of ["/admin/flows", `/admin/flows/${id}`]) {
      expect((await other.open(hub.url + path)).status).toBe(403);
      expect((await new BrowserClient(hub.url).open(hub.url + path)).url).toContain("/sign-in");
    }
  });

  test("the ring is bounded in number and in age, and a flood goes by", async () => {
    const { db, clock, ids, log } = hub.hub;
    const inspector = createInspector({ db, clock, ids, log });
    const http = (id: string): EndpointRequest => ({
      method: "GET",
      path: "/sign-in",
      query: "",
      headers: {},
      address: "192.0.2.1",
      id,
      body: () => Promise.resolve(Buffer.alloc(0)),
      stream: () => {
        throw new Error("not read");
      },
    });
    let answered = 0;
    const answer = async () => {
      answered += 1;
      return { status: 200, headers: {} };
    };
    for (let count = 0; count < 80; count += 1) await inspector.watch(http(`flood${count}`), answer);
    await inspector.flush();
    expect(answered).toBe(80);
    const now = seconds(clock);
    const flooded = (await listSteps(db, now, MOST_STEPS)).filter((step) => step.requestId.startsWith("flood"));
    expect(flooded).toHaveLength(50);
    await trimSteps(db, now, 10);
    expect((await listSteps(db, now, MOST_STEPS)).map((step) => step.requestId)).toEqual(
      flooded.slice(0, 10).map((step) => step.requestId),
    );
    hub.time.advance(STEP_SECONDS + 1);
    expect(await findSteps(db, "flood49", seconds(clock))).toEqual([]);
    await prune(hub.hub);
    expect(await db.query.selectFrom("inspected_steps").selectAll().execute()).toEqual([]);
    expect(await db.query.selectFrom("inspected_keys").selectAll().execute()).toEqual([]);
  });
});
