/**
 * A process that keeps one PostgreSQL cluster for as long as somebody holds its standard input open.
 *
 *     node postgres-keeper.ts   → prints the cluster's URL as one line; ends with status 1 and the reason if it can't
 *
 * The tests may end in any way (done, Ctrl-C, killed, crashed): the pipe closes in each, the cluster stops, and its
 * folder is removed. So it stands in a session of its own, where no Ctrl-C reaches it.
 *
 * PostgreSQL refuses to run as root. Started by root, it runs as `postgres` or `nobody`, with its data in a folder that
 * this user can reach, and with a copy of the binaries where they lie in a folder that it can't.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findPostgres } from "./postgres-engine.ts";

/** Fast and forgetful: what is tested is what Alldoor asks of the database, and not whether PostgreSQL keeps it. */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "64MB",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  jit: "off",
  max_parallel_workers_per_gather: "0",
  // A container's /dev/shm may be too small.
  dynamic_shared_memory_type: "mmap",
  lc_messages: "C",
};
const PORT_TRIES = 5;

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** @returns whom PostgreSQL runs as, where that is not ourselves. */
function unprivileged(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] = users.find(([user]) => user === name) ?? [];
    if (uid !== undefined && gid !== undefined && uid !== "0") return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error("PostgreSQL refuses to run as root, and this system has neither a user postgres nor nobody.");
}

/** Whether anybody may pass through every folder down to this one. */
function isOpen(folder: string): boolean {
  if ((statSync(folder).mode & 0o001) === 0) return false;
  return dirname(folder) === folder || isOpen(dirname(folder));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

function initialise(bin: string, folder: string, password: string, owner: Owner | undefined): string {
  const data = join(folder, "data");
  const passwordFile = join(folder, "password");
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (owner) for (const path of [data, passwordFile]) chownSync(path, owner.uid, owner.gid);
  const options = ["--no-sync", "--auth=password", "--encoding=UTF8", "--locale=C", "--username=alldoor"];
  execFileSync(join(bin, "initdb"), [...options, `--pwfile=${passwordFile}`, `--pgdata=${data}`], {
    ...owner,
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  return data;
}

/** @returns the server once it takes connections, or what it said before it ended. */
function serve(bin: string, data: string, port: number, owner: Owner | undefined): Promise<ChildProcess | string> {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = spawn(join(bin, "postgres"), ["-D", data, "-p", String(port), ...settings], {
    ...owner,
    cwd: data,
    stdio: ["ignore", "ignore", "pipe"],
  });
  return new Promise((resolve) => {
    let said = "";
    server.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-4000);
      if (text.includes("ready to accept connections")) resolve(server);
    });
    server.once("error", (error) => resolve(error.message));
    server.once("exit", () => resolve(said));
  });
}

async function keep(folder: string): Promise<void> {
  const owner = unprivileged();
  const engine = findPostgres();
  let { bin } = engine;
  if (owner && engine.home !== undefined && !isOpen(bin)) {
    cpSync(engine.home, join(folder, "engine"), { recursive: true, verbatimSymlinks: true });
    bin = join(folder, "engine", "bin");
  }
  const password = randomBytes(16).toString("hex");
  const data = initialise(bin, folder, password, owner);
  let said = "";
  for (let tried = 0; tried < PORT_TRIES; tried += 1) {
    const port = await freePort();
    const server = await serve(bin, data, port, owner);
    if (typeof server === "string") {
      said = server;
      continue;
    }
    process.stdout.write(`postgres://alldoor:${password}@127.0.0.1:${port}/postgres\n`);
    await new Promise((resolve) => process.stdin.once("close", resolve).resume());
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGQUIT");
    await ended;
    return;
  }
  throw new Error(`PostgreSQL in ${bin} does not start:\n${said}`);
}

const temporary = unprivileged() && !isOpen(tmpdir()) ? "/tmp" : tmpdir();
const folder = mkdtempSync(join(temporary, "alldoor-postgres-"));
chmodSync(folder, 0o711);
try {
  await keep(folder);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
