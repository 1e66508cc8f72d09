/**
 * RFC 9700, 4.13: whatever a request says of the host, the scheme or the path under which it came, the hub's answers are the
 * same bytes: issuer, links, redirects and cookies come from the configuration.
 */
import type { OutgoingHttpHeaders } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorizeUrl, basic, pkce, signedInBrowser, TOKEN, USERINFO } from "../ground/oauth-client.ts";
import { makeTokens } from "./code-maker.ts";
import { FORM, type RawAnswer, type RawRequest, raw } from "./raw-http.ts";

const EVIL = "evil.example";
const FORGED: readonly OutgoingHttpHeaders[] = [
  { host: EVIL },
  { host: `${EVIL}:443` },
  { host: "localhost:1" },
  { host: `localhost@${EVIL}` },
  { host: `${EVIL}/path?x` },
  { host: "" },
  { "x-forwarded-host": EVIL },
  { "x-forwarded-host": `${EVIL}, localhost` },
  { "x-forwarded-proto": "https" },
  { "x-forwarded-proto": "javascript" },
  { "x-forwarded-scheme": "https", "x-forwarded-ssl": "on", "front-end-https": "on" },
  { "x-forwarded-port": "1" },
  { "x-forwarded-prefix": "/evil", "x-script-name": "/evil" },
  { "x-forwarded-for": EVIL },
  { forwarded: `for=1.2.3.4;host=${EVIL};proto=https` },
  { "x-original-host": EVIL, "x-host": EVIL, "x-forwarded-server": EVIL, "x-http-host-override": EVIL },
  { "x-original-url": "/admin", "x-rewrite-url": "/admin", "x-forwarded-uri": "/admin" },
  { "x-http-method-override": "DELETE", "x-method-override": "POST" },
  { origin: `https://${EVIL}` },
  { referer: `https://${EVIL}/` },
];

/** Differs from answer to answer by its nature. */
const CHANGING = new Set(["x-request-id", "date", "connection", "keep-alive"]);

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  let token: string;
  let requests: readonly (readonly [string, RawRequest])[];
  beforeAll(async () => {
    hub = await startHub(await fresh());
    const person = await hub.makeUser();
    browser = await signedInBrowser(hub, person);
    const made = await hub.makeClient();
    token = String((await makeTokens(hub, made, person)).body.access_token);
    const cookie = browser.cookieHeader(hub.url);
    const page = (path: string): RawRequest => ({ path, headers: { cookie } });
    const authorize = authorizeUrl(hub, made, pkce().challenge).slice(hub.url.length);
    requests = [
      ["discovery", { path: "/.well-known/openid-configuration" }],
      ["metadata", { path: "/.well-known/oauth-authorization-server" }],
      ["the keys", { path: "/.well-known/jwks" }],
      ["userinfo", { path: USERINFO, headers: { authorization: `Bearer ${token}` } }],
      ["userinfo refused", { path: USERINFO, headers: { authorization: "Bearer x" } }],
      [
        "the token endpoint refusing",
        { method: "POST", path: TOKEN, headers: { ...FORM, ...basic(made) }, body: "grant_type=x" },
      ],
      ["sign-in", page("/sign-in?confirm=1")],
      ["sign-in, signed in", page("/sign-in?next=/account/x")],
      ["sign-out", page("/sign-out")],
      ["an error page", page("/nowhere")],
      ["an error of the API", page("/api/nowhere")],
      ["authorization refused", page(`${authorize}&prompt=none`)],
      ["authorization without client", page("/login/oauth/authorize")],
      ["liveness", { path: "/healthz" }],
    ];
  });
  afterAll(() => hub.close());

  const kept = ({ status, headers, text }: RawAnswer): unknown => {
    const rest = Object.entries(headers).filter(([name]) => !CHANGING.has(name));
    // Error pages show the request's own number.
    // A passkey's challenge is another one each time.
    const same = text.replace(/&quot;challenge&quot;:&quot;[\w-]+&quot;/g, "");
    return [status, rest, same.replaceAll(headers["x-request-id"]?.[0] ?? "-", "")];
  };

  test("the answers are the same bytes as without the forged header", async () => {
    for (const [what, request] of requests) {
      const honest = kept(await raw(hub, request));
      for (const forged of FORGED) {
        const answer = await raw(hub, { ...request, headers: { ...request.headers, ...forged } });
        expect([what, forged, kept(answer)]).toEqual([what, forged, honest]);
      }
    }
  });

  test("nothing of a forged header is in any answer, nor in a new browser's cookies", async () => {
    for (const [what, { headers, ...request }] of requests) {
      for (const forged of FORGED) {
        const { cookie: _cookie, ...others } = headers ?? {};
        const answer = await raw(hub, { ...request, headers: { ...others, ...forged } });
        expect([what, forged, JSON.stringify([answer.headers, answer.text]).includes(EVIL)]).toEqual([
          what,
          forged,
          false,
        ]);
        for (const cookie of answer.headers["set-cookie"] ?? []) expect(cookie).not.toMatch(/Domain=|Secure/i);
      }
    }
  });

  test("an absolute address in the request line reaches nothing", async () => {
    for (const path of [
      `http://${EVIL}/.well-known/jwks`,
      `${hub.url}/sign-in`,
      `//${EVIL}/sign-in`,
      `http://${EVIL}/sign-out`,
    ]) {
      const answer = await raw(hub, { path });
      expect([path, answer.status, answer.header("location")]).toEqual([path, 404, undefined]);
      expect(answer.text).not.toContain(EVIL);
    }
  });
});
