/** `alldoor config`: a document makes a hub what it says, wholly or not at all, and what it does not say stays. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { findClient } from "../../src/hub/clients/store.ts";
import { providerApp, requireProvider } from "../../src/hub/providers/store.ts";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { codeFlow, post, signedInBrowser, TOKEN } from "../ground/oauth-client.ts";
import { called, type ErrorDocument, storeArgs } from "./alldoor.ts";

interface Change {
  readonly action: string;
  readonly kind: string;
  readonly name: string;
  readonly fields: readonly { readonly field: string; readonly from?: unknown; readonly to: unknown }[];
}
interface Answer {
  readonly changes: readonly Change[];
  readonly made?: readonly { readonly name: string; readonly client_id: string; readonly client_secret: string }[];
}

const ENVIRONMENT = { WIKI_SECRET: "wiki-secret-of-32-characters-long", GITHUB_SECRET: "github-secret" };

const base = {
  version: 1,
  organizations: [
    { name: "main", display_name: "Main" },
    { name: "works", display_name: "The Works", require_second_factor: "password" },
  ],
  providers: [
    { slug: "github", entry: "github", client_id: "Iv1", client_secret: "env:GITHUB_SECRET", link_policy: "off" },
  ],
  applications: [
    {
      name: "Wiki",
      client_id: "wiki",
      client_secret: "env:WIKI_SECRET",
      redirect_uris: ["https://wiki.example.com/callback"],
      consent: "first-party",
    },
    { name: "Notes", organization: "works", type: "native", redirect_uris: ["http://127.0.0.1/callback"] },
    { name: "Nightly", grant_types: ["client_credentials"] },
  ],
};

eachDatabase((fresh) => {
  let folder: string;
  let database: FreshDatabase;
  let hub: TestHub;
  const write = (document: unknown, name = "alldoor.yaml"): string => {
    const file = join(folder, name);
    writeFileSync(file, typeof document === "string" ? document : stringify(document));
    return file;
  };
  const config = <T = Answer>(
    what: string,
    document?: unknown,
    environment: Readonly<Record<string, string>> = ENVIRONMENT,
  ) =>
    called<T>(
      ["config", what, ...(document === undefined ? [] : [write(document)]), ...storeArgs(database)],
      environment,
    );
  const said = ({ changes }: Answer) => changes.map(({ action, kind, name }) => `${action} ${kind} ${name}`);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "alldoor-config-"));
    database = await fresh();
    hub = await startHub(database);
  });
  afterAll(async () => {
    await hub.close();
    rmSync(folder, { recursive: true, force: true });
  });

  let nightly = { client_id: "", client_secret: "" };

  test("plan says what would be made, and makes nothing", async () => {
    const { code, document } = await config("plan", base);
    expect(code).toBe(0);
    expect(said(document)).toEqual([
      "create organization main",
      "create organization works",
      "create provider github",
      "create application main/Wiki",
      "create application works/Notes",
      "create application main/Nightly",
    ]);
    expect(JSON.stringify(document)).not.toContain("secret-of-32");
    expect(await hub.hub.db.query.selectFrom("clients").select("id").execute()).toEqual([]);
    expect(
      await hub.hub.db.query.selectFrom("audit").select("id").where("action", "=", "client.created").execute(),
    ).toEqual([]);
    expect((await config("drift", base)).code).toBe(2);
  });

  test("apply makes it, with the secrets that it refers to, and a second time there is nothing to do", async () => {
    const first = await config("apply", base);
    expect([first.code, first.document.changes.length]).toEqual([0, 6]);
    expect(first.document.made?.map(({ name }) => name)).toEqual(["Notes", "Nightly"]);
    nightly = { ...nightly, ...first.document.made?.[1] };
    for (const what of ["apply", "plan", "drift"]) {
      const again = await config(what, base);
      expect([what, again.code, again.document.changes]).toEqual([what, 0, []]);
    }
    const token = await post(hub, TOKEN, { grant_type: "client_credentials", ...nightly });
    expect(token.status).toBe(200);
    const row = await requireProvider(hub.hub.db, "github");
    expect(providerApp(hub.hub, row).clientSecret).toBe(ENVIRONMENT.GITHUB_SECRET);
    const actions = await hub.hub.db.query.selectFrom("audit").select("action").execute();
    expect(actions.filter(({ action }) => action === "client.created")).toHaveLength(3);
  });

  test("an application of the document signs people in", async () => {
    const person = await hub.makeUser();
    const client = await findClient(hub.hub.db, "wiki");
    if (!client) throw new Error("no wiki");
    const made = { client, clientSecret: ENVIRONMENT.WIKI_SECRET };
    expect((await codeFlow(hub, await signedInBrowser(hub, person), made)).status).toBe(200);
  });

  test("what somebody changed elsewhere is drift, and is put back", async () => {
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("clients").set({ consent: "always" }).where("client_id", "=", "wiki").execute(),
    );
    const { code, document } = await config("drift", base);
    expect(code).toBe(2);
    expect(document.changes).toEqual([
      {
        action: "change",
        kind: "application",
        name: "main/Wiki",
        fields: [{ field: "consent", from: "always", to: "first-party" }],
      },
    ]);
    await config("apply", base);
    expect((await config("drift", base)).code).toBe(0);
  });

  test("another secret is a change that shows neither", async () => {
    const environment = { WIKI_SECRET: "another-secret-of-32-characters-x", GITHUB_SECRET: "other" };
    const { document, notes } = await config("apply", base, environment);
    expect(said(document)).toEqual(["change provider github", "change application main/Wiki"]);
    expect(document.changes.map(({ fields }) => fields)).toEqual([
      [{ field: "client_secret", from: "(secret)", to: "(secret)" }],
      [{ field: "client_secret", from: "(secret)", to: "(secret)" }],
    ]);
    expect(JSON.stringify([document, notes])).not.toMatch(/another-secret|"other"/);
    await config("apply", base);
  });

  test("what is exported says everything but the secrets, and changes nothing where it is applied", async () => {
    const { code, document } = await config<Record<string, unknown>>("export");
    expect(code).toBe(0);
    expect(JSON.stringify(document)).not.toMatch(/secret/i);
    const { document: planned } = await config("plan", { ...document, prune: true });
    expect(planned).toEqual({ changes: [] });
  });

  test("without prune what is not there stays; with it, it goes, but organizations and lists that are left out do not", async () => {
    const less = { ...base, applications: base.applications.slice(0, 1), providers: [] };
    expect((await config("plan", less)).document.changes).toEqual([]);
    const { organizations: _organizations, providers: _providers, ...only } = less;
    const { document } = await config("apply", { ...only, prune: true });
    expect(said(document).sort()).toEqual(["remove application main/Nightly", "remove application works/Notes"]);
    expect(await post(hub, TOKEN, { grant_type: "client_credentials", ...nightly })).toMatchObject({ status: 401 });
    const { document: rest } = await config("apply", { ...less, prune: true });
    expect(said(rest)).toEqual(["remove provider github"]);
  });

  test("one wrong thing and nothing is done; where it stands is said", async () => {
    const before = await hub.hub.db.query.selectFrom("clients").selectAll().execute();
    const fresh = { name: "Fresh", redirect_uris: ["https://fresh.example.com/cb"] };
    const wrong: readonly (readonly [unknown, string])[] = [
      [
        { ...base, applications: [fresh, { name: "Bad", redirect_uris: ["https://*.example.com/cb"] }] },
        "applications.Bad.redirect_uris",
      ],
      [{ ...base, applications: [fresh, { name: "Bad", redirct_uris: [] }] }, "applications.Bad.redirct_uris"],
      [
        {
          ...base,
          applications: [fresh, { name: "Lost", organization: "nowhere", grant_types: ["client_credentials"] }],
        },
        "applications.Lost.organization",
      ],
      [
        { ...base, applications: [fresh], providers: [{ slug: "github-7", entry: "github", client_id: "x" }] },
        "providers.github-7.slug",
      ],
      [{ ...base, applications: [fresh], providers: [{ slug: "x", entry: "nobody" }] }, "providers.x.entry"],
    ];
    for (const [document, where] of wrong) {
      const { code, document: answer } = await config<ErrorDocument>("apply", document);
      expect([code, Object.keys(answer.error.fields ?? {})]).toEqual([1, [where]]);
    }
    expect(await hub.hub.db.query.selectFrom("clients").selectAll().execute()).toEqual(before);
  });

  test.each<[string, unknown, string]>([
    [
      "a secret in the open",
      { ...base, providers: [{ ...base.providers[0], client_secret: "in the open" }] },
      "file_unusable",
    ],
    [
      "a variable that is empty",
      { ...base, applications: [{ ...base.applications[0], client_secret: "env:NOWHERE" }] },
      "input_missing",
    ],
    ["an unknown list", { ...base, users: [] }, "file_unusable"],
    ["another version", { ...base, version: 2 }, "file_unusable"],
    ["a name twice", { ...base, organizations: [{ name: "a" }, { name: "a" }] }, "file_unusable"],
    ["no YAML", "version: [1", "file_unusable"],
    ["a key twice", "version: 1\nversion: 1", "file_unusable"],
  ])("%s is refused", async (_what, document, code) => {
    const answer = await config<ErrorDocument>("plan", document);
    expect([answer.code, answer.document.error.code]).toEqual([1, code]);
    expect(JSON.stringify(answer.document)).not.toContain("in the open");
  });

  test("a module of TypeScript is a document as well", async () => {
    const file = write(
      `const name: string = "works";\nexport default { version: 1, organizations: [{ name, display_name: "Renamed" }] };`,
      "alldoor.config.ts",
    );
    const { document } = await called<Answer>(["config", "plan", file, ...storeArgs(database)]);
    expect(document.changes).toEqual([
      {
        action: "change",
        kind: "organization",
        name: "works",
        fields: [
          { field: "display_name", from: "The Works", to: "Renamed" },
          { field: "require_second_factor", from: "password", to: "off" },
        ],
      },
    ]);
  });
});
