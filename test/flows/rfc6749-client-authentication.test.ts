/**
 * RFC 6749, 2.3 and 3.2.1: who is calling. Every way of authenticating against every type of client, and N clients against
 * each other's codes and tokens: a client's registered type decides what it must show, and nothing passes to another client.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { INTROSPECT, type JsonAnswer, post, REVOKE, refresh, TOKEN } from "../ground/oauth-client.ts";
import { makeCode, makeTokens } from "./code-maker.ts";

type Sent = { readonly fields: Record<string, string>; readonly headers: Record<string, string> };

const basicOf = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString("base64")}`,
});

/** Ways to say who one is, and whether a confidential and a public client are let in by them. */
const WAYS: readonly (readonly [string, (id: string, secret: string) => Sent, boolean, boolean])[] = [
  ["nothing at all", () => ({ fields: {}, headers: {} }), false, false],
  ["the id alone", (id) => ({ fields: { client_id: id }, headers: {} }), false, true],
  ["the id in Basic with an empty secret", (id) => ({ fields: {}, headers: basicOf(id, "") }), false, true],
  ["Basic", (id, secret) => ({ fields: {}, headers: basicOf(id, secret) }), true, false],
  [
    "Basic in small letters",
    (id, secret) => ({
      fields: {},
      headers: { authorization: basicOf(id, secret).authorization.replace("Basic", "basic") },
    }),
    true,
    false,
  ],
  ["the body", (id, secret) => ({ fields: { client_id: id, client_secret: secret }, headers: {} }), true, false],
  [
    "Basic and the same in the body",
    (id, secret) => ({ fields: { client_id: id, client_secret: secret }, headers: basicOf(id, secret) }),
    true,
    false,
  ],
  [
    "Basic and the id in the body",
    (id, secret) => ({ fields: { client_id: id }, headers: basicOf(id, secret) }),
    true,
    false,
  ],
  [
    "Basic and another id in the body",
    (id, secret) => ({ fields: { client_id: `${id}x` }, headers: basicOf(id, secret) }),
    false,
    false,
  ],
  [
    "Basic and another secret in the body",
    (id, secret) => ({ fields: { client_secret: `${secret}x` }, headers: basicOf(id, secret) }),
    false,
    false,
  ],
  [
    "a wrong secret in Basic, the right one in the body",
    (id, secret) => ({ fields: { client_id: id, client_secret: secret }, headers: basicOf(id, "x") }),
    false,
    false,
  ],
  ["a wrong secret", (id) => ({ fields: { client_id: id, client_secret: "wrong" }, headers: {} }), false, false],
  [
    "the secret one byte short",
    (id, secret) => ({ fields: { client_id: id, client_secret: secret.slice(0, -1) }, headers: {} }),
    false,
    false,
  ],
  [
    "the secret one byte long",
    (id, secret) => ({ fields: { client_id: id, client_secret: `${secret}A` }, headers: {} }),
    false,
    false,
  ],
  [
    "the secret with a space behind",
    (id, secret) => ({ fields: { client_id: id, client_secret: `${secret} ` }, headers: {} }),
    false,
    false,
  ],
  [
    "the id in capitals",
    (id, secret) => ({ fields: { client_id: id.toUpperCase().replace(/^/, "A"), client_secret: secret }, headers: {} }),
    false,
    false,
  ],
  ["the secret without the id", (_id, secret) => ({ fields: { client_secret: secret }, headers: {} }), false, false],
  ["a NUL in the id", (id, secret) => ({ fields: {}, headers: basicOf(`${id}\u0000`, secret) }), false, false],
  [
    "Basic that is not base64, the right secret in the body",
    (id, secret) => ({ fields: { client_id: id, client_secret: secret }, headers: { authorization: "Basic !!!" } }),
    false,
    false,
  ],
  [
    "Basic with nothing behind, the id in the body",
    (id, secret) => ({ fields: { client_id: id, client_secret: secret }, headers: { authorization: "Basic" } }),
    false,
    false,
  ],
  [
    "Basic without a colon",
    (id) => ({ fields: {}, headers: { authorization: `Basic ${Buffer.from(id).toString("base64")}` } }),
    false,
    false,
  ],
  [
    "Basic with a broken escape",
    (_id, secret) => ({
      fields: {},
      headers: { authorization: `Basic ${Buffer.from(`%zz:${secret}`).toString("base64")}` },
    }),
    false,
    false,
  ],
  [
    "a client assertion",
    (id) => ({
      fields: {
        client_id: id,
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: "eyJhbGciOiJub25lIn0.e30.",
      },
      headers: {},
    }),
    false,
    false,
  ],
];

