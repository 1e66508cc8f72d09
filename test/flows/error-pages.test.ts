/**
 * Error pages say a stable code and the request's id; an administrator who is signed in follows the id to the flow inspector, and
 * nobody else is told that there is one.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { signedInBrowser } from "../ground/oauth-client.ts";

const ERRORS = [
  ["/login/oauth/authorize?client_id=nobody&response_type=code", 400, "client_unknown"],
  ["/login/oauth/continue?flow=nothing", 400, "flow_expired"],
  ["/consent?flow=nothing", 400, "flow_expired"],
  ["/sign-in?flow=nothing", 400, "flow_expired"],
  ["/sign-up", 403, "sign_up_closed"],
  ["/accounts/nobody/login/", 404, "provider_unknown"],
] as const;

eachDatabase((fresh) => {
  let hub: TestHub;
  let administrator: BrowserClient;
  let person: BrowserClient;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    administrator = await signedInBrowser(hub, await hub.makeUser({ isAdmin: true }));
    person = await signedInBrowser(hub, await hub.makeUser());
  });
  afterAll(() => hub.close());

  test.each(ERRORS)("%s: its id opens the inspector for an administrator alone", async (path, status, code) => {
    const shown = await administrator.open(`${hub.url}${path}`);
    const id = shown.headers.get("x-request-id") ?? "";
    expect(shown.status).toBe(status);
    expect(shown.html).toContain(`>${status} ${code}<`);
    expect(shown.html).toContain(`<a href="/admin/flows/${id}">`);
    const flow = await administrator.open(`${hub.url}/admin/flows/${id}`);
    expect(flow.status).toBe(200);
    expect(flow.html).toContain(id);

    for (const browser of [person, new BrowserClient(hub.url)]) {
      const other = await browser.open(`${hub.url}${path}`);
      expect(other.status).toBe(status);
      expect(other.html).toContain(other.headers.get("x-request-id"));
      expect(other.html).not.toContain("/admin");
    }
  });

  test("what is no sign-in is kept nowhere, so its id is no link", async () => {
    const shown = await administrator.open(`${hub.url}/nothing/here`);
    expect(shown.status).toBe(404);
    expect(shown.html).toContain(shown.headers.get("x-request-id"));
    expect(shown.html).not.toContain("/admin/flows");
  });
});
