/**
 * RFC 9700, 4.11: after signing in a person goes on to a page of the hub and nowhere else, whatever `next` says; and a page
 * of the hub it is, be it written in any letters.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { BrowserClient as Browser, type BrowserClient, formsOf } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { signedInBrowser } from "../ground/oauth-client.ts";
import { FORM, raw } from "./raw-http.ts";

const EVIL = "evil.example";
const FOREIGN = [
  `https://${EVIL}`,
  `http://${EVIL}/`,
  `//${EVIL}`,
  `///${EVIL}`,
  `////${EVIL}/..`,
  `/\\${EVIL}`,
  `\\\\${EVIL}`,
  `\\/${EVIL}`,
  `/\t/${EVIL}`,
  `/\n/${EVIL}`,
  `/\r\n/${EVIL}`,
  `\t//${EVIL}`,
  ` //${EVIL}`,
  `\u0000//${EVIL}`,
  `/\u0000/${EVIL}`,
  `/\u00a0/${EVIL}`,
  `/ /${EVIL}`,
  `/.//${EVIL}`,
  `/..//${EVIL}`,
  `/a/..//${EVIL}`,
  `/%2e//${EVIL}`,
  `/%2e%2e//${EVIL}`,
  `/%09/${EVIL}`,
  `/%5c${EVIL}`,
  `/%2f${EVIL}`,
  `/;@${EVIL}`,
  `/@${EVIL}`,
  `@${EVIL}`,
  `.${EVIL}`,
  `:80@${EVIL}`,
  `https:${EVIL}`,
  `https:/${EVIL}`,
  `https:///${EVIL}`,
  `javascript:alert(1)//`,
  `JaVaScRiPt:alert(1)`,
  `data:text/html,x`,
  `/\r\nLocation: https://${EVIL}`,
  `/account\r\nSet-Cookie: x=y`,
  `/\u2028/${EVIL}`,
  `/\uff0f${EVIL}`,
  `\uff0f\uff0f${EVIL}`,
  `/\u3002${EVIL}`,
  `/account?next=//${EVIL}`,
  `/${"a".repeat(3000)}`,
  "",
  "account",
  "?x",
  "#x",
];

const OWN: readonly (readonly [string, string])[] = [
  ["/account", "/account"],
  ["/account/sessions?x=1&y=%20#part", "/account/sessions?x=1&y=%20#part"],
  ["/account?name=中é", "/account?name=%E4%B8%AD%C3%A9"],
  ["/名前", "/%E5%90%8D%E5%89%8D"],
  ["/é", "/%C3%A9"],
];

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  let person: Awaited<ReturnType<TestHub["makeUser"]>>;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    person = await hub.makeUser();
    browser = await signedInBrowser(hub, person);
  });
  afterAll(() => hub.close());

  /** Where a browser would end up, by its own reading of addresses. */
  const landing = (location: string | undefined): URL => new URL(location ?? "about:blank", `${hub.url}/sign-in`);
  const cookie = () => browser.cookieHeader(hub.url);

  test("somebody who is signed in already is sent to an own page only", async () => {
    for (const next of FOREIGN) {
      const answer = await raw(hub, {
        path: `/sign-in?next=${encodeURIComponent(next)}`,
        headers: { cookie: cookie() },
      });
      if (answer.status === 400) continue;
      expect([next, answer.status, landing(answer.header("location")).origin]).toEqual([next, 303, hub.url]);
      // Behind the host a browser must not find a second one, should anything join the path to something.
      expect(landing(answer.header("location")).pathname.startsWith("//")).toBe(false);
      expect(answer.headers["set-cookie"]).toBeUndefined();
    }
  });

  test("signing in sends to an own page only, whether `next` stands in the address or in the form", async () => {
    for (const next of FOREIGN.filter((_each, at) => at % 2 === 0)) {
      const stranger = new Browser(hub.url);
      const page = await stranger.open(`${hub.url}/sign-in?next=${encodeURIComponent(next)}`);
      if (page.status === 400) continue;
      const form = formsOf(page.html).find(({ action }) => action === "/sign-in");
      const kept = form?.fields.find(([name]) => name === "next")?.[1] ?? "";
      expect([next, landing(kept).origin]).toEqual([next, hub.url]);
      const csrf = form?.fields.find(([name]) => name === "csrf")?.[1] ?? "";
      const answer = await raw(hub, {
        method: "POST",
        path: "/sign-in",
        headers: { ...FORM, cookie: stranger.cookieHeader(hub.url), origin: hub.url },
        body: new URLSearchParams({ csrf, next, username: person.name, password: person.password }).toString(),
      });
      expect([next, answer.status, landing(answer.header("location")).origin]).toEqual([next, 303, hub.url]);
    }
  });

  test.each(OWN)("%s is an own page, and is gone to", async (next, location) => {
    const answer = await raw(hub, { path: `/sign-in?next=${encodeURIComponent(next)}`, headers: { cookie: cookie() } });
    expect([answer.status, answer.header("location")]).toEqual([303, location]);
  });

  test("a page that needs a sign-in brings the person back to itself, query and all", async () => {
    const stranger = new Browser(hub.url);
    const asked = "/account/sessions?x=%22%3E%3Cscript%3E&y=%2F%2Fevil.example";
    const page = await stranger.open(`${hub.url}${asked}`);
    expect(new URL(page.url).pathname).toBe("/sign-in");
    const done = await stranger.submit(page, { username: person.name, password: person.password });
    expect(done.url).toBe(`${hub.url}${asked}`);
    const odd = await raw(hub, { path: "//evil.example/account" });
    expect(odd.status).toBe(404);
  });

  test("the way to a provider carries an own page only", async () => {
    const page = await new Browser(hub.url).open(`${hub.url}/sign-in?next=${encodeURIComponent(`//${EVIL}`)}`);
    expect(page.html).not.toContain(EVIL);
  });
});
