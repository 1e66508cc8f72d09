/**
 * The modules of the plan for third-party initiated login (OpenID Connect Core, 4): where an application begins a sign-in that
 * somebody else asks for. The person's own list of applications is who asks here.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { setRegistrationPolicy } from "../../src/hub/clients/registration-policy.ts";
import { findClient, type MadeClient } from "../../src/hub/clients/store.ts";
import { ensureFirstOrganization } from "../../src/hub/organizations/store.ts";
import { calling } from "../flows/registering.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { codeFlow, signedInBrowser } from "../ground/oauth-client.ts";

const CALLBACK = "https://app.example.com/callback";

eachDatabase((fresh) => {
  let hub: TestHub;
  const { register } = calling(() => hub);
  beforeAll(async () => {
    hub = await startHub(await fresh());
    await hub.hub.db.write(async (tx) => {
      const { id } = await ensureFirstOrganization(tx, hub.hub);
      await setRegistrationPolicy(tx, hub.hub, {}, id, { mode: "open", resources: [], metadataHosts: [] });
    });
  });
  afterAll(() => hub.close());

  test("oidcc-3rd_party-init-login", async () => {
    const initiate = "https://app.example.com/begin?tenant=1";
    const { body } = await register({ redirect_uris: [CALLBACK], initiate_login_uri: initiate });
    expect(body.initiate_login_uri).toBe(initiate);
    const client = await findClient(hub.hub.db, String(body.client_id));
    const browser = await signedInBrowser(hub, await hub.makeUser());
    await codeFlow(hub, browser, { client, clientSecret: body.client_secret } as MadeClient);
    const { html } = await browser.open(`${hub.url}/account/applications`);
    const expected = `${initiate}&${new URLSearchParams({ iss: hub.url })}`;
    expect(html).toContain(`href="${expected.replaceAll("&", "&amp;")}"`);
  });

  test("oidcc-3rd_party-init-login-nohttps", async () => {
    const metadata = { redirect_uris: [CALLBACK], initiate_login_uri: "http://app.example.com/begin" };
    expect(await register(metadata)).toMatchObject({ status: 400, body: { error: "invalid_client_metadata" } });
  });
});
