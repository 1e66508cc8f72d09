/**
 * What a provider, or somebody in its place, may send, through the hub: denied consent, errors of every shape, a subject that
 * is missing, empty or of another type, tokens that are not signed or not ours, fields and bodies without end. One neutral
 * answer to the person, the cause in the log under the request's id, nobody signed in, nothing stored.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import type { LogFields } from "../../src/lib/log.ts";
import type { Shown } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { type SandboxedHub, startSandboxedHub } from "../ground/sandbox.ts";
import { begin, comeBack, through, upstreamBrowser } from "../ground/upstream.ts";
import { grown, rowsOf } from "./rows.ts";

interface Written {
  readonly event: string;
  readonly fields: LogFields | undefined;
}

const json = (body: unknown, status = 200): Response =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json" },
  });

/** Bodies of the profile call that are no person's. */
const PROFILES: Readonly<Record<string, () => Response>> = {
  "no subject": () => json({ login: "mira" }),
  "an empty subject": () => json({ id: "", login: "mira" }),
  "a subject that is null": () => json({ id: null }),
  "a subject that is true": () => json({ id: true }),
  "a subject that is an object": () => json({ id: { $ne: null } }),
  "a subject that is a list": () => json({ id: [1] }),
  "a number that no number can hold": () => json('{"id":12345678901234567890}'),
  "a subject of a megabyte": () => json({ id: "x".repeat(1_000_000) }),
  "a body without end": () =>
    new Response(
      new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(65_536).fill(0x20)),
      }),
      { headers: { "content-type": "application/json" } },
    ),
  "a list": () => json([{ id: 1 }]),
  "a text": () => json('"mira"'),
  __proto__: () => json('{"__proto__":{"id":1}}'),
  "deep JSON": () => json(`{"id":1,"x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`),
  "a page": () => new Response("<html>id=1</html>", { headers: { "content-type": "text/html" } }),
  "an error with status 200": () => json({ error: "invalid_token", error_description: "no" }),
  "an error": () => json({ errors: [{ code: 1 }] }, 500),
  nothing: () => new Response(null, { status: 204 }),
  "a redirect": () => new Response(null, { status: 302, headers: { location: "http://169.254.169.254/" } }),
};

/** Callbacks that somebody made up, beside a state that is good. */
const CALLBACKS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "a refusal": { error: "access_denied" },
  "an error": { error: "server_error", error_description: "<script>alert(1)</script>" },
  "an error of no known name": { error: "x".repeat(5000) },
  "no code": {},
  "a code that is none": { code: "../../etc/passwd" },
};

