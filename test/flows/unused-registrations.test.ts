/**
 * Open registration does not fill the database: clients that nobody ever uses go after the policy's days, and there are only so
 * many at a time; what was of use, and what an administrator has taken on, stays.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  createRegistrationToken,
  type RegistrationPolicyWish,
  setRegistrationPolicy,
} from "../../src/hub/clients/registration-policy.ts";
import { findClient, type MadeClient } from "../../src/hub/clients/store.ts";
import { ensureFirstOrganization } from "../../src/hub/organizations/store.ts";
import { prune } from "../../src/hub/prune.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { codeFlow, signedInBrowser } from "../ground/oauth-client.ts";
import { calling } from "./registering.ts";

const DAY = 86_400;
const metadata = { redirect_uris: ["https://app.example.com/callback"], token_endpoint_auth_method: "none" };

eachDatabase((fresh) => {
  let hub: TestHub;
  let organizationId: string;
  const { register, send } = calling(() => hub);
  const policy = (wish: Partial<RegistrationPolicyWish> = {}) =>
    hub.hub.db.write((tx) =>
      setRegistrationPolicy(tx, hub.hub, {}, organizationId, {
        mode: "open",
        resources: [],
        metadataHosts: [],
        ...wish,
      }),
    );
  beforeAll(async () => {
    hub = await startHub(await fresh());
    organizationId = (await hub.hub.db.write((tx) => ensureFirstOrganization(tx, hub.hub))).id;
  });
  afterAll(() => hub.close());
  beforeEach(async () => {
    hub.time.advance(2 * 3600);
    await policy({ unusedDays: 10, mostUnused: 1000 });
  });

  type Registered = MadeClient & { readonly token: string; readonly uri: string };

  async function registered(said: object = metadata, proof?: string): Promise<Registered> {
    const { status, body } = await register(said, proof);
    const client = await findClient(hub.hub.db, String(body.client_id));
    if (status !== 201 || !client) throw new Error("the registration failed");
    return {
      client,
      clientSecret: null,
      token: String(body.registration_access_token),
      uri: new URL(String(body.registration_client_uri)).pathname,
    };
  }
  const initialToken = () =>
    hub.hub.db.write((tx) =>
      createRegistrationToken(tx, hub.hub, {}, organizationId, { name: "x", mostUses: 1, lives: 600 }),
    );
  const isThere = async ({ client }: MadeClient) => (await findClient(hub.hub.db, client.clientId)) !== undefined;
  const change = (table: "clients", { client }: MadeClient, set: Record<string, unknown>) =>
    hub.hub.db.write((tx) => tx.query.updateTable(table).set(set).where("id", "=", client.id).execute());

  test("one that nobody used goes after the days, not before, and the audit log tells of it", async () => {
    const made = await registered();
    hub.time.advance(10 * DAY);
    await prune(hub.hub);
    expect(await isThere(made)).toBe(true);
    hub.time.advance(1);
    await prune(hub.hub);
    expect(await isThere(made)).toBe(false);
    const told = await hub.hub.db.query
      .selectFrom("audit")
      .select(["action", "detail"])
      .where("client_id", "=", made.client.id)
      .where("action", "=", "client.deleted")
      .execute();
    expect(told.map(({ detail }) => JSON.parse(detail))).toEqual([
      { name: made.client.name, client_id: made.client.clientId, by: "unused" },
    ]);
    expect((await send("GET", made.uri, undefined, made.token)).status).toBe(401);
  });

  test("one that signed somebody in stays, also when all that it was given is long over", async () => {
    const made = await registered();
    await codeFlow(hub, await signedInBrowser(hub, await hub.makeUser()), made);
    hub.time.advance(10 * DAY + 1);
    await prune(hub.hub);
    hub.time.advance(400 * DAY);
    await prune(hub.hub);
    await hub.hub.db.write((tx) => tx.query.deleteFrom("consents").where("client_id", "=", made.client.id).execute());
    await prune(hub.hub);
    expect(await isThere(made)).toBe(true);
  });

  test("one that was used once stays, also where nothing of it is left on its last day", async () => {
    const made = await registered();
    await codeFlow(hub, await signedInBrowser(hub, await hub.makeUser()), made);
    await prune(hub.hub);
    for (const table of ["consents", "grants"] as const)
      await hub.hub.db.write((tx) => tx.query.deleteFrom(table).where("client_id", "=", made.client.id).execute());
    hub.time.advance(11 * DAY);
    await prune(hub.hub);
    expect(await isThere(made)).toBe(true);
  });

  test.each(["client_credentials", "urn:ietf:params:oauth:grant-type:device_code"])(
    "one that was trusted with %s stays: what it gets by that leaves no row that lasts",
    async (grant) => {
      const proof = await initialToken();
      const said = { grant_types: [grant], response_types: [], redirect_uris: [] };
      const made = await registered({ ...said, token_endpoint_auth_method: "client_secret_basic" }, proof);
      hub.time.advance(11 * DAY);
      await prune(hub.hub);
      expect(await isThere(made)).toBe(true);
    },
  );

  test("what an administrator has taken on stays: other consent, permissions, or switched off", async () => {
    const [trusted, permitted, off] = [await registered(), await registered(), await registered()];
    await change("clients", trusted, { consent: "once" });
    const permission = { client_id: permitted.client.id, permission: "alldoor:users:read", granted_at: 1 };
    await hub.hub.db.write((tx) => tx.query.insertInto("client_permissions").values(permission).execute());
    await change("clients", off, { disabled_at: hub.time.now() });
    hub.time.advance(11 * DAY);
    await prune(hub.hub);
    expect([await isThere(trusted), await isThere(permitted), await isThere(off)]).toEqual([true, true, true]);
  });

  test("a client that changes its own registration gains no time by it", async () => {
    const made = await registered();
    hub.time.advance(9 * DAY);
    const sent = { ...metadata, client_id: made.client.clientId, client_name: "Still here" };
    expect((await send("PUT", made.uri, sent, made.token)).status).toBe(200);
    hub.time.advance(DAY + 1);
    await prune(hub.hub);
    expect(await isThere(made)).toBe(false);
  });

  test("no more wait to be used than may; a token registers all the same, and one that is used makes room", async () => {
    await hub.hub.db.write((tx) => tx.query.deleteFrom("client_registrations").execute());
    await policy({ mostUnused: 2, unusedDays: 10 });
    const [used] = [await registered(), await registered()];
    const refused = await register(metadata);
    expect([refused.status, refused.body.error]).toEqual([503, "temporarily_unavailable"]);
    expect((await register(metadata, await initialToken())).status).toBe(201);
    await codeFlow(hub, await signedInBrowser(hub, await hub.makeUser()), used);
    await prune(hub.hub);
    await hub.hub.db.write((tx) => tx.query.deleteFrom("consents").execute());
    hub.time.advance(10 * DAY + 1);
    await prune(hub.hub);
    expect(await isThere(used)).toBe(true);
    expect((await register(metadata)).status).toBe(201);
    expect((await register(metadata)).status).toBe(201);
    expect((await register(metadata)).status).toBe(503);
  });
});
