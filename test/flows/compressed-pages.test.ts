/**
 * What is sent compressed: style, scripts, and pages on which no stranger can place a word beside the form's token. The length of
 * any other page would tell how alike the two are (BREACH).
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createHubApp } from "../../src/hub/app.ts";
import { readRegistrationPolicy, setRegistrationPolicy } from "../../src/hub/clients/registration-policy.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { signedInBrowser } from "../ground/oauth-client.ts";
import { calling } from "./registering.ts";

let hub: TestHub;
let administrator: BrowserClient;
beforeAll(async () => {
  hub = await startHub();
  administrator = await signedInBrowser(hub, await hub.makeUser({ isAdmin: true }));
});
afterAll(() => hub.close());

/** The encoding of an answer to whoever takes anything. */
async function encodingOf(path: string, accepted = "gzip, br"): Promise<string | null> {
  const response = await administrator.request(`${hub.url}${path}`, { headers: { "accept-encoding": accepted } });
  await response.body?.cancel();
  return response.headers.get("content-encoding");
}

test("an application's page is, for whoever takes it; that of one which registered itself is not", async () => {
  const { client } = await hub.makeClient();
  expect(await encodingOf(`/admin/applications/${client.id}`)).toBe("gzip");
  expect(await encodingOf(`/admin/applications/${client.id}`, "identity")).toBeNull();

  await hub.hub.db.write(async (tx) => {
    const policy = await readRegistrationPolicy(tx);
    await setRegistrationPolicy(tx, hub.hub, {}, client.organizationId, { ...policy, mode: "open" });
  });
  const { body } = await calling(() => hub).register({ redirect_uris: ["https://stranger.example/callback"] });
  const { id } = await hub.hub.db.query
    .selectFrom("clients")
    .select("id")
    .where("client_id", "=", String(body.client_id))
    .executeTakeFirstOrThrow();
  expect(await encodingOf(`/admin/applications/${id}`)).toBeNull();
});

test("no page that shows what its address says is", async () => {
  const words = "?q=words&notice=words&error=words&next=/words";
  const pages = createHubApp(hub.hub).routes.flatMap((route) =>
    route.kind === "page" && route.method === "GET" && !route.path.includes(":") ? [route.path] : [],
  );
  expect(pages.length).toBeGreaterThan(40);
  const encoded: string[] = [];
  for (const path of pages) if ((await encodingOf(path + words)) !== null) encoded.push(path);
  expect(encoded).toEqual(["/admin/applications/new"]);
});
