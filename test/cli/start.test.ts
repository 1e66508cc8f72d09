/**
 * `alldoor start`, `hub` and `files` as processes: what the first start makes and a later one finds, ports, signals, and
 * what stops a start before it has changed anything.
 */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import type { IncomingMessage } from "node:http";
import { get } from "node:https";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FIRST_PROVIDERS } from "../../src/cli/serving/sandbox-providers.ts";
import { openDatabase } from "../../src/db/open.ts";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { freePort } from "../ground/hub.ts";
import { choosePerson } from "../ground/sandbox.ts";
import { selfSigned } from "../providers/certificate.ts";
import {
  alldoor,
  alldoorJson,
  type Environment,
  type ErrorDocument,
  type Served,
  serve,
  storeArgs,
} from "./alldoor.ts";

interface Place {
  readonly address: string;
}
interface Started {
  readonly hub: Place;
  readonly files: Place;
  readonly sandbox: Place | null;
  readonly set_up_link: string | null;
  readonly data: string;
}

const ANY_PORTS = ["--port", "0", "--files-port", "0", "--sandbox-port", "0"];

const running: Served<unknown>[] = [];
async function start(args: readonly string[], environment?: Environment): Promise<Served<Started>> {
  const served = await serve<Started>(["start", ...args], environment);
  running.push(served);
  return served;
}

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "alldoor-test-"));
});
afterEach(async () => {
  for (const served of running.splice(0)) if (served.child.exitCode === null) await served.stop("SIGKILL");
  rmSync(data, { recursive: true, force: true });
});

async function rowsOf({ dataDirectory, databaseUrl }: { dataDirectory: string; databaseUrl: string | undefined }) {
  const db = await openDatabase({ url: databaseUrl, dataDirectory });
  try {
    return {
      clients: await db.query.selectFrom("clients").selectAll().execute(),
      providers: await db.query.selectFrom("providers").selectAll().orderBy("position").execute(),
      organizations: await db.query.selectFrom("organizations").selectAll().execute(),
      audited: (await db.query.selectFrom("audit").select("action").execute()).map(({ action }) => action).sort(),
    };
  } finally {
    await db.close();
  }
}

/** Through files, the hub and the sandbox's GitHub, and back. @returns the page that is shown in the end */
async function signInWithGitHub({ files, hub, sandbox }: Started) {
  const browser = new BrowserClient(files.address, hub.address, sandbox?.address ?? hub.address);
  const signIn = await browser.open(`${files.address}/sign-in/with/alldoor`);
  const [, link = ""] = /href="(\/accounts\/github\/[^"]+)"/.exec(signIn.html) ?? [];
  const consent = await browser.open(hub.address + link.replaceAll("&amp;", "&"));
  return choosePerson(browser, consent, "mira");
}

