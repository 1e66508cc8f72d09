/** `alldoor doctor`: each thing that can be wrong, made wrong; what is said of it; and that looking changes nothing. */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { certificate } from "../../src/cli/doctor/address.ts";
import { examine } from "../../src/cli/doctor/examine.ts";
import type { Finding } from "../../src/cli/doctor/finding.ts";
import { node } from "../../src/cli/doctor/machine.ts";
import { keepFilesClient } from "../../src/cli/serving/files-record.ts";
import { openDatabase } from "../../src/db/open.ts";
import { readConfiguration } from "../../src/lib/configuration.ts";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";
import { freePort, startHub } from "../ground/hub.ts";
import { selfSigned } from "../providers/certificate.ts";
import { alldoor, alldoorJson, storeArgs } from "./alldoor.ts";

const parent = mkdtempSync(join(tmpdir(), "alldoor-test-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

type Variables = Readonly<Record<string, string>>;

const look = async (variables: Variables, now?: number): Promise<readonly Finding[]> =>
  examine(readConfiguration({ ALLDOOR_PORT: String(await freePort()), ...variables }), now);

const of = (findings: readonly Finding[], check: string): readonly Finding[] =>
  findings.filter((finding) => finding.check === check);
const said = (findings: readonly Finding[], check: string): string =>
  of(findings, check)
    .map(({ status, message }) => `${status}: ${message}`)
    .join("\n");

test("where nothing is yet, everything is in order and nothing is made", async () => {
  const data = join(parent, "nothing");
  const { code, document, stderr } = await alldoorJson<Finding[]>([
    "doctor",
    "--data",
    data,
    "--port",
    String(await freePort()),
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(document.every(({ status }) => status === "ok")).toBe(true);
  expect(document.map(({ check }) => check)).toEqual([
    "configuration",
    "node",
    "data-directory",
    "database",
    "encryption-key",
    "issuer",
    "port",
    "sandbox",
    "trusted-proxies",
  ]);
  expect(existsSync(data)).toBe(false);
});

test("a configuration that can't be read is the finding", async () => {
  const { code, document } = await alldoorJson<Finding[]>(["doctor", "--tls-cert", "x"]);
  expect(code).toBe(1);
  expect(document).toMatchObject([
    { check: "node" },
    { check: "configuration", status: "failed", message: "--tls-cert and ALLDOOR_TLS_KEY go together." },
  ]);
});

test("for a person: a line a check, what to do below it, and the verdict", async () => {
  const { code, stdout } = await alldoor([
    "doctor",
    "--data",
    join(parent, "none"),
    "--port",
    String(await freePort()),
    "--issuer",
    "https://id.example.com",
    "--sandbox",
    "http://localhost:9000",
  ]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^ok {7}node {13}Node\.js/m);
  expect(stdout).toMatch(/^FAILED {3}sandbox {10}The sandbox is on/m);
  expect(stdout).toMatch(/^ +→ Start without --sandbox/m);
  expect(stdout).toMatch(/^WARNING {2}trusted-proxies/m);
  expect(stdout.trimEnd().split("\n").at(-1)).toMatch(/^1 of \d+ checks failed\.$/);
});

test("an old Node.js is told, a new one is right", () => {
  expect(node("20.19.0")).toMatchObject({ check: "node", status: "failed" });
  expect(node("24.0.0").status).toBe("ok");
});

test.each<[Variables, string, Finding["status"], RegExp]>([
  [
    { ALLDOOR_ISSUER: "https://id.example.com", ALLDOOR_SANDBOX: "http://localhost:9000" },
    "sandbox",
    "failed",
    /whoever reaches the sandbox can sign in/,
  ],
  [{ ALLDOOR_SANDBOX: "http://localhost:9000" }, "sandbox", "ok", /made-up characters/],
  [
    { ALLDOOR_TRUSTED_PROXIES: "10.0.0.1 0.0.0.0/0" },
    "trusted-proxies",
    "failed",
    /^0\.0\.0\.0\/0 lets nearly everybody/,
  ],
  [{ ALLDOOR_TRUSTED_PROXIES: "2000::/3" }, "trusted-proxies", "failed", /^2000::\/3 lets nearly everybody/],
  [{ ALLDOOR_TRUSTED_PROXIES: "10.0.0.0/8" }, "trusted-proxies", "ok", /believed from 10\.0\.0\.0\/8/],
  [{ ALLDOOR_ISSUER: "https://id.example.com" }, "trusted-proxies", "warning", /none is listed/],
  [{ ALLDOOR_ALLOW_PRIVATE: "0.0.0.0/0" }, "allow-private", "warning", /anywhere inside your network/],
  [
    { ALLDOOR_ISSUER: "http://localhost:1234", ALLDOOR_PORT: "4321" },
    "issuer",
    "failed",
    /port 1234 of this machine, and the hub listens on 4321/,
  ],
  [{ ALLDOOR_ISSUER: "https://localhost:4321", ALLDOOR_PORT: "4321" }, "issuer", "failed", /serves no https/],
  [
    { ALLDOOR_ISSUER: "http://localhost:4321", ALLDOOR_PORT: "4321", ALLDOOR_TLS_CERT: "x", ALLDOOR_TLS_KEY: "y" },
    "issuer",
    "failed",
    /and the hub serves https/,
  ],
  [{ ALLDOOR_HOST: "0.0.0.0" }, "issuer", "warning", /no issuer is set: only this machine can sign in/],
  [
    { ALLDOOR_HOST: "0.0.0.0", ALLDOOR_ISSUER: "https://id.example.com" },
    "issuer",
    "warning",
    /serves plain http on 0\.0\.0\.0/,
  ],
  [{ ALLDOOR_ISSUER: "https://id.example.com" }, "issuer", "ok", /behind a proxy that ends https/],
  [
    { ALLDOOR_TLS_CERT: "/nowhere/cert.pem", ALLDOOR_TLS_KEY: "/nowhere/key.pem" },
    "certificate",
    "failed",
    /\/nowhere\/cert\.pem does not exist/,
  ],
  [{ ALLDOOR_ENCRYPTION_KEY: "short" }, "encryption-key", "failed", /32 random bytes/],
  [{ ALLDOOR_DATABASE_URL: "postgres://x:canary@localhost:1/x" }, "database", "failed", /can't be reached/],
])("%j: %s is %s", async (variables, check, status, message) => {
  const findings = await look({ ALLDOOR_DATA: join(parent, "nothing"), ...variables });
  expect(of(findings, check)).toMatchObject([{ status, message: expect.stringMatching(message) }]);
  expect(JSON.stringify(findings)).not.toContain("canary");
  for (const finding of findings) expect("fix" in finding).toBe(finding.status !== "ok");
});

test("where nothing is said of the address, the hub that was last started on this data is looked for", async () => {
  const data = join(parent, "started-elsewhere");
  const port = await freePort();
  const kept = { clientId: "files", clientSecret: "canary-files", redirectUri: "http://localhost:1/sign-in/callback" };
  keepFilesClient(data, { ...kept, issuer: `http://localhost:${port}` });
  const findings = await examine(readConfiguration({ ALLDOOR_DATA: data }));
  expect(said(findings, "issuer")).toBe(`ok: http://localhost:${port}: this machine alone.`);
  expect(said(findings, "port")).toBe(`ok: Port ${port} is free; no hub is running there.`);
  const told = await examine(readConfiguration({ ALLDOOR_DATA: data, ALLDOOR_ISSUER: "https://id.example.com" }));
  expect(said(told, "issuer")).toMatch(/^ok: https:\/\/id\.example\.com/);
  writeFileSync(join(data, "files.json"), "no JSON");
  expect(said(await examine(readConfiguration({ ALLDOOR_DATA: data })), "issuer")).toMatch(/localhost:8000/);
});

test("a port that somebody else holds, and one that this hub or another holds", async () => {
  const stranger = createServer((_request, response) => response.end("hello")).listen(0, "127.0.0.1");
  await once(stranger, "listening");
  const { port } = stranger.address() as { port: number };
  expect(said(await look({ ALLDOOR_PORT: String(port), ALLDOOR_DATA: join(parent, "nothing") }), "port")).toBe(
    `failed: Port ${port} is held by something that is no hub.`,
  );
  stranger.close();
  const hub = await startHub();
  const held = new URL(hub.url).port;
  expect(said(await look({ ALLDOOR_PORT: held, ALLDOOR_DATA: hub.dataDirectory }), "port")).toBe(
    `ok: Port ${held} is held by this hub, and it answers.`,
  );
  expect(
    said(
      await look({ ALLDOOR_PORT: held, ALLDOOR_DATA: hub.dataDirectory, ALLDOOR_ISSUER: "https://id.example.com" }),
      "port",
    ),
  ).toContain(`failed: Port ${held} is held by a hub that calls itself ${hub.url}`);
  await hub.close();
});

test("a data directory that others may look into, that is a file, or that can't be made", async () => {
  const open = join(parent, "open");
  mkdirSync(open);
  chmodSync(open, 0o755);
  expect(said(await look({ ALLDOOR_DATA: open }), "data-directory")).toContain(
    "warning: Others on this machine may look into",
  );
  writeFileSync(join(open, "sandbox.json"), "{}", { mode: 0o644 });
  chmodSync(join(open, "sandbox.json"), 0o644);
  expect(said(await look({ ALLDOOR_DATA: open }), "data-directory")).toBe(
    `failed: Others on this machine can read sandbox.json in ${open}.`,
  );
  writeFileSync(join(open, "encryption.key"), randomBytes(32).toString("base64"));
  chmodSync(join(open, "encryption.key"), 0o644);
  expect(said(await look({ ALLDOOR_DATA: open }), "data-directory")).toBe(
    `failed: Others on this machine can read the encryption key in ${open}.`,
  );
  chmodSync(open, 0o700);
  expect(said(await look({ ALLDOOR_DATA: open }), "data-directory")).toContain("ok: ");
  const file = join(parent, "file");
  writeFileSync(file, "");
  expect(said(await look({ ALLDOOR_DATA: file }), "data-directory")).toBe(`failed: ${file} is not a folder.`);
});

test("a certificate is held to its key, its name and its time", () => {
  const pair = selfSigned("id.example.com");
  const [certFile, keyFile] = [join(parent, "cert.pem"), join(parent, "key.pem")];
  writeFileSync(certFile, pair.cert);
  writeFileSync(keyFile, pair.key);
  const examined = (issuer: string, at: string, key = keyFile) =>
    certificate(
      {
        configuration: readConfiguration({ ALLDOOR_TLS_CERT: certFile, ALLDOOR_TLS_KEY: key }),
        issuer: new URL(issuer),
        port: 443,
      },
      Date.parse(at),
    );
  const own = "https://id.example.com";
  expect(examined(own, "2027-01-01")).toEqual({
    check: "certificate",
    status: "ok",
    message: "For id.example.com, until 2120-01-01.",
  });
  expect(examined("https://other.example.com", "2027-01-01")).toMatchObject({
    status: "failed",
    message: "The certificate is not for other.example.com.",
  });
  expect(examined("https://192.0.2.1", "2027-01-01")).toMatchObject({
    status: "failed",
    message: "The certificate is not for 192.0.2.1.",
  });
  expect(examined(own, "2119-12-20")).toMatchObject({
    status: "warning",
    message: "The certificate runs out on 2120-01-01.",
  });
  expect(examined(own, "2120-01-02")).toMatchObject({
    status: "failed",
    message: "The certificate ran out on 2120-01-01.",
  });
  expect(examined(own, "2019-12-31")).toMatchObject({ status: "failed", message: "The certificate is not valid yet." });
  const other = join(parent, "other.pem");
  writeFileSync(other, selfSigned("id.example.com").key);
  expect(examined(own, "2027-01-01", other)).toMatchObject({
    status: "failed",
    message: "The key does not belong to the certificate.",
  });
  expect(examined(own, "2027-01-01", certFile)).toMatchObject({
    status: "failed",
    message: expect.stringMatching(/^The certificate or its key can't be used: /),
  });
});

eachDatabase((fresh) => {
  let database: FreshDatabase;
  let variables: Variables;
  beforeAll(async () => {
    database = await fresh();
    variables = {
      ALLDOOR_DATA: database.dataDirectory,
      ...(database.databaseUrl === undefined ? {} : { ALLDOOR_DATABASE_URL: database.databaseUrl }),
    };
  });

  /** The test's own hand in the database. */
  async function change<T>(work: (db: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>): Promise<T> {
    const db = await openDatabase({ url: database.databaseUrl, dataDirectory: database.dataDirectory });
    try {
      return await work(db);
    } finally {
      await db.close();
    }
  }

  test("an empty database is filled by the start, not by looking", async () => {
    const findings = await look(variables);
    expect(said(findings, "database")).toMatch(/^ok: (The PostgreSQL database is empty|There is none yet)/);
    expect(said(findings, "administrator")).toBe("");
  });

  test("a database that is set up is in order, but for the administrator who is missing", async () => {
    await alldoor(["application", "create", "--name", "A", "--grant", "client_credentials", ...storeArgs(database)]);
    const findings = await look(variables);
    expect(said(findings, "database")).toMatch(/^ok: .* is reachable, whole and up to date\.$/);
    expect(said(findings, "encryption-key")).toBe("ok: It opens what is stored.");
    expect(said(findings, "clock")).toMatch(/^ok: /);
    expect(said(findings, "providers")).toBe("ok: None is set up: people sign in with passwords.");
    expect(said(findings, "administrator")).toBe("warning: There is no administrator yet.");
    await alldoor(["admin", "create", "--username", "ada", ...storeArgs(database)], {
      input: "four unrelated words here",
    });
    expect(said(await look(variables), "administrator")).toContain("ok: There is one.");
    await change((db) => db.write((tx) => tx.query.updateTable("users").set({ disabled_at: 1 }).execute()));
    expect(said(await look(variables), "administrator")).toContain("failed: Nobody can administer this hub");
  });

  test("a clock that has gone back, and one that can't be right", async () => {
    const now = Math.floor(Date.now() / 1000);
    const apart =
      database.databaseUrl === undefined
        ? "warning: The clock stands"
        : "failed: This machine's clock and the database's are";
    expect(said(await look(variables, now - 4000), "clock")).toContain(apart);
    expect(said(await look(variables, 1_000_000_000), "clock")).toContain("failed: The clock says 2001-09-09");
  });

  test("another encryption key, and none", async () => {
    const other = await look({ ...variables, ALLDOOR_ENCRYPTION_KEY: randomBytes(32).toString("base64") });
    expect(said(other, "encryption-key")).toBe(
      "failed: The encryption key does not open what is stored in this database. Nothing was changed.",
    );
    const file = join(database.dataDirectory, "encryption.key");
    const key = readFileSync(file);
    rmSync(file);
    expect(said(await look(variables), "encryption-key")).toContain("failed: The encryption key is missing");
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, key, { mode: 0o600 });
  });

  test("providers whose settings, secret or entry are not what they should be", async () => {
    const add = (...args: string[]) =>
      alldoor(["provider", "add", ...args, ...storeArgs(database)], { input: "a secret\n" });
    await add("github", "--client-id", "x");
    expect(said(await look(variables), "providers")).toBe("ok: 1 set up, each complete.");
    await add("discord", "--client-id", "x", "--without-secret");
    await add("keycloak", "--client-id", "x", "--set", "url=https://sso.example.com", "--set", "realm=staff");
    await add("google", "--client-id", "x");
    await add("dingtalk", "--client-id", "x");
    await change((db) =>
      db.write(async (tx) => {
        const set = (slug: string, values: object) =>
          tx.query.updateTable("providers").set(values).where("slug", "=", slug).execute();
        await set("keycloak", { settings: '{"plain":{"url":"https://sso.example.com"},"sealed":{}}' });
        await set("google", { scope: '["email"]' });
        await set("dingtalk", { entry: "gone" });
        const { sealed_client_secret } = await tx.query
          .selectFrom("providers")
          .select("sealed_client_secret")
          .where("slug", "=", "google")
          .executeTakeFirstOrThrow();
        await set("github", { sealed_client_secret });
      }),
    );
    const found = of(await look(variables), "providers").map(({ status, message }) => `${status}: ${message}`);
    expect(found).toEqual([
      "warning: dingtalk is set up with the provider gone, which this version does not have. Nobody can sign in with it.",
      "failed: A secret of github can't be read: it was sealed with another key or for another row.",
      "warning: discord has no client secret. Few providers go without.",
      "failed: keycloak is not set up completely: realm is needed.",
      "failed: google is not set up completely: scope is not valid.",
    ]);
  });

  test("a database of a newer version is left alone", async () => {
    await change((db) =>
      db.write((tx) => tx.query.insertInto("migrations").values({ name: "9999-later", applied_at: 1 }).execute()),
    );
    const findings = await look(variables);
    expect(said(findings, "database")).toMatch(/^failed: .* was made by a newer version of Alldoor \(9999-later\)\.$/);
    expect(said(findings, "providers")).toBe("");
    const { code, stderr } = await alldoor(["application", "list", ...storeArgs(database)]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "This database was made by a newer version (it has 9999-later). (database_unusable)\n",
    });
  });
});

test("a file that is no database, and one that is damaged", async () => {
  const data = join(parent, "damaged");
  await alldoor(["application", "create", "--name", "A", "--grant", "client_credentials", "--data", data]);
  const file = join(data, "alldoor.sqlite");
  const whole = readFileSync(file);
  const bent = Buffer.from(whole);
  for (let page = 2; page * 4096 + 200 < bent.length; page += 1) bent.fill(0xa5, page * 4096 + 100, page * 4096 + 200);
  writeFileSync(file, bent);
  expect(said(await look({ ALLDOOR_DATA: data }), "database")).toMatch(
    /^failed: The (SQLite database|database file) is damaged/,
  );
  writeFileSync(file, "this is a text and has been one for a long time".repeat(100));
  expect(said(await look({ ALLDOOR_DATA: data }), "database")).toBe("failed: The database file is not a database.");
  expect(readdirSync(data)).toContain("alldoor.sqlite");
});
