/** A registered client looks after itself (RFC 7592): by its registration access token alone; PUT replaces, DELETE ends everything. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { setRegistrationPolicy } from "../../src/hub/clients/registration-policy.ts";
import { findClient, type MadeClient, setClientDisabled } from "../../src/hub/clients/store.ts";
import { ensureFirstOrganization } from "../../src/hub/organizations/store.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { codeFlow, refresh, signedInBrowser, userinfo } from "../ground/oauth-client.ts";
import { calling, REGISTER } from "./registering.ts";

const CALLBACK = "https://app.example.com/callback";

eachDatabase((fresh) => {
  let hub: TestHub;
  const { register, call, send } = calling(() => hub);
  beforeAll(async () => {
    hub = await startHub(await fresh());
    await hub.hub.db.write(async (tx) => {
      const { id } = await ensureFirstOrganization(tx, hub.hub);
      await setRegistrationPolicy(tx, hub.hub, {}, id, { mode: "open", resources: [], metadataHosts: [] });
    });
  });
  afterAll(() => hub.close());

  const registered = async (metadata: Record<string, unknown> = {}) => {
    const { body } = await register({
      redirect_uris: [CALLBACK],
      grant_types: ["authorization_code", "refresh_token"],
      client_name: "Notes",
      ...metadata,
    });
    return {
      id: String(body.client_id),
      token: String(body.registration_access_token),
      path: new URL(String(body.registration_client_uri)).pathname,
      secret: body.client_secret === undefined ? null : String(body.client_secret),
      body,
    };
  };

  test("it reads itself; the secret is not told again", async () => {
    const { path, token, id } = await registered();
    const { status, body, headers } = await call("GET", path, { token });
    expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(body).toMatchObject({ client_id: id, client_name: "Notes", redirect_uris: [CALLBACK] });
    expect(body).not.toHaveProperty("client_secret");
  });

  test("no token, a wrong one, another client's, no such client: one and the same refusal", async () => {
    const [one, other] = [await registered(), await registered()];
    const byHand = await hub.makeClient();
    const tries = [
      await call("GET", one.path),
      await call("GET", one.path, { token: "wrong" }),
      await call("GET", one.path, { token: other.token }),
      await call("GET", `${REGISTER}/nobody`, { token: one.token }),
      await call("GET", `${REGISTER}/${byHand.client.clientId}`, { token: one.token }),
      await call("DELETE", one.path, { token: other.token }),
      await send("PUT", one.path, { client_id: one.id, redirect_uris: [CALLBACK] }, other.token),
    ];
    for (const { status, body, headers } of tries) {
      expect([status, body]).toEqual([401, tries[0]?.body]);
      expect(headers.get("www-authenticate")).toMatch(/^Bearer .*invalid_token/);
    }
    expect((await call("GET", one.path, { token: one.token })).status).toBe(200);
  });

  test("PUT replaces everything that it said, and what is left out is gone", async () => {
    const { path, token, id } = await registered({
      contacts: ["a@example.com"],
      tos_uri: "https://app.example.com/tos",
    });
    const { status, body } = await send(
      "PUT",
      path,
      { client_id: id, redirect_uris: ["https://app.example.com/new"], client_name: "Renamed" },
      token,
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ client_name: "Renamed", redirect_uris: ["https://app.example.com/new"] });
    expect(body).not.toHaveProperty("contacts");
    expect(body).not.toHaveProperty("tos_uri");
    expect(body.grant_types).toEqual(["authorization_code"]);
    expect(await findClient(hub.hub.db, id)).toMatchObject({
      redirectUris: ["https://app.example.com/new"],
      consent: "always",
      dangers: [],
    });
  });

  test("what an administrator set stays, whatever the client says", async () => {
    const { path, token, id } = await registered();
    await hub.hub.db.write((tx) =>
      tx.query
        .updateTable("clients")
        .set({ access_token_seconds: 120, resources: '["https://api.example.com/"]' })
        .where("client_id", "=", id)
        .execute(),
    );
    await send("PUT", path, { client_id: id, redirect_uris: [CALLBACK], access_token_seconds: 900 }, token);
    expect(await findClient(hub.hub.db, id)).toMatchObject({
      accessTokenSeconds: 120,
      resources: ["https://api.example.com/"],
    });
  });

  test.each([
    { consent: "once" },
    { allow_sign_up: 1 },
    { allow_password: 0 },
    { allow_email: 1 },
    { token_format: "JWT-Empty" },
    { required_groups: '["staff"]' },
    { required_roles: '["editor"]' },
  ] as const)("a change of its own leaves %o alone, which metadata has no word for", async (set) => {
    const { path, token, id } = await registered();
    await hub.hub.db.write((tx) => tx.query.updateTable("clients").set(set).where("client_id", "=", id).execute());
    expect((await send("PUT", path, { client_id: id, redirect_uris: [CALLBACK] }, token)).status).toBe(200);
    const row = await hub.hub.db.query.selectFrom("clients").selectAll().where("client_id", "=", id).executeTakeFirst();
    expect(row).toMatchObject(set);
  });

  test("what an administrator sets while a change of its own is under way stays: it can hold that up by a slow list", async () => {
    const { path, token, id } = await registered();
    const { toApplications } = hub.hub;
    const change = { client_id: id, redirect_uris: [CALLBACK], sector_identifier_uri: "https://app.example.com/list" };
    try {
      Object.assign(hub.hub, {
        toApplications: async () => {
          await hub.hub.db.write((tx) =>
            tx.query
              .updateTable("clients")
              .set({ required_groups: '["staff"]', allow_password: 0, consent: "once" })
              .where("client_id", "=", id)
              .execute(),
          );
          return Response.json([CALLBACK]);
        },
      });
      expect((await send("PUT", path, change, token)).status).toBe(200);
      const kept = { requiredGroups: ["staff"], allowPassword: false, consent: "once" };
      expect(await findClient(hub.hub.db, id)).toMatchObject({ ...kept, sectorIdentifier: "app.example.com" });
      Object.assign(hub.hub, {
        toApplications: async () => {
          const client = await findClient(hub.hub.db, id);
          await hub.hub.db.write((tx) => setClientDisabled(tx, hub.hub, client?.id ?? "", true));
          return Response.json([CALLBACK]);
        },
      });
      expect((await send("PUT", path, { ...change, client_name: "Late" }, token)).status).toBe(403);
      expect((await findClient(hub.hub.db, id))?.name).not.toContain("Late");
    } finally {
      Object.assign(hub.hub, { toApplications });
    }
  });

  test.each<[string, Record<string, unknown>]>([
    ["another client's id", { client_id: "other" }],
    ["no id", { client_id: undefined }],
    ["a wrong secret", { client_secret: "wrong" }],
    ["its own token", { registration_access_token: "x" }],
    ["the time of its secret", { client_secret_expires_at: 0 }],
    ["another type", { token_endpoint_auth_method: "none" }],
    ["a redirect URI without TLS", { redirect_uris: ["http://app.example.com/"] }],
    ["client_credentials", { grant_types: ["authorization_code", "client_credentials"] }],
  ])("PUT with %s: refused, and nothing changed", async (_what, bent) => {
    const { path, token, id, secret } = await registered();
    const right = { client_id: id, client_secret: secret, redirect_uris: [CALLBACK], client_name: "Changed" };
    expect((await send("PUT", path, { ...right, ...bent }, token)).status).toBe(400);
    expect((await call("GET", path, { token })).body.client_name).toBe("Notes");
    expect((await send("PUT", path, right, token)).status).toBe(200);
  });

  test("another way of proving itself brings another secret", async () => {
    const { path, token, id, secret } = await registered();
    const wish = { client_id: id, redirect_uris: [CALLBACK], token_endpoint_auth_method: "client_secret_jwt" };
    const { body } = await send("PUT", path, wish, token);
    expect(String(body.client_secret)).toHaveLength(64);
    expect(body.client_secret).not.toBe(secret);
    expect((await findClient(hub.hub.db, id))?.authMethod).toBe("client_secret_jwt");
  });

  test("DELETE ends the client, its token and all that it was given", async () => {
    const { path, token, id, secret } = await registered();
    const made = { client: await findClient(hub.hub.db, id), clientSecret: secret } as MadeClient;
    const browser = await signedInBrowser(hub, await hub.makeUser());
    const { body } = await codeFlow(hub, browser, made);
    expect((await userinfo(hub, String(body.access_token))).status).toBe(200);
    const gone = await call("DELETE", path, { token });
    expect([gone.status, gone.body]).toEqual([204, {}]);
    expect((await call("GET", path, { token })).status).toBe(401);
    expect((await userinfo(hub, String(body.access_token))).status).toBe(401);
    expect((await refresh(hub, made, String(body.refresh_token))).body.error).toBe("invalid_client");
    for (const table of ["client_registrations", "grants", "consents"] as const) {
      const rows = await hub.hub.db.query
        .selectFrom(table)
        .select("client_id")
        .where("client_id", "=", made.client.id)
        .execute();
      expect(rows).toEqual([]);
    }
  });

  test("one that an administrator disabled does not look after itself any more", async () => {
    const { path, token, id } = await registered();
    const client = await findClient(hub.hub.db, id);
    await hub.hub.db.write((tx) => setClientDisabled(tx, hub.hub, client?.id ?? "", true));
    expect((await call("GET", path, { token })).status).toBe(403);
  });

  test("scripts of any origin may ask, and are told the methods", async () => {
    const preflight = await fetch(`${hub.url}${REGISTER}/x`, { method: "OPTIONS" });
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-methods")).toBe("GET, PUT, DELETE, OPTIONS");
    const casdoor = await fetch(`${hub.url}/.well-known/app/openid-configuration`, { method: "OPTIONS" });
    expect(casdoor.headers.get("access-control-allow-origin")).toBe("*");
    const wrong = await fetch(`${hub.url}${REGISTER}/x`, { method: "POST" });
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, HEAD, PUT, DELETE"]);
  });
});