eachDatabase((fresh) => {
  test("the first start makes all there is to click, and later ones find it, also on other ports", async () => {
    const database = await fresh();
    const args = [...storeArgs(database), ...ANY_PORTS];
    const first = await start(args);
    expect(first.document).toMatchObject({
      data: database.dataDirectory,
      set_up_link: expect.stringContaining(`${first.document.hub.address}/setup?token=`),
    });
    for (const place of ["hub", "files", "sandbox"] as const) {
      expect((await fetch(first.document[place]?.address ?? "")).status).toBeLessThan(400);
    }
    const shown = await signInWithGitHub(first.document);
    expect(shown.url).toBe(`${first.document.files.address}/`);
    expect(shown.html).toContain('action="/sign-out"');
    expect(await first.stop()).toBe(0);

    const before = await rowsOf(database);
    expect(before.organizations).toHaveLength(1);
    const setUp = before.providers.map(({ entry, slug, allow_sign_up, disabled_at }) =>
      [entry, slug, allow_sign_up, disabled_at].join(),
    );
    expect(setUp.sort()).toEqual(FIRST_PROVIDERS.map((id) => [id, id, 1, null].join()).sort());
    expect(before.clients).toMatchObject([
      {
        name: "Files",
        type: "confidential",
        consent: "first-party",
        allow_sign_up: 1,
        grant_types: '["authorization_code"]',
        redirect_uris: JSON.stringify([`${first.document.files.address}/sign-in/callback`]),
      },
    ]);
    for (const file of ["files.json", "sandbox.json", "files.key", "encryption.key"]) {
      expect(statSync(join(database.dataDirectory, file)).mode & 0o777).toBe(0o600);
    }

    const second = await start(args);
    expect(second.document.files.address).not.toBe(first.document.files.address);
    expect((await signInWithGitHub(second.document)).html).toContain('action="/sign-out"');
    expect(await second.stop("SIGINT")).toBe(0);
    const after = await rowsOf(database);
    expect(after.providers.map(({ id, client_id }) => [id, client_id])).toEqual(
      before.providers.map(({ id, client_id }) => [id, client_id]),
    );
    expect(after.clients).toMatchObject([
      {
        id: before.clients[0]?.id,
        secret_hash: before.clients[0]?.secret_hash,
        redirect_uris: JSON.stringify([`${second.document.files.address}/sign-in/callback`]),
        post_logout_redirect_uris: JSON.stringify([`${second.document.files.address}/`]),
      },
    ]);
    expect(after.audited.filter((action) => action === "client.created" || action === "provider.created")).toHaveLength(
      1 + FIRST_PROVIDERS.length,
    );
  });

  test("a plain hub makes none of it", async () => {
    const database = await fresh();
    const hub = await serve<{ hub: Place; set_up_link: string }>(["hub", ...storeArgs(database), "--port", "0"]);
    running.push(hub);
    expect((await fetch(hub.document.set_up_link)).status).toBe(200);
    expect(await hub.stop()).toBe(0);
    expect(await rowsOf(database)).toMatchObject({ clients: [], providers: [], organizations: [] });
    expect(readdirSync(database.dataDirectory).filter((name) => name.endsWith(".json"))).toEqual([]);
  });
});

test("its files and its data are nobody else's, also in a folder that somebody else made", async () => {
  mkdirSync(join(data, "open"), { mode: 0o755 });
  const served = await start(["--data", join(data, "open"), ...ANY_PORTS]);
  for (const name of readdirSync(join(data, "open"))) {
    expect([name, statSync(join(data, "open", name)).mode & 0o077]).toEqual([name, 0]);
  }
  expect(await served.stop()).toBe(0);
});

test("the set-up link works once and is not shown again", async () => {
  const first = await start(["--data", data, ...ANY_PORTS]);
  await alldoor(["admin", "create", "--username", "ada", "--data", data], { input: "four unrelated words here" });
  expect((await fetch(first.document.set_up_link ?? "")).status).toBe(410);
  await first.stop();
  const second = await start(["--data", data, ...ANY_PORTS]);
  expect(second.document.set_up_link).toBeNull();
});

test("for a person it says where everything is, and that the sandbox is on", async () => {
  const ports = await Promise.all([freePort(), freePort(), freePort()]);
  const [hub, files, sandbox] = ports.map(String);
  const { spawn } = await import("node:child_process");
  const cli = new URL("../../dist/cli.js", import.meta.url).pathname;
  const child = spawn(process.execPath, [
    cli,
    "start",
    "--data",
    data,
    "--port",
    hub ?? "",
    "--files-port",
    files ?? "",
    "--sandbox-port",
    sandbox ?? "",
  ]);
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  await expect.poll(() => said, { timeout: 15_000 }).toContain("Ctrl+C stops");
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
  expect(said).toContain(`Hub      http://localhost:${hub}\n`);
  expect(said).toContain(`Files    http://localhost:${files}\n`);
  expect(said).toContain(`Sandbox  http://localhost:${sandbox}\n`);
  expect(said).toContain(`http://localhost:${hub}/setup?token=`);
  expect(said).toContain("nobody real can sign in with it");
});

test.each([
  ["--port", "the hub"],
  ["--files-port", "files"],
  ["--sandbox-port", "the sandbox"],
])("a taken %s is named, with another to choose, before anything is made", async (flag, program) => {
  const holder = createServer().listen(0, "127.0.0.1");
  await once(holder, "listening");
  const { port } = holder.address() as { port: number };
  const rest = ANY_PORTS.flatMap((word, index) => (index % 2 === 0 && word !== flag ? [word, "0"] : []));
  const { code, document } = await alldoorJson<ErrorDocument>([
    "start",
    "--data",
    join(data, "none"),
    flag,
    String(port),
    ...rest,
  ]);
  holder.close();
  expect({ code, error: document.error.code }).toEqual({ code: 1, error: "port_taken" });
  expect(document.error.message).toContain(`Port ${port}, which ${program} wants, is taken.`);
  expect(document.error.message).toContain(`${flag} `);
  expect(existsSync(join(data, "none"))).toBe(false);
});