eachDatabase((fresh) => {
  let hub: SandboxedHub;
  let made: MadeClient;
  const written: Written[] = [];
  beforeAll(async () => {
    hub = await startSandboxedHub(await fresh());
    made = await hub.makeClient({ allowSignUp: true, consent: "first-party" });
    for (const id of ["github", "keycloak", "discord"]) await hub.addProvider(id);
    const { log } = hub.hub;
    Object.assign(log, {
      warn: (event: string, fields?: LogFields) => void written.push({ event, fields }),
      error: (event: string, fields?: LogFields) => void written.push({ event, fields }),
    });
  });
  afterAll(() => hub.close());
  beforeEach(() => void written.splice(0));

  async function atProvider(slug: string) {
    const browser = upstreamBrowser(hub);
    const { start } = await begin(hub, browser, slug, made);
    return { browser, page: await browser.open(start) };
  }

  /** One more answer instead of the provider's own, for calls to this address. */
  async function answering(part: string, answer: () => Response, during: () => Promise<void>): Promise<void> {
    const { upstream } = hub.hub;
    const { fetch } = upstream;
    Object.assign(upstream, {
      fetch: (...call: Parameters<typeof fetch>) =>
        String(call[0]).includes(part) ? Promise.resolve(answer()) : fetch(...call),
    });
    try {
      await during();
    } finally {
      Object.assign(upstream, { fetch });
    }
  }

  test.each(Object.keys(PROFILES))("the profile call answers with %s", async (name) => {
    const { browser, page } = await atProvider("github");
    const before = await rowsOf(hub);
    let shown: Shown | undefined;
    await answering("api.github.com/user", PROFILES[name] ?? (() => json({})), async () => {
      shown = await through(browser, page, "quill");
    });
    expectNeutral(shown);
    expect(grown(before, await rowsOf(hub))).toEqual({});
    expect(browser.cookie(hub.url, "alldoor_session")).toBeUndefined();
    expect(Object.hasOwn(Object.prototype, "id")).toBe(false);
  });

  /** Back at the sign-in page with one sentence and the id of the request, under which the cause is in the log. */
  function expectNeutral(shown: Shown | undefined): void {
    const { pathname, searchParams } = new URL(shown?.url ?? "");
    expect([shown?.leftTo, pathname]).toEqual([null, "/sign-in"]);
    expect(searchParams.get("error")).toMatch(/^(?:access_denied|provider_failed)$/);
    expect(shown?.html.length).toBeLessThan(20_000);
    const [entry, ...more] = written.filter(({ event }) => event === "provider.sign-in-failed");
    expect(more).toEqual([]);
    const id = String(entry?.fields?.request);
    expect(id).toMatch(/^\w{3,}$/);
    expect(searchParams.get("request")).toBe(id);
    expect(shown?.html).toMatch(new RegExp(`Request[^<]*(<[^>]*>)*[^<]*${id}`));
    expect(entry?.fields?.refusal).toBeTypeOf("string");
    expect(JSON.stringify(entry?.fields).length).toBeLessThan(4000);
  }

  test.each(Object.keys(CALLBACKS))("the callback brings %s", async (name) => {
    const { browser, page } = await atProvider("github");
    const back = await hub.sandbox.sandbox.signInAs(page.url, "quill");
    const bent = new URL(back.pathname, back.origin);
    for (const [key, value] of Object.entries(CALLBACKS[name] ?? {})) bent.searchParams.set(key, value);
    bent.searchParams.set("state", back.searchParams.get("state") ?? "");
    const before = await rowsOf(hub);
    const shown = await browser.open(bent.href);
    expectNeutral(shown);
    expect(shown.html).not.toContain("alert(1)");
    expect(grown(before, await rowsOf(hub))).toEqual({});
    // The state is spent: the real callback comes too late.
    expect((await browser.open(back.href)).html).toContain("flow_expired");
  });

  test.each([
    "id_token of another key",
    "no id_token",
    "an id_token that is a number",
    "a token answer that is a list",
  ])("the token endpoint answers with %s", async (name) => {
    const answers: Readonly<Record<string, () => Response>> = {
      "id_token of another key": () => json({ access_token: "a", token_type: "Bearer", id_token: "e30.e30.AAAA" }),
      "no id_token": () => json({ access_token: "a", token_type: "Bearer" }),
      "an id_token that is a number": () => json({ access_token: "a", token_type: "Bearer", id_token: 1 }),
      "a token answer that is a list": () => json([{ access_token: "a" }]),
    };
    const { browser, page } = await atProvider("keycloak");
    const before = await rowsOf(hub);
    await answering("/protocol/openid-connect/token", answers[name] ?? (() => json({})), async () => {
      const shown = await through(browser, page, "quill");
      expect(new URL(shown.url).searchParams.get("error")).toBe("provider_failed");
    });
    expect(grown(before, await rowsOf(hub))).toEqual({});
  });

  test.each([
    ["another state", (back: URL) => back.searchParams.set("state", "x".repeat(43))],
    ["two states", (back: URL) => back.searchParams.append("state", "x".repeat(43))],
    ["no state", (back: URL) => back.searchParams.delete("state")],
    [
      "another provider's address",
      (back: URL) => Object.assign(back, { pathname: "/accounts/discord/login/callback/" }),
    ],
    [
      "an address where no provider is",
      (back: URL) => Object.assign(back, { pathname: "/accounts/x/login/callback/" }),
    ],
  ])("a callback with %s is refused, and the log says which request it was", async (_, bend) => {
    const { browser, page } = await atProvider("github");
    const back = await hub.sandbox.sandbox.signInAs(page.url, "quill");
    const bent = new URL(back);
    bend(bent);
    const before = await rowsOf(hub);
    const shown = await browser.open(bent.href);
    expect([400, 404]).toContain(shown.status);
    expect(grown(before, await rowsOf(hub))).toEqual({});
    expect(browser.cookie(hub.url, "alldoor_session")).toBeUndefined();
    // Nothing of it was spent.
    expect((await comeBack(browser, back)).leftTo).not.toBeNull();
  });
});
