/**
 * Whatever is sent, the sandbox answers, quickly, and never with a failure of its own.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createGround, endpoints, ORIGIN, type ProviderId, providerIds } from "./client.ts";

const ground = createGround();
const RUNS = 400;

const oddText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "",
    " ",
    "\u0000",
    "\ud800",
    "__proto__",
    "constructor",
    "{tenant}",
    "%",
    "%zz",
    "../..",
    "a".repeat(5000),
    "💥",
    "'\"<>",
  ),
);
const names = [
  "client_id",
  "redirect_uri",
  "scope",
  "state",
  "nonce",
  "response_type",
  "response_mode",
  "prompt",
  "login_hint",
  "code_challenge",
  "code_challenge_method",
  "grant_type",
  "code",
  "code_verifier",
  "client_secret",
  "refresh_token",
  "token",
  "person",
  "fault",
  "allow",
  "access_type",
];
const pairs = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), oddText), oddText), { maxLength: 12 });
const form = (entries: readonly (readonly [string, string])[]): string =>
  new URLSearchParams(entries.map(([name, value]) => [name, value])).toString();

const answered = (response: Response): void => {
  expect(response.status).toBeGreaterThanOrEqual(200);
  expect(response.status).not.toBe(500);
};

describe.each(providerIds)("%s", (id: ProviderId) => {
  test("any authorization request", async () => {
    await fc.assert(
      fc.asyncProperty(pairs, fc.boolean(), pairs, async (query, sound, fields) => {
        const base = sound ? `${ground.authorizeUrl(id)}&` : `${endpoints[id].authorize}?`;
        answered(await ground.send(base + form(query)));
        const headers = { "content-type": "application/x-www-form-urlencoded" };
        answered(await ground.send(base + form(query), { method: "POST", headers, body: form(fields) }));
      }),
      { numRuns: RUNS / 4 },
    );
  });

  test("any token request", async () => {
    const types = fc.constantFrom(
      "application/json",
      "application/x-www-form-urlencoded",
      "text/plain",
      "",
      "application/json; charset=x",
    );
    const bodies = fc.oneof(fc.json({ maxDepth: 3 }), pairs.map(form), oddText);
    const credentials = fc.oneof(
      oddText.map((text) => Buffer.from(text).toString("base64")),
      fc.constant("%%%"),
    );
    await fc.assert(
      fc.asyncProperty(types, bodies, credentials, async (type, body, basic) => {
        const headers = { "content-type": type, authorization: `Basic ${basic}` };
        answered(await ground.send(endpoints[id].token, { method: "POST", headers, body }));
      }),
      { numRuns: RUNS / 4 },
    );
  });
});

test("any path and method", async () => {
  const segments = fc.array(
    fc.oneof(
      oddText.map(encodeURIComponentOfAny),
      fc.constantFrom("github.com", "_sandbox", "apps", "..", "", "realms"),
    ),
    { maxLength: 8 },
  );
  const methods = fc.constantFrom("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH");
  await fc.assert(
    fc.asyncProperty(segments, methods, async (path, method) => {
      const response = await ground.sandbox.fetch(
        new Request(`${ORIGIN}/${path.join("/")}`, { method, redirect: "manual" }),
      );
      answered(response);
      if (method === "HEAD") expect(await response.text()).toBe("");
    }),
    { numRuns: RUNS },
  );
});

test("a path of a hundred thousand segments", async () => {
  const began = performance.now();
  answered(await ground.sandbox.fetch(new Request(`${ORIGIN}/${"a/".repeat(100_000)}login/oauth/authorize`)));
  expect(performance.now() - began).toBeLessThan(500);
});

test("bodies beyond the cap are not read to their end", async () => {
  let read = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      read += 16_384;
      controller.enqueue(new Uint8Array(16_384));
    },
  });
  // The types of `RequestInit` do not know `duplex`, which a body that streams needs.
  const init = { method: "POST", body: endless, duplex: "half" as const };
  const request = new Request(`${ORIGIN}/github.com/login/oauth/access_token`, init);
  expect((await ground.sandbox.fetch(request)).status).toBe(413);
  expect(read).toBeLessThan(1_000_000);
});

/** Percent-encodes what can be; a lone surrogate can't. */
function encodeURIComponentOfAny(text: string): string {
  return encodeURIComponent(text.toWellFormed()).slice(0, 300);
}
