/** `alldoor application`: what it makes works at a hub that is running, and what it refuses leaves nothing behind. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { alldoor, alldoorJson, called, type ErrorDocument, storeArgs } from "./alldoor.ts";

interface Made {
  readonly client_id: string;
  readonly client_secret: string | null;
  readonly [member: string]: unknown;
}

eachDatabase((fresh) => {
  let database: FreshDatabase;
  let hub: TestHub;
  beforeAll(async () => {
    database = await fresh();
    hub = await startHub(database);
  });
  afterAll(() => hub.close());

  const create = (...args: string[]) => alldoorJson<Made>(["application", "create", ...storeArgs(database), ...args]);
  const refused = (...args: string[]) =>
    called<ErrorDocument>(["application", "create", ...storeArgs(database), ...args]);
  const names = async () =>
    (await hub.hub.db.query.selectFrom("clients").select("name").execute()).map(({ name }) => name);

  test("an application made beside a running hub gets a token there at once", async () => {
    const { code, document, stderr } = await create("--name", "Nightly", "--grant", "client_credentials");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const answer = await fetch(`${hub.url}/api/login/oauth/access_token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: document.client_id,
        client_secret: document.client_secret ?? "",
      }),
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ token_type: "Bearer" });
  });

  test("every option arrives, and the secret is stored only as a hash", async () => {
    const { document } = await create(
      ...["--name", "Wiki", "--homepage", "https://wiki.example.com/", "--type", "confidential"],
      ...["--redirect-uri", "https://wiki.example.com/callback", "--redirect-uri", "http://localhost:3000/cb"],
      ...["--post-logout-redirect-uri", "https://wiki.example.com/", "--grant", "authorization_code"],
      ...["--scope", "openid", "--scope", "email", "--alg", "RS256", "--consent", "first-party"],
      ...["--allow-sign-up", "--without-password", "--dangerously-allow-code-without-pkce"],
    );
    expect(document).toMatchObject({
      name: "Wiki",
      homepage: "https://wiki.example.com/",
      type: "confidential",
      redirect_uris: ["https://wiki.example.com/callback", "http://localhost:3000/cb"],
      post_logout_redirect_uris: ["https://wiki.example.com/"],
      grant_types: ["authorization_code"],
      scopes: ["openid", "email"],
      signing_alg: "RS256",
      consent: "first-party",
      allow_sign_up: true,
      allow_password: false,
      dangers: ["dangerouslyAllowCodeWithoutPkce"],
      disabled: false,
    });
    const row = await hub.hub.db.query
      .selectFrom("clients")
      .selectAll()
      .where("client_id", "=", document.client_id)
      .executeTakeFirstOrThrow();
    expect(document.client_secret).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(row)).not.toContain(document.client_secret);
    const [event] = await hub.hub.db.query.selectFrom("audit").selectAll().where("subject_id", "=", row.id).execute();
    expect(event).toMatchObject({ action: "client.created", actor_id: null });
    expect(JSON.stringify(event)).not.toContain(document.client_secret);
  });

  test("a public application has no secret", async () => {
    const { document } = await create(
      "--name",
      "Page",
      "--type",
      "public",
      "--redirect-uri",
      "https://page.example.com/",
    );
    expect(document.client_secret).toBeNull();
  });

  test.each([
    [["--name", "Wiki", "--redirect-uri", "https://x.example.com/"], "name_taken", { "--name": "taken" }],
    [["--name", "A"], "field_invalid", { "--redirect-uri": "required" }],
    [
      ["--name", "A", "--redirect-uri", "http://x.example.com/"],
      "field_invalid",
      { "--redirect-uri": "redirect_insecure" },
    ],
    [
      ["--name", "A", "--redirect-uri", "https://x.example.com/#x"],
      "field_invalid",
      { "--redirect-uri": "redirect_fragment" },
    ],
    [
      ["--name", "A", "--redirect-uri", "https://*.example.com/"],
      "field_invalid",
      { "--redirect-uri": "redirect_not_absolute" },
    ],
    [
      ["--name", "A", "--type", "public", "--grant", "client_credentials"],
      "field_invalid",
      { "--grant": "invalid_choice" },
    ],
    [["--name", " ", "--grant", "client_credentials"], "field_invalid", { "--name": "required" }],
    [
      ["--name", "A", "--grant", "client_credentials", "--homepage", "javascript:alert(1)"],
      "field_invalid",
      { "--homepage": "invalid_url" },
    ],
  ])("%j is refused by its option, and nothing is stored", async (args, code, fields) => {
    const before = await names();
    const { code: exitCode, document } = await refused(...args);
    expect(exitCode).toBe(1);
    expect(document.error).toMatchObject({ code, fields });
    expect(await names()).toEqual(before);
  });

  const show = (clientId: string) =>
    called<Record<string, unknown>>(["application", "show", clientId, ...storeArgs(database)]);
  const update = (clientId: string, ...args: string[]) =>
    called<Record<string, unknown> & ErrorDocument>([
      "application",
      "update",
      clientId,
      ...args,
      ...storeArgs(database),
    ]);

  test("every further setting arrives by its option, and show says what was set", async () => {
    const keys = join(database.dataDirectory, "keys.json");
    const key = { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" };
    writeFileSync(keys, JSON.stringify({ keys: [key] }));
    const { code, document, stderr } = await create(
      ...["--name", "Berths", "--redirect-uri", "https://berths.example.com/callback", "--auth", "private_key_jwt"],
      ...["--jwks-file", keys, "--response-type", "code id_token", "--response-type", "code token"],
      ...["--custom-scope", "berths:read=See your = berths", "--resource", "https://api.example.com/"],
      ...["--require-pushed-requests", "--require-dpop", "--max-age", "3600", "--userinfo-alg", "RS256"],
      ...["--access-token-seconds", "60", "--refresh-token-seconds", "300"],
      ...["--token-format", "JWT-Custom", "--token-field", "Name", "--subject", "pairwise"],
      ...["--sector", "berths.example.com", "--exchange-from", "abc", "--exchange-audience", "ledger"],
      ...["--backchannel-logout-uri", "https://berths.example.com/ended", "--backchannel-logout-session"],
      ...["--frontchannel-logout-uri", "https://berths.example.com/frame", "--frontchannel-logout-session"],
      ...["--initiate-login-uri", "https://berths.example.com/begin", "--dangerously-allow-implicit", "--allow-email"],
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const said = {
      auth_method: "private_key_jwt",
      jwks: { keys: [key] },
      jwks_uri: null,
      response_types: ["code id_token", "code token"],
      custom_scopes: [{ name: "berths:read", description: "See your = berths" }],
      resources: ["https://api.example.com/"],
      require_pushed_requests: true,
      require_dpop: true,
      default_max_age: 3600,
      userinfo_signing_alg: "RS256",
      access_token_seconds: 60,
      refresh_token_seconds: 300,
      token_format: "JWT-Custom",
      token_fields: ["Name"],
      subject_type: "pairwise",
      sector_identifier: "berths.example.com",
      exchange_from: ["abc"],
      exchange_audiences: ["ledger"],
      backchannel_logout_uri: "https://berths.example.com/ended",
      backchannel_logout_session_required: true,
      frontchannel_logout_uri: "https://berths.example.com/frame",
      frontchannel_logout_session_required: true,
      initiate_login_uri: "https://berths.example.com/begin",
      dangers: ["dangerouslyAllowImplicit"],
      allow_email: true,
    };
    expect(document).toMatchObject(said);
    const shown = await show(document.client_id);
    expect(shown.document).toMatchObject({ ...said, danger_uses: [], registration: null });
    expect(JSON.stringify(shown.document)).not.toContain(document.client_secret ?? "-");
  });

  test("update changes what is said and leaves the rest; --reset goes back to what is usual", async () => {
    const { document: made } = await create(
      ...["--name", "Ferry", "--redirect-uri", "https://ferry.example.com/callback", "--require-dpop"],
      ...["--consent", "always", "--dangerously-allow-implicit", "--max-age", "60"],
    );
    expect(made.response_types).toEqual(["code", "token", "id_token token"]);
    const changed = await update(
      ...([made.client_id, "--name", "Ferries", "--alg", "RS256", "--disable"] as const),
      ...["--reset", "dangerously-allow-implicit,max-age"],
    );
    expect(changed.code).toBe(0);
    expect(changed.document).toMatchObject({
      client_id: made.client_id,
      name: "Ferries",
      signing_alg: "RS256",
      consent: "always",
      require_dpop: true,
      dangers: [],
      response_types: ["code"],
      default_max_age: null,
      redirect_uris: ["https://ferry.example.com/callback"],
      disabled: true,
    });
    const again = await update(made.client_id, "--enable", "--reset", "require-dpop");
    expect(again.document).toMatchObject({ disabled: false, require_dpop: false, name: "Ferries" });
    const row = await hub.hub.db.query
      .selectFrom("clients")
      .selectAll()
      .where("client_id", "=", made.client_id)
      .executeTakeFirstOrThrow();
    expect(row.secret_hash).not.toBeNull();
    const events = await hub.hub.db.query
      .selectFrom("audit")
      .select("action")
      .where("subject_id", "=", row.id)
      .execute();
    expect(events.map(({ action }) => action)).toEqual(["client.created", "client.updated", "client.updated"]);
  });

  test.each([
    [["--access-token-seconds", "1e3"], 1, "field_invalid", { "--access-token-seconds": "invalid_number" }],
    [["--response-type", "token"], 1, "field_invalid", { "--response-type": "invalid_choice" }],
    [["--custom-scope", "email=Mail"], 1, "field_invalid", { "--custom-scope": "taken" }],
    [["--custom-scope", "email"], 2, "usage", undefined],
    [["--require-dpop", "--reset", "require-dpop"], 2, "usage", undefined],
    [["--enable", "--disable"], 2, "usage", undefined],
    [["--auth", "private_key_jwt"], 1, "field_invalid", { "--jwks-uri": "required" }],
    [["--redirect-uri", "/callback"], 1, "field_invalid", { "--redirect-uri": "redirect_not_absolute" }],
  ])("update %j is refused, and nothing changes", async (args, exitCode, code, fields) => {
    const { client } = await hub.makeClient();
    const refusal = await update(client.clientId, ...args);
    expect(refusal.code).toBe(exitCode);
    expect(refusal.document.error.code).toBe(code);
    expect(refusal.document.error.fields).toEqual(fields);
    const row = await hub.hub.db.query
      .selectFrom("clients")
      .select("updated_at")
      .where("id", "=", client.id)
      .executeTakeFirstOrThrow();
    expect(row.updated_at).toBe(client.updatedAt);
  });

  test("an application that is not there is not made up", async () => {
    for (const { code, document } of [await show("nothing"), await update("nothing", "--disable")])
      expect({ code, document }).toMatchObject({ code: 1, document: { error: { code: "application_missing" } } });
  });

  test("the list has them all and no secret", async () => {
    const { code, document, stderr } = await alldoorJson<Made[]>(["application", "list", ...storeArgs(database)]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(document.map(({ name }) => name).sort()).toEqual((await names()).sort());
    for (const each of document) expect(each).not.toHaveProperty("client_secret");
  });
});

test("a name with an order to the terminal in it is shown without it", async () => {
  const { stdout } = await alldoor(["provider", "show", "\u001b[31mgithub"]);
  const { stderr } = await alldoor(["provider", "show", "\u001b[31mgithub"]);
  expect(stdout + stderr).not.toContain("\u001b");
});
