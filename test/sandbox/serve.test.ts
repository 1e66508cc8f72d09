/**
 * The sandbox on a real port: who reaches it, how it stops, and what only a socket shows.
 */
import { createServer } from "node:http";
import { afterEach, expect, test } from "vitest";
import { catalogue } from "../../src/providers/index.ts";
import { type ServedSandbox, serveSandbox } from "../../src/sandbox/index.ts";
import { json } from "./client.ts";

let served: ServedSandbox | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

const start = async (options: Partial<Parameters<typeof serveSandbox>[0]> = {}): Promise<ServedSandbox> => {
  served = await serveSandbox({ port: 0, providers: catalogue, ...options });
  return served;
};

test("takes a free port, says where it is, and answers GET and HEAD", async () => {
  const { url } = await start();
  expect(url).toMatch(/^http:\/\/localhost:\d+$/);
  const page = await fetch(url);
  expect([page.status, (await page.text()).startsWith("<!doctype html>")]).toEqual([200, true]);
  const head = await fetch(`${url}/_sandbox/style.css`, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
});

test("a port that is taken is an error, not a crash", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => taken.once("listening", resolve));
  const address = taken.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await expect(serveSandbox({ port, providers: catalogue })).rejects.toMatchObject({ code: "EADDRINUSE" });
  await new Promise((resolve) => taken.close(resolve));
});

test("an origin with a path is refused, and the port is free again", async () => {
  const first = await start();
  const port = Number(new URL(first.url).port);
  await first.close();
  await expect(serveSandbox({ port, providers: catalogue, origin: "http://localhost:9000/x" })).rejects.toThrow(
    TypeError,
  );
  expect((await start({ port })).url).toBe(`http://localhost:${port}`);
});

test("stops while somebody waits for the fault “slow”", async () => {
  const { url, sandbox, close } = await start({ slowMs: 600_000 });
  await fetch(`${url}/_sandbox/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ providerId: "google", fault: "slow", endpoint: "jwks" }),
  });
  expect(sandbox.apps()).toEqual([]);
  const waiting = fetch(`${url}/www.googleapis.com/oauth2/v3/certs`);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const began = performance.now();
  await close();
  expect(performance.now() - began).toBeLessThan(2000);
  expect(await json(await waiting)).toHaveProperty("keys");
  served = undefined;
});

test("issuers and addresses are the real ones, wherever the sandbox is reached", async () => {
  const { url, sandbox } = await start({ origin: "https://sandbox.acme.test" });
  expect(url).toBe("https://sandbox.acme.test");
  const path = "/accounts.google.com/.well-known/openid-configuration";
  expect(await json(await sandbox.fetch(new Request(url + path)))).toMatchObject({
    issuer: "https://accounts.google.com",
    authorization_endpoint: "https://accounts.google.com/o/oauth2/v2/auth",
    token_endpoint: "https://oauth2.googleapis.com/token",
    jwks_uri: "https://www.googleapis.com/oauth2/v3/certs",
  });
});
