/** `alldoor organization list|create|update`, `audit …`, `application dangers` and `settings`: what they say and write, and what they refuse. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, post, TOKEN } from "../ground/oauth-client.ts";
import { called, type ErrorDocument, storeArgs } from "./alldoor.ts";

eachDatabase((fresh) => {
  let database: FreshDatabase;
  let hub: TestHub;
  beforeAll(async () => {
    database = await fresh();
    hub = await startHub(database);
  });
  afterAll(() => hub.close());

  const run = async <T>(words: string, ...args: string[]): Promise<T> =>
    (await called<T>([...words.split(" "), ...storeArgs(database), ...args])).document;
  const refused = async (words: string, ...args: string[]): Promise<string> =>
    (await called<ErrorDocument>([...words.split(" "), ...storeArgs(database), ...args])).document.error.code;

  test("one is made, changed, listed, and switched off at the hub that is running", async () => {
    await hub.makeUser({ name: "keeper", isAdmin: true });
    expect(
      await run("organization create", "harbour", "--display-name", "The Harbour", "--sign-up", "off"),
    ).toMatchObject({
      name: "harbour",
      display_name: "The Harbour",
      allow_sign_up: false,
      disabled: false,
    });
    expect(await refused("organization create", "harbour")).toBe("name_taken");
    expect(await refused("organization create", "a/b")).toBe("field_invalid");
    const made = await hub.makeClient({ grantTypes: ["client_credentials"], redirectUris: [] });
    const person = await hub.makeUser({ name: "theo" });
    await run(
      "organization update",
      "harbour",
      "--add-application",
      made.client.clientId,
      "--add-person",
      "main/theo",
      "--locale",
      "zh",
    );
    const ask = async () => (await post(hub, TOKEN, { grant_type: "client_credentials" }, basic(made))).status;
    expect(await ask()).toBe(200);
    await run("organization update", "harbour", "--disable");
    expect(await ask()).toBe(401);
    const row = await hub.hub.db.query
      .selectFrom("users")
      .innerJoin("organizations", "organizations.id", "users.organization_id")
      .select("organizations.name")
      .where("users.id", "=", person.id)
      .executeTakeFirst();
    expect(row?.name).toBe("harbour");
    const list = await run<{ name: string; disabled: boolean; default_locale: string | null }[]>("organization list");
    expect(list.map(({ name, disabled, default_locale }) => [name, disabled, default_locale])).toEqual([
      ["harbour", true, "zh"],
      ["main", false, null],
    ]);
    expect(await refused("organization update", "main", "--disable")).toBe("organization_needed");
    expect(await refused("organization update", "nowhere", "--enable")).toBe("organization_missing");
    expect(await refused("organization update", "main", "--enable", "--disable")).toBe("usage");
    await run("organization update", "harbour", "--enable");
    expect(await ask()).toBe(200);
  });

  test("an application is made in the organization that is named", async () => {
    await run("organization create", "quay");
    const { client_id } = await run<{ client_id: string }>(
      "application create",
      "--name",
      "Crane",
      "--organization",
      "quay",
      "--redirect-uri",
      "https://c.example/cb",
    );
    const row = await hub.hub.db.query
      .selectFrom("clients")
      .innerJoin("organizations", "organizations.id", "clients.organization_id")
      .select("organizations.name")
      .where("clients.name", "=", "Crane")
      .executeTakeFirst();
    expect(row?.name).toBe("quay");
    expect(await run("application show", client_id)).toMatchObject({ client_id, organization: "quay" });
    expect(
      await refused(
        "application create",
        "--name",
        "X",
        "--organization",
        "no",
        "--redirect-uri",
        "https://c.example/cb",
      ),
    ).toBe("organization_missing");
  });

  test("what happened is listed and written into a file of one's own, which is noted; a file that is there stays", async () => {
    type Events = { action: string; detail: Record<string, unknown> }[];
    const events = await run<Events>("audit list", "--action", "organization.created");
    expect(events.map(({ detail }) => detail.name)).toEqual(["quay", "harbour"]);
    expect(await run<Events>("audit list", "--from", "2099-01-01")).toEqual([]);
    expect(await refused("audit list", "--from", "soon")).toBe("field_invalid");
    expect(await refused("audit list", "--limit", "0")).toBe("usage");
    const file = join(database.dataDirectory, "organizations.jsonl");
    expect(await run("audit export", file, "--action", "organization.created")).toMatchObject({
      file,
      format: "jsonl",
    });
    const lines = readFileSync(file, "utf8").trim().split("\n");
    expect(lines.map((line) => (JSON.parse(line) as Events[number]).action)).toEqual(
      lines.map(() => "organization.created"),
    );
    expect([lines.length, statSync(file).mode & 0o777]).toEqual([2, 0o600]);
    expect(await refused("audit export", file)).toBe("file_unusable");
    const wrong = join(database.dataDirectory, "wrong.csv");
    expect(await refused("audit export", wrong, "--to", "never")).toBe("field_invalid");
    expect(existsSync(wrong)).toBe(false);
    expect((await run<Events>("audit list", "--action", "audit.exported")).map(({ detail }) => detail)).toEqual([
      { format: "jsonl", action: "organization.created" },
    ]);
  });

  test("how long the log is kept is said, and shown", async () => {
    expect(await run("audit retention")).toEqual({ retention_days: null });
    expect(await run("audit retention", "--days", "400")).toEqual({ retention_days: 400 });
    for (const days of ["30", "36501", "-1", "soon"])
      expect([days, await refused("audit retention", "--days", days)]).toEqual([days, "usage"]);
    expect(await run("audit retention", "--days", "ever")).toEqual({ retention_days: null });
  });

  test("dangerous switches are listed, and the settings hold no secret", async () => {
    const { client } = await hub.makeClient({ name: "Old", dangers: ["dangerouslyAllowPasswordGrant"] });
    expect(await run("application dangers")).toEqual([
      { client_id: client.clientId, name: "Old", danger: "dangerouslyAllowPasswordGrant", last_used_at: null, uses: 0 },
    ]);
    const settings = await run<{ name: string; value: string | null; source: string }[]>("settings");
    expect(settings.find(({ name }) => name === "ALLDOOR_DATA")).toMatchObject({
      value: database.dataDirectory,
      source: "option",
    });
  });
});
