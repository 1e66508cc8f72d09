/** `alldoor provider`: the catalogue needs no database; what is added is sealed, complete, and works. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { catalogue } from "../../src/providers/catalogue/index.ts";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorizeUrl, pkce } from "../ground/oauth-client.ts";
import { choosePerson } from "../ground/sandbox.ts";
import { alldoor, alldoorJson, called, type ErrorDocument, type Served, serve, storeArgs } from "./alldoor.ts";

const SECRET = "canary-client-secret-of-a-provider";

interface Entry {
  readonly id: string;
  readonly name: string;
  readonly protocol: string;
  readonly status: string;
  readonly configured: readonly { readonly slug: string; readonly enabled: boolean; readonly callback_url: string }[];
}

test("the list is the catalogue, and looking makes no database", async () => {
  const parent = mkdtempSync(join(tmpdir(), "alldoor-test-"));
  const data = join(parent, "none");
  const { code, document, stderr } = await alldoorJson<Entry[]>(["provider", "list", "--data", data]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const lines = (entries: readonly Pick<Entry, "id" | "name" | "protocol" | "status">[]) =>
    entries.map(({ id, name, protocol, status }) => [id, name, protocol, status].join()).sort();
  expect(lines(document)).toEqual(lines(catalogue.map((entry) => ({ status: "live", ...entry }))));
  expect(document.every(({ configured }) => configured.length === 0)).toBe(true);
  expect(existsSync(data)).toBe(false);
  rmSync(parent, { recursive: true });
});

test("an entry is shown with its settings; one that is not there is refused with the one that was meant", async () => {
  const { document } = await alldoorJson<Record<string, unknown>>(["provider", "show", "keycloak"]);
  expect(document).toMatchObject({
    id: "keycloak",
    protocol: "oidc",
    pkce: true,
    settings: expect.arrayContaining([expect.objectContaining({ key: "realm", required: true, type: "text" })]),
  });
  const { code, document: refused } = await alldoorJson<ErrorDocument>(["provider", "show", "keyclaok"]);
  expect(code).toBe(1);
  expect(refused.error).toEqual({
    code: "provider_missing",
    message: 'The catalogue has no provider "keyclaok". Did you mean keycloak?',
  });
});

eachDatabase((fresh) => {
  let database: FreshDatabase;
  let sandbox: Served<{ readonly sandbox: { readonly address: string } }>;
  let hub: TestHub;
  beforeAll(async () => {
    database = await fresh();
    sandbox = await serve(["sandbox", "--data", join(database.dataDirectory, "sandbox"), "--port", "0"]);
    hub = await startHub({ ...database, environment: { ALLDOOR_SANDBOX: sandbox.document.sandbox.address } });
  });
  afterAll(async () => {
    await hub.close();
    expect(await sandbox.stop()).toBe(0);
  });

  const add = (args: readonly string[], input = "") =>
    alldoorJson<Record<string, unknown> & ErrorDocument>(
      ["provider", "add", ...args, ...storeArgs(database), "--issuer", hub.url],
      { input },
    );
  const rows = () => hub.hub.db.query.selectFrom("providers").selectAll().orderBy("created_at").execute();

  test("a registration is set up with its secret sealed, and the answer says what to register", async () => {
    const { code, document, stderr } = await add(
      [
        "keycloak",
        "--client-id",
        "alldoor",
        "--client-secret-file",
        "-",
        "--set",
        "url=https://sso.example.com/",
        "--set",
        "realm=staff",
        "--scope",
        "openid email",
        "--name",
        "Staff",
        "--allow-sign-up",
        "--disabled",
      ],
      `${SECRET}\n`,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(document).toMatchObject({
      provider: "keycloak",
      slug: "keycloak",
      name: "Staff",
      client_id: "alldoor",
      settings: { url: "https://sso.example.com", realm: "staff" },
      scope: ["openid", "email"],
      allow_sign_up: true,
      enabled: false,
      callback_url: `${hub.url}/accounts/keycloak/login/callback/`,
    });
    const [row] = await rows();
    expect(JSON.stringify([row, document])).not.toContain(SECRET);
    expect(hub.hub.vault.open(row?.sealed_client_secret ?? "", `providers:client_secret:${row?.id}`)).toBe(SECRET);
    const events = await hub.hub.db.query
      .selectFrom("audit")
      .selectAll()
      .where("action", "=", "provider.created")
      .execute();
    expect(events).toHaveLength(1);
    expect(JSON.stringify(events)).not.toContain(SECRET);
  });

  test.each([
    [["keycloak", "--client-id", "x"], "field_invalid", { "--set url": "required", "--set realm": "required" }],
    [
      ["keycloak", "--client-id", "x", "--set", "url=ftp://x", "--set", "realm=a"],
      "field_invalid",
      { "--set url": "invalid_url" },
    ],
    [
      ["keycloak", "--client-id", "x", "--set", "url=https://x", "--set", "realm=.."],
      "field_invalid",
      { "--set realm": "invalid" },
    ],
    [["github", "--client-id", "x", "--set", "colour=red"], "field_invalid", { colour: "invalid" }],
    [["github", "--client-id", "a b"], "field_invalid", { "--client-id": "invalid" }],
    [
      ["github", "--client-id", "x", "--authorize-param", "state=mine"],
      "field_invalid",
      { "--authorize-param": "invalid" },
    ],
    [["github", "--client-id", "x", "--further-scope", 'a"b'], "field_invalid", { "--further-scope": "invalid" }],
    [["google", "--client-id", "x", "--scope", "email"], "field_invalid", { "--scope": "invalid" }],
    [["github", "--client-id", "x", "--client-secret-file", "/dev/null"], "input_missing", undefined],
    [["github", "--from-sandbox", "--sandbox", "http://localhost:1"], "sandbox_refused", undefined],
  ])("%j is refused and nothing is stored", async (args, code, fields) => {
    const before = await rows();
    const { code: exitCode, document } = await called<ErrorDocument>([
      "provider",
      "add",
      ...args,
      ...storeArgs(database),
    ]);
    expect(exitCode).toBe(1);
    expect(document.error.code).toBe(code);
    expect(document.error.fields).toEqual(fields);
    expect(await rows()).toEqual(before);
  });

  test("further parameters and scopes, the policy for links and the word for addresses arrive", async () => {
    const { code, document } = await add([
      ...["github", "--client-id", "policies", "--without-secret", "--disabled"],
      ...["--authorize-param", "allow_signup=false", "--authorize-param", "note=a=b"],
      ...["--further-scope", "repo gist", "--link-policy", "verified", "--verified-email"],
    ]);
    expect(code).toBe(0);
    const said = {
      authorize_params: { allow_signup: "false", note: "a=b" },
      further_scope: ["repo", "gist"],
      link_policy: "verified",
      verified_email: true,
    };
    expect(document).toMatchObject(said);
    const shown = await alldoorJson<Entry>(["provider", "show", "github", ...storeArgs(database)]);
    expect(shown.document.configured).toContainEqual(expect.objectContaining(said));
    await hub.hub.db.write((tx) => tx.query.deleteFrom("providers").where("client_id", "=", "policies").execute());
  });

  test("where a protocol knows no clients, neither an id nor a secret is asked for", async () => {
    const { code, document, stderr } = await add(["steam", "--disabled"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(document).toMatchObject({ provider: "steam", client_id: "", link_policy: "ask", verified_email: false });
    const row = (await rows()).find(({ entry }) => entry === "steam");
    expect(row?.sealed_client_secret).toBeNull();
  });

  test("a setting that is a secret comes from a file and is shown to nobody", async () => {
    const file = join(database.dataDirectory, "api-key");
    writeFileSync(file, `${SECRET}\n`);
    const rest = ["bungie", "--client-id", "x", "--without-secret"];
    const typed = await called<ErrorDocument>([
      "provider",
      "add",
      ...rest,
      "--set",
      `apiKey=${SECRET}`,
      ...storeArgs(database),
    ]);
    expect(typed).toMatchObject({
      code: 2,
      document: {
        error: {
          code: "usage",
          message: "The setting apiKey is a secret: --set-file apiKey=FILE reads it from a file.",
        },
      },
    });
    const { code, document } = await add([...rest, "--set-file", `apiKey=${file}`]);
    expect({ code, names: document.secret_settings }).toEqual({ code: 0, names: ["apiKey"] });
    expect(JSON.stringify([await rows(), document, typed])).not.toContain(SECRET);
    expect((await alldoor(["provider", "show", "bungie", ...storeArgs(database)])).stdout).toContain(
      "--set-file apiKey=FILE",
    );
  });

  test("a client secret may be a key of many lines", async () => {
    const key = `-----BEGIN PRIVATE KEY-----\n${"A".repeat(64)}\n-----END PRIVATE KEY-----`;
    const { document } = await add(
      ["discord", "--client-id", "x", "--client-secret-file", "-", "--disabled"],
      `${key}\n`,
    );
    const row = (await rows()).find(({ slug }) => slug === document.slug);
    expect(hub.hub.vault.open(row?.sealed_client_secret ?? "", `providers:client_secret:${row?.id}`)).toBe(key);
  });

  test("one that the sandbox makes up lets its people in", async () => {
    const address = sandbox.document.sandbox.address;
    const { code, document } = await add(["github", "--from-sandbox", "--sandbox", address, "--allow-sign-up"]);
    expect({ code, slug: document.slug }).toEqual({ code: 0, slug: "github" });
    const client = await hub.makeClient({ allowSignUp: true, consent: "first-party" });
    const browser = new BrowserClient(hub.url, address);
    const signIn = await browser.open(authorizeUrl(hub, client, pkce().challenge));
    const [, link = ""] = /href="(\/accounts\/github\/[^"]+)"/.exec(signIn.html) ?? [];
    const { leftTo } = await choosePerson(browser, await browser.open(hub.url + link.replaceAll("&amp;", "&")), "theo");
    expect(leftTo?.searchParams.get("code")).toMatch(/./);
  });

  test("the list says what is set up, and a second one of a kind has an address of its own", async () => {
    expect((await add(["github", "--client-id", "second", "--without-secret"])).document).toMatchObject({
      slug: "github-2",
    });
    const { document } = await alldoorJson<Entry[]>(["provider", "list", ...storeArgs(database), "--issuer", hub.url]);
    const configured = document.find(({ id }) => id === "github")?.configured;
    expect(configured).toMatchObject([
      { slug: "github", enabled: true, callback_url: `${hub.url}/accounts/github/login/callback/` },
      { slug: "github-2", enabled: true, callback_url: `${hub.url}/accounts/github-2/login/callback/` },
    ]);
    expect((await alldoor(["provider", "list", ...storeArgs(database)])).stdout).toMatch(
      /keycloak +Keycloak +oidc +live +keycloak \(disabled\)/,
    );
  });
});