eachDatabase((fresh) => {
  let hub: TestHub;
  let user: Awaited<ReturnType<TestHub["makeUser"]>>;
  let clients: Record<"confidential" | "public" | "native", MadeClient>;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    user = await hub.makeUser();
    clients = {
      confidential: await hub.makeClient({ grantTypes: ["authorization_code", "refresh_token", "client_credentials"] }),
      public: await hub.makeClient({ type: "public" }),
      native: await hub.makeClient({ type: "native" }),
    };
  });
  afterAll(() => hub.close());

  const failed = (answer: JsonAnswer) => {
    expect([answer.status, answer.body.error]).toEqual([401, "invalid_client"]);
    expect(answer.headers.get("www-authenticate")).toMatch(/^Basic realm=/);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  };

  test.each(WAYS)("%s lets in exactly the clients that it should", async (_what, way, confidential, open) => {
    for (const type of ["confidential", "public", "native"] as const) {
      const made = clients[type];
      const { fields, headers } = way(made.client.clientId, made.clientSecret ?? "a-secret-it-has-not");
      const { code, verifier } = await makeCode(hub, made, user);
      const answer = await post(
        hub,
        TOKEN,
        { grant_type: "authorization_code", code, code_verifier: verifier, ...fields },
        headers,
      );
      if (type === "confidential" ? confidential : open) expect(answer.status).toBe(200);
      else failed(answer);
    }
  });

  test.each(WAYS)("%s counts the same for introspection and revocation", async (_what, way, confidential, open) => {
    for (const type of ["confidential", "public"] as const) {
      const made = clients[type];
      const { fields, headers } = way(made.client.clientId, made.clientSecret ?? "a-secret-it-has-not");
      const introspected = await post(hub, INTROSPECT, { token: "unknown", ...fields }, headers);
      if (type === "confidential" && confidential)
        expect(introspected).toMatchObject({ status: 200, body: { active: false } });
      else failed(introspected);
      const revoked = await post(hub, REVOKE, { token: "unknown", ...fields }, headers);
      if (type === "confidential" ? confidential : open) expect(revoked.status).toBe(200);
      else failed(revoked);
    }
  });

  test("an unknown and a disabled client get the very answer that a wrong secret gets", async () => {
    const made = await hub.makeClient({ grantTypes: ["client_credentials"] });
    const { clientId } = made.client;
    const ask = (id: string, secret: string) =>
      post(hub, TOKEN, { grant_type: "client_credentials", client_id: id, client_secret: secret });
    expect((await ask(clientId, made.clientSecret ?? "")).status).toBe(200);
    const wrong = await ask(clientId, "wrong");
    const unknown = await ask("0".repeat(20), made.clientSecret ?? "");
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("clients").set({ disabled_at: 1 }).where("id", "=", made.client.id).execute(),
    );
    const disabled = await ask(clientId, made.clientSecret ?? "");
    for (const answer of [wrong, unknown, disabled]) {
      failed(answer);
      expect(answer.body).toEqual(wrong.body);
    }
  });

  test("a client that asked for a code or a token is the only one that may use it", async () => {
    const others = await Promise.all([
      hub.makeClient(),
      hub.makeClient({ type: "public" }),
      hub.makeClient({ type: "native" }),
    ]);
    const all = [clients.confidential, clients.public, ...others];
    const auth = ({ client, clientSecret }: MadeClient) => ({
      client_id: client.clientId,
      ...(clientSecret === null ? {} : { client_secret: clientSecret }),
    });
    for (const owner of all) {
      const { code, verifier } = await makeCode(hub, owner, user);
      const token = String((await makeTokens(hub, owner, user)).body.refresh_token);
      for (const thief of all.filter((each) => each !== owner)) {
        const stolen = await post(hub, TOKEN, {
          grant_type: "authorization_code",
          code,
          code_verifier: verifier,
          ...auth(thief),
        });
        expect([stolen.status, stolen.body.error]).toEqual([400, "invalid_grant"]);
        const refreshed = await refresh(hub, thief, token);
        expect([refreshed.status, refreshed.body.error]).toEqual([400, "invalid_grant"]);
      }
      // The thieves have neither used up nor revoked what they could not have.
      expect(
        (await post(hub, TOKEN, { grant_type: "authorization_code", code, code_verifier: verifier, ...auth(owner) }))
          .status,
      ).toBe(200);
      expect((await refresh(hub, owner, token)).status).toBe(200);
    }
  });

  test("a secret that was replaced stops at once", async () => {
    const made = await hub.makeClient({ grantTypes: ["client_credentials"] });
    const { rotateClientSecret } = await import("../../src/hub/clients/store.ts");
    const next = await hub.hub.db.write((tx) => rotateClientSecret(tx, hub.hub, made.client.id));
    const ask = (secret: string | null) =>
      post(hub, TOKEN, {
        grant_type: "client_credentials",
        client_id: made.client.clientId,
        client_secret: secret ?? "",
      });
    failed(await ask(made.clientSecret));
    expect((await ask(next)).status).toBe(200);
  });
});
