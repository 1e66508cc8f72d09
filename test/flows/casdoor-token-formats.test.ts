/** The token formats of Casdoor: which of the person's fields stand in the tokens of each, and what never does. */
import { decodeJwt } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ClientSettingsInput, TokenFormat } from "../../src/hub/clients/settings.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, post, TOKEN } from "../ground/oauth-client.ts";

const REGISTERED = ["aud", "auth_time", "azp", "client_id", "exp", "iat", "iss", "jti", "scope", "sub", "tokenType"];

eachDatabase((fresh) => {
  let hub: TestHub;
  let person: Awaited<ReturnType<TestHub["makeUser"]>>;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    person = await hub.makeUser();
    const address = JSON.stringify({ formatted: "1 Quay\nHarbour", country: "NL" });
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("users").set({ address, phone: "+31201234567" }).where("id", "=", person.id).execute(),
    );
  });
  afterAll(() => hub.close());

  async function tokens(tokenFormat: TokenFormat, more: Partial<ClientSettingsInput> = {}) {
    const scopes = ["openid", "profile", "email", "address", "phone"] as const;
    const made = await hub.makeClient({
      tokenFormat,
      scopes: [...scopes],
      dangers: ["dangerouslyAllowPasswordGrant"],
      ...more,
    });
    const { body } = await post(
      hub,
      TOKEN,
      { grant_type: "password", username: person.name, password: person.password, scope: "openid" },
      basic(made),
    );
    return { access: decodeJwt(String(body.access_token)), id: decodeJwt(String(body.id_token)) };
  }
  const besides = (claims: Record<string, unknown>): string[] =>
    Object.keys(claims)
      .filter((name) => !REGISTERED.includes(name))
      .sort();

  test("standard carries none", async () => {
    const { access } = await tokens("standard");
    expect(besides(access)).toEqual([]);
    expect(access).not.toHaveProperty("tokenType");
  });

  test("JWT carries the whole shape with its types, in both tokens, and no secret", async () => {
    const { access, id } = await tokens("JWT");
    const expected = {
      owner: "main",
      name: person.name,
      id: person.id,
      address: ["1 Quay", "Harbour"],
      phone: "+31201234567",
      signinMethod: "Password",
    };
    expect(access).toMatchObject({
      ...expected,
      tokenType: "access-token",
      properties: {},
      roles: [],
      groups: [],
      recoveryCodes: null,
      isAdmin: false,
    });
    expect(id).toMatchObject({ ...expected, tokenType: "id-token", sub: person.id });
    expect(besides(access).length).toBeGreaterThanOrEqual(75);
    for (const secret of ["password", "passwordSalt", "hash", "preHash", "totpSecret"])
      expect([secret, access[secret]]).toEqual([secret, ""]);
    expect(JSON.stringify(access)).not.toContain("argon2");
  });

  test("JWT-Empty carries eight fields", async () => {
    const { access } = await tokens("JWT-Empty");
    expect(besides(access)).toEqual([
      "avatar",
      "displayName",
      "email",
      "email_verified",
      "id",
      "name",
      "owner",
      "phone",
      "signinMethod",
    ]);
  });

  test("JWT-Custom carries what its list names, and neither what is unknown nor what is ours", async () => {
    const { access } = await tokens("JWT-Custom", {
      tokenFields: ["Name", "DisplayName", "Password", "PasswordHash", "Iss", "ToString"],
    });
    expect(besides(access)).toEqual(["displayName", "name", "nonce", "password"]);
    expect(access).toMatchObject({
      name: person.name,
      displayName: person.displayName,
      password: "",
      nonce: "",
      iss: hub.url,
    });
  });

  test("JWT-Standard carries the claims of OpenID Connect", async () => {
    const { access } = await tokens("JWT-Standard");
    expect(access).toMatchObject({
      preferred_username: person.name,
      name: person.displayName,
      email: person.email,
      address: { country: "NL" },
    });
    expect(access).toMatchObject({ phone_number: "+31201234567", phone_number_verified: false });
  });

  test("fields reach as far as the application's scopes, and a pairwise subject stays one", async () => {
    const { access } = await tokens("JWT", { scopes: ["openid"], subjectType: "pairwise" });
    expect(access).toMatchObject({ email: "", phone: "", displayName: "", address: [], email_verified: false });
    expect(access.id).toBe(access.sub);
    expect(JSON.stringify(access)).not.toContain(person.id);
  });
});