test("two programs on one port are refused as a mistake", async () => {
  const port = String(await freePort());
  const { code, document } = await alldoorJson<ErrorDocument>([
    "start",
    "--data",
    data,
    "--port",
    port,
    "--files-port",
    port,
  ]);
  expect({ code, message: document.error.message }).toEqual({
    code: 2,
    message: `files and the hub can't both have port ${port}: see --port and --files-port.`,
  });
});

test("requests under way are finished at the first signal, and the second one does not wait", async () => {
  const served = await start(["--data", data, ...ANY_PORTS]);
  const { port, hostname } = new URL(served.document.hub.address);
  const socket = connect(Number(port), hostname);
  let answer = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    answer += text;
  });
  const body = "grant_type=client_credentials";
  socket.write(
    `POST /api/login/oauth/access_token HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
  );
  await new Promise((resolve) => setTimeout(resolve, 200));
  const ended = served.stop("SIGTERM");
  await expect.poll(() => served.said().stderr).toContain("finished first");
  await expect(fetch(`${served.document.hub.address}/healthz`)).rejects.toThrow();
  socket.write(body.slice(5));
  await once(socket, "close");
  expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  expect(await ended).toBe(0);

  const again = await start(["--data", data, ...ANY_PORTS]);
  const held = connect(Number(new URL(again.document.hub.address).port), hostname);
  held.on("error", () => {});
  held.write("POST /api/login/oauth/access_token HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n");
  await new Promise((resolve) => setTimeout(resolve, 200));
  const forced = again.stop("SIGTERM");
  await expect.poll(() => again.said().stderr).toContain("finished first");
  again.child.kill("SIGTERM");
  expect(await forced).toBe(143);
  held.destroy();
});

test("a hub that others know by name has no sandbox unless it is told to", async () => {
  const issuer = "https://id.example.com";
  const off = await start([
    "--data",
    join(data, "off"),
    ...ANY_PORTS,
    "--issuer",
    issuer,
    "--files-address",
    "https://files.example.com",
  ]);
  expect(off.document).toMatchObject({
    hub: { address: issuer },
    files: { address: "https://files.example.com" },
    sandbox: null,
  });
  expect(off.said().stderr).toContain("The sandbox is off, since others reach this hub as https://id.example.com");
  await off.stop();
  const { providers, clients } = await rowsOf({ dataDirectory: join(data, "off"), databaseUrl: undefined });
  expect(providers).toEqual([]);
  expect(clients).toMatchObject([
    { name: "Files", allow_sign_up: 0, redirect_uris: '["https://files.example.com/sign-in/callback"]' },
  ]);
});

test("--no-sandbox leaves it off, and says which sign-ins will fail for it", async () => {
  await (await start(["--data", data, ...ANY_PORTS])).stop();
  const off = await start(["--data", data, ...ANY_PORTS, "--no-sandbox"]);
  expect(off.document.sandbox).toBeNull();
  expect(off.said().stderr).toMatch(
    /^Registered with the sandbox, which is off: \w+, .* and \d+ more\. Sign-ins with them will fail\.$/m,
  );
});

test("a wrong encryption key stops the start with one line, and changes nothing", async () => {
  await (await start(["--data", data, ...ANY_PORTS])).stop();
  const before = await rowsOf({ dataDirectory: data, databaseUrl: undefined });
  const environment = { ALLDOOR_ENCRYPTION_KEY: randomBytes(32).toString("base64") };
  const { code, stderr, stdout } = await alldoor(["start", "--data", data, ...ANY_PORTS], { environment });
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toBe(
    "The encryption key does not open what is stored in this database. Nothing was changed. (encryption_key_wrong)\n",
  );
  expect(await rowsOf({ dataDirectory: data, databaseUrl: undefined })).toEqual(before);
});

test("a damaged file of ours is named, and its loss is made good", async () => {
  await (await start(["--data", data, ...ANY_PORTS])).stop();
  const record = JSON.parse(readFileSync(join(data, "files.json"), "utf8")) as {
    clientId: string;
    clientSecret: string;
    redirectUri: string;
  };
  const filesPort = new URL(record.redirectUri).port;
  writeFileSync(join(data, "files.json"), "{");
  const { code, stderr } = await alldoor(["start", "--data", data, ...ANY_PORTS]);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `${join(data, "files.json")} is damaged. Put back what was in it, or remove it to have it made anew. (file_unusable)\n`,
  });
  rmSync(join(data, "files.json"));
  const again = await start(["--data", data, "--port", "0", "--sandbox-port", "0", "--files-port", filesPort]);
  const after = JSON.parse(readFileSync(join(data, "files.json"), "utf8"));
  expect(after.clientId).toBe(record.clientId);
  expect(after.clientSecret).not.toBe(record.clientSecret);
  expect((await signInWithGitHub(again.document)).html).toContain('action="/sign-out"');
});

test("files alone takes its registration from options, variables or what start kept, and says so where there is none", async () => {
  const both = await start(["--data", data, ...ANY_PORTS]);
  const port = String(await freePort());
  const address = `http://localhost:${port}`;
  const none = await alldoorJson<ErrorDocument>(["files", "--data", join(data, "elsewhere"), "--port", port]);
  expect({ code: none.code, error: none.document.error.code }).toEqual({ code: 1, error: "files_unregistered" });
  expect(none.document.error.message).toContain(`--redirect-uri ${address}/sign-in/callback`);

  const made = await alldoorJson<{ client_id: string; client_secret: string }>([
    "application",
    "create",
    "--data",
    data,
    "--name",
    "More files",
    "--allow-sign-up",
    "--consent",
    "first-party",
    "--redirect-uri",
    `${address}/sign-in/callback`,
  ]);
  const environment = {
    ALLDOOR_FILES_HUB: both.document.hub.address,
    ALLDOOR_FILES_CLIENT_ID: made.document.client_id,
    ALLDOOR_FILES_CLIENT_SECRET: made.document.client_secret,
  };
  const files = await serve<{ files: Place }>(
    ["files", "--data", join(data, "elsewhere"), "--port", port],
    environment,
  );
  running.push(files);
  expect(files.document.files.address).toBe(address);
  const shown = await signInWithGitHub({ ...both.document, files: files.document.files });
  expect(shown.html).toContain('action="/sign-out"');
  expect(await files.stop()).toBe(0);

  // What start has kept belongs to its hub and its address, and to no other.
  const own = ["--data", data, "--port", new URL(both.document.files.address).port];
  await both.stop();
  const kept = await serve<{ files: Place; hub: Place }>(["files", ...own]);
  running.push(kept);
  expect(kept.document).toMatchObject({ files: both.document.files, hub: both.document.hub });
  await kept.stop();
  const other = await alldoorJson<ErrorDocument>(["files", ...own, "--hub", "https://other.example.com"]);
  expect(other.document.error.code).toBe("files_unregistered");
  expect(files.said().stdout + files.said().stderr).not.toContain(made.document.client_secret);
});

test("with a certificate hub and files serve https, and files trusts the hub of its own process", async () => {
  const { cert, key } = selfSigned("localhost");
  writeFileSync(join(data, "cert.pem"), cert);
  writeFileSync(join(data, "key.pem"), key);
  const tls = ["--tls-cert", join(data, "cert.pem"), "--tls-key", join(data, "key.pem")];
  const { document } = await start(["--data", data, ...ANY_PORTS, ...tls]);
  expect([document.hub.address, document.files.address].map((address) => new URL(address).protocol)).toEqual([
    "https:",
    "https:",
  ]);
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${document.files.address}/sign-in/with/alldoor`, { ca: cert }, resolve).once("error", reject);
  });
  answer.resume();
  expect(answer.statusCode).toBe(303);
  expect(answer.headers.location).toMatch(new RegExp(`^${document.hub.address}/login/oauth/authorize\\?`));
  expect(answer.headers["set-cookie"]).toEqual([expect.stringMatching(/^__Host-alldoor_files_browser=.*; Secure;/)]);
});
