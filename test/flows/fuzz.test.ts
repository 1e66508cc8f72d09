/**
 * Whatever is sent to any route there is: an answer comes, it is no 500, nothing is thrown past the writer of errors, and
 * the hub serves the next request. Requests are made of the words that the protocols know, bent, and of noise.
 */
import type { OutgoingHttpHeaders } from "node:http";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createHubApp } from "../../src/hub/app.ts";
import { DANGERS, type Danger, GRANT_TYPES, RESPONSE_TYPES } from "../../src/hub/clients/settings.ts";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorizeUrl, pkce, signedInBrowser, TOKEN, USERINFO } from "../ground/oauth-client.ts";
import { makeTokens } from "./code-maker.ts";
import { name, text } from "./fuzz-words.ts";
import { bytes, FORM, JSON_BODY, type RawAnswer, type RawRequest, raw } from "./raw-http.ts";

const RUNS = { numRuns: 150 } as const;

eachDatabase((fresh) => {
  let hub: TestHub;
  let made: MadeClient;
  /** A client that may do everything there is, dangers and all. */
  let able: MadeClient;
  let browser: BrowserClient;
  let csrf: string;
  let paths: readonly string[];
  /** Values that are right, so that what is sent gets past the first check now and then. */
  let right: Readonly<Record<string, readonly string[]>>;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    paths = [...new Set(createHubApp(hub.hub).routes.map(({ path }) => path))];
    made = await hub.makeClient({ consent: "first-party" });
    able = await hub.makeClient({
      consent: "first-party",
      grantTypes: GRANT_TYPES.filter((each) => !each.endsWith("jwt-bearer")),
      responseTypes: [...RESPONSE_TYPES],
      dangers: Object.keys(DANGERS) as Danger[],
    });
    const person = await hub.makeUser({ isAdmin: true });
    browser = await signedInBrowser(hub, person);
    const page = await browser.open(`${hub.url}/sign-in?confirm=1`);
    csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? "";
    const { body } = await makeTokens(hub, made, person);
    const waiting = await browser.request(authorizeUrl(hub, made, pkce().challenge, { prompt: "login" }));
    right = {
      client_id: [made.client.clientId],
      client_secret: [made.clientSecret ?? ""],
      redirect_uri: [...made.client.redirectUris],
      response_type: ["code", "token", "id_token", "code id_token", "none"],
      response_mode: ["query", "fragment", "form_post"],
      scope: ["openid", "openid profile email offline_access"],
      code_challenge: [pkce().challenge],
      code_challenge_method: ["S256", "plain"],
      prompt: ["none", "login", "consent", "select_account"],
      max_age: ["0", "100"],
      grant_type: [
        "authorization_code",
        "refresh_token",
        "client_credentials",
        "password",
        "urn:ietf:params:oauth:grant-type:token-exchange",
        "urn:ietf:params:oauth:grant-type:device_code",
      ],
      refresh_token: [String(body.refresh_token)],
      access_token: [String(body.access_token)],
      token: [String(body.access_token), String(body.refresh_token)],
      subject_token: [String(body.access_token)],
      id_token_hint: [String(body.id_token)],
      csrf: [csrf],
      flow: [new URL(waiting.headers.get("location") ?? "", hub.url).searchParams.get("flow") ?? ""],
      username: [person.name],
    };
  });
  afterAll(async () => {
    expect((await raw(hub, { path: "/healthz" })).json()).toEqual({ status: "ok" });
    expect((await raw(hub, { path: "/readyz" })).json()).toEqual({ status: "ready" });
    expect(Object.keys(Object.prototype)).toEqual([]);
    await hub.close();
  });

  const parameters = fc.array(
    name.chain((each) => {
      const known = Object.hasOwn(right, each) ? (right[each] ?? []) : [];
      return fc.tuple(
        fc.constant(each),
        known.length === 0 ? text : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, text),
      );
    }),
    { maxLength: 14 },
  );
  const cookies = () =>
    fc.constantFrom(
      browser.cookieHeader(hub.url),
      undefined,
      "alldoor_session=x; alldoor_browser=y",
      ";;=;",
      "alldoor_session",
    );
  const pathOf = () =>
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc
          .constantFrom(...paths)
          .chain((path) =>
            fc
              .array(text, { minLength: 3, maxLength: 3 })
              .map((values) => path.replace(/:\w+/g, () => encodeURIComponent(String(values.pop()).toWellFormed()))),
          ),
      },
      fc
        .constantFrom(...paths)
        .chain((path) =>
          fc.constantFrom(
            `${path}/`,
            path.slice(0, -1),
            path.toUpperCase(),
            `/${path}`,
            `${path}/..`,
            path.replace(/\//g, "//"),
            `${path}%00`,
            `${path};x`,
            path.replace(/:\w+/g, "%ff"),
            path.replace(/:\w+/g, "%zz"),
            path.replace(/:\w+/g, ""),
          ),
        ),
      fc.webPath().map((path) => path || "/"),
    );

  /** That the answer is one of ours: not a failure, and in the form that its reader understands. */
  function isAnswer(sent: RawRequest, answer: RawAnswer): void {
    expect([sent.method, sent.path, sent.body, answer.status < 500 || answer.status === 501, answer.status]).toEqual([
      sent.method,
      sent.path,
      sent.body,
      true,
      answer.status,
    ]);
    const type = answer.header("content-type") ?? "";
    if (type.startsWith("application/json") && answer.status >= 400) expect(answer.json()).toHaveProperty("error");
    if (type.startsWith("text/html")) expect(answer.text).toMatch(/^<!doctype html>/);
    expect(answer.header("x-content-type-options") ?? answer.header("connection")).toBeDefined();
  }
  const send = async (sent: RawRequest): Promise<RawAnswer> => {
    const answer = await raw(hub, sent);
    isAnswer(sent, answer);
    return answer;
  };

  const cookieHeader = (cookie: string | undefined): OutgoingHttpHeaders => (cookie === undefined ? {} : { cookie });

  test("any route by GET with any parameters", async () => {
    await fc.assert(
      fc.asyncProperty(pathOf(), parameters, cookies(), async (path, pairs, cookie) => {
        const query = new URLSearchParams(
          pairs.map(([key, value]) => [key.slice(0, 200), value.slice(0, 2000)]) as [string, string][],
        )
          .toString()
          .slice(0, 9000);
        await send({ path: query === "" ? path : `${path}?${query}`, headers: cookieHeader(cookie) });
      }),
      RUNS,
    );
  });

  test("any route by POST with any form", async () => {
    await fc.assert(
      fc.asyncProperty(pathOf(), parameters, cookies(), fc.boolean(), async (path, pairs, cookie, ours) => {
        const form = new URLSearchParams(pairs as [string, string][]);
        if (ours) form.set("csrf", csrf);
        await send({
          method: "POST",
          path,
          headers: { ...FORM, ...cookieHeader(cookie), ...(ours ? { origin: hub.url } : {}) },
          body: form.toString(),
        });
      }),
      RUNS,
    );
  });

  test("any route by POST with any JSON, any bytes and any content type", async () => {
    const json = fc.oneof(
      fc.json(),
      parameters.map((pairs) => JSON.stringify(Object.fromEntries(pairs))),
      fc.json().map((inner) => `{"grant_type":${inner}}`),
    );
    const body = fc.oneof<fc.Arbitrary<string | Uint8Array>[]>(json, fc.uint8Array({ maxLength: 500 }), text);
    const type = fc.constantFrom(
      JSON_BODY["content-type"],
      FORM["content-type"],
      "text/plain",
      "multipart/form-data; boundary=x",
      "multipart/form-data",
      "application/json; charset=utf-16",
      "application/jwt",
      "",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths.filter((path) => !path.includes(":"))),
        body,
        type,
        async (path, content, contentType) => {
          const sent = typeof content === "string" ? content.toWellFormed() : content;
          await send({
            method: "POST",
            path,
            headers: contentType === "" ? {} : { "content-type": contentType },
            body: sent,
          });
        },
      ),
      RUNS,
    );
  });

  test("authorization requests: an own page, an error page, or the registered address, and nothing else", async () => {
    await fc.assert(
      fc.asyncProperty(parameters, cookies(), fc.constantFrom(made, able), async (pairs, cookie, client) => {
        const base: [string, string][] = [
          ["client_id", client.client.clientId],
          ["redirect_uri", client.client.redirectUris[0] ?? ""],
        ];
        const query = new URLSearchParams(
          [...base, ...(pairs as [string, string][])].map(([key, value]) => [key, value.slice(0, 1500)]),
        )
          .toString()
          .slice(0, 12_000);
        const answer = await send({ path: `/login/oauth/authorize?${query}`, headers: cookieHeader(cookie) });
        const location = answer.header("location");
        if (location === undefined) return;
        const url = new URL(location, hub.url);
        const isOwn = url.origin === new URL(hub.url).origin && ["/sign-in", "/consent"].includes(url.pathname);
        const isClients = `${url.origin}${url.pathname}` === client.client.redirectUris[0];
        expect([location, isOwn || isClients]).toEqual([location, true]);
      }),
      RUNS,
    );
  });

  test("what a client sends that has proven itself and may do everything", async () => {
    const endpoints = paths.filter((path) => path.startsWith("/api/") && !path.includes(":"));
    expect(endpoints.length).toBeGreaterThan(5);
    const proof = { client_id: able.client.clientId, client_secret: able.clientSecret ?? "" };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...endpoints),
        parameters,
        fc.constantFrom(...(right.grant_type ?? [])),
        async (path, pairs, grant) => {
          const form = new URLSearchParams({ grant_type: grant, ...proof });
          for (const [key, value] of pairs) if (!form.has(key)) form.set(key, value);
          await send({ method: "POST", path, headers: FORM, body: form.toString() });
        },
      ),
      { numRuns: 300 },
    );
  });

  test("any bearer value, in the header and in the body", async () => {
    const value = fc.oneof(
      text,
      fc.tuple(fc.base64String(), fc.base64String(), fc.base64String()).map((parts) => parts.join(".")),
      fc.json().map((header) => `${Buffer.from(header).toString("base64url")}.e30.AAAA`),
    );
    await fc.assert(
      fc.asyncProperty(
        value,
        fc.constantFrom("Bearer", "bearer", "Basic", "DPoP", "Digest", ""),
        async (token, scheme) => {
          const header = `${scheme} ${token}`.replace(/[^\x20-\x7e\xa0-\xff]/g, "?").slice(0, 8000);
          for (const path of [USERINFO, TOKEN, "/api/login/oauth/introspect", "/api/login/oauth/revoke"]) {
            const answer = await send({
              method: "POST",
              path,
              headers: { ...FORM, authorization: header },
              body: new URLSearchParams({
                token,
                access_token: token,
                grant_type: "refresh_token",
                refresh_token: token,
                client_id: made.client.clientId,
              }).toString(),
            });
            expect(answer.status).not.toBe(200);
          }
        },
      ),
      RUNS,
    );
  });

  test("any headers on any route", async () => {
    const headerName = fc.constantFrom(
      "host",
      "cookie",
      "authorization",
      "origin",
      "referer",
      "accept",
      "accept-language",
      "user-agent",
      "content-type",
      "content-encoding",
      "if-none-match",
      "range",
      "x-forwarded-for",
      "x-forwarded-host",
      "forwarded",
      "sec-fetch-site",
      "dpop",
      "expect",
      "te",
      "upgrade",
      "x-http-method-override",
      "__proto__",
      "x".repeat(200),
    );
    const headerValue = text.map((value) =>
      value
        .replace(/[^\x20-\x7e\xa0-\xff]/g, "~")
        .trim()
        .slice(0, 3000),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.constantFrom("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PROPFIND", "TRACE"),
        fc.array(fc.tuple(headerName, headerValue), { maxLength: 6 }),
        async (path, method, pairs) => {
          const headers = Object.fromEntries(
            pairs.filter(([key, value]) => !(key === "expect" && value !== "") && key !== "upgrade" && key !== "te"),
          );
          const answer = await raw(hub, { method, path, headers });
          expect([path, method, pairs, answer.status]).toEqual([
            path,
            method,
            pairs,
            answer.status < 500 || answer.status === 501 ? answer.status : "below 500",
          ]);
        },
      ),
      RUNS,
    );
  });

  test("any bytes on a connection, and the next connection is served", async () => {
    const lines = fc.array(
      fc.constantFrom(
        "GET / HTTP/1.1",
        "POST /sign-in HTTP/1.1",
        "GET http://evil.example/ HTTP/1.1",
        "GET * HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "CONNECT evil.example:443 HTTP/1.1",
        "PRI * HTTP/2.0",
        "GET /\u0000 HTTP/1.1",
        "GET / HTTP/9.9",
        "Host: x",
        "Content-Length: 5",
        "Content-Length: 6",
        "Content-Length: -1",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: chunked, identity",
        "0",
        "zz",
        "ffffffffffffffff",
        "Connection: close",
        "Upgrade: websocket",
        "Expect: 100-continue",
        "X: \u0000",
        " folded: x",
        ": empty",
        "",
      ),
      { maxLength: 10 },
    );
    const message = fc.oneof(
      lines.map((parts) => Buffer.from(`${parts.join("\r\n")}\r\n\r\n`, "latin1")),
      fc.uint8Array({ maxLength: 300 }).map((noise) => Buffer.from(noise)),
    );
    await fc.assert(
      fc.asyncProperty(message, async (sent) => {
        // A half request would hold the connection open until the hub's own timer; closing is what ends it here.
        const answer = await bytes(
          hub,
          Buffer.concat([sent, Buffer.from("\r\n\r\nGET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")]),
          300,
        );
        expect(answer).not.toMatch(/^HTTP\/1\.1 50[0-9]/m);
      }),
      { numRuns: 60 },
    );
    expect((await raw(hub, { path: "/healthz" })).status).toBe(200);
  });
});
