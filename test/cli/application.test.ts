/** `alldoor application`: what it makes works at a hub that is running, and what it refuses leaves nothing behind. */
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
