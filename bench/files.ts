/**
 * What the file server moves, beside a copy of the same file through plain Node streams on the same disk: downloads and uploads
 * over AList's API and WebDAV, the memory it took for that, and a folder of 100,000. `node bench/files.ts [GiB]`, after
 * `npm run build`; takes five times the disk for a moment, in the system's temporary folder.
 */
import { fork } from "node:child_process";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

const size = Math.round(Number(process.argv[2] ?? "4") * 2 ** 30);
const ENTRIES = 100_000;
const LEAST = 0.7;
const ROUNDS = 3;

const here = await mkdtemp(join(tmpdir(), "alldoor-bench-"));
const root = join(here, "root");
await mkdir(join(root, "many"), { recursive: true });

const file = await open(join(root, "large"), "w");
const piece = Buffer.alloc(2 ** 20, "alldoor");
for (let written = 0; written < size; written += piece.length)
  await file.write(piece, 0, Math.min(piece.length, size - written));
await file.close();
for (let index = 0; index < ENTRIES; index += 1) await writeFile(join(root, "many", `file ${index}.txt`), "");

const build = new URL("../dist", import.meta.url).href;
const server = fork(join(import.meta.dirname, "files-server.ts"), [build, join(here, "data"), root]);
const told = <T>(): Promise<T> => new Promise((resolve) => server.once("message", (message) => resolve(message as T)));
const { port, token, basic } = await told<{ port: number; token: string; basic: string }>();

/** Sends, reads the answer to its end, and counts its bytes. */
const call = (
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: Readable | string,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const sending = request({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
      let bytes = 0;
      answer.on("data", (part: Buffer) => {
        bytes += part.length;
      });
      answer.on("end", () => {
        if ((answer.statusCode ?? 500) < 300) resolve(bytes);
        else reject(new Error(`${method} ${path}: ${answer.statusCode}`));
      });
    });
    sending.on("error", reject);
    if (body === undefined || typeof body === "string") sending.end(body);
    else pipeline(body, sending).catch(reject);
  });

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
};
const median = (values: readonly number[]): number =>
  [...values].sort((x, y) => x - y)[Math.floor(values.length / 2)] ?? Number.NaN;

const whole = async (receiving: Promise<number>): Promise<void> => {
  const bytes = await receiving;
  if (bytes !== size) throw new Error(`${bytes} bytes came in place of ${size}`);
};
const source = (): Readable => createReadStream(join(root, "large"), { highWaterMark: 2 ** 20 });
const api = { authorization: token };
const dav = { authorization: basic };
const length = { "content-length": String(size) };

const operations: readonly (readonly [string, () => Promise<unknown>])[] = [
  [
    "copy through Node streams",
    () => pipeline(createReadStream(join(root, "large")), createWriteStream(join(here, "copy"), { flush: true })),
  ],
  ["download by WebDAV", () => whole(call("GET", "/dav/large", dav))],
  ["upload by WebDAV", () => call("PUT", "/dav/up", { ...dav, ...length }, source())],
  ["upload over the API", () => call("PUT", "/api/fs/put", { ...api, ...length, "file-path": "/up" }, source())],
];

// Round by round, so that each meets the same disk.
const times = operations.map((): number[] => []);
for (let round = 0; round < ROUNDS; round += 1)
  for (const [index, [, work]] of operations.entries()) times[index]?.push(await seconds(work));

let fell = false;
const [copies = []] = times;
for (const [index, [name]] of operations.entries()) {
  const taken = times[index] ?? [];
  const ratio = median(taken.map((one, round) => (copies[round] ?? Number.NaN) / one));
  fell ||= !(ratio >= LEAST);
  console.log(`${name.padEnd(27)} ${Math.round(size / 1e6 / median(taken))} MB/s   ${ratio.toFixed(2)} of the copy`);
}

/** The most that the server ever took, until now. */
const tellMemory = async (message: "go on" | "end", title: string): Promise<void> => {
  const peak = told<{ peak: number }>();
  server.send(message);
  console.log(`${title.padEnd(27)} ${Math.round((await peak).peak / 2 ** 20)} MiB`);
};
await tellMemory("go on", "most memory");

const listed = async (wish: object): Promise<number> => {
  const body = JSON.stringify({ path: "/many", ...wish });
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push(
      await seconds(() => call("POST", "/api/fs/list", { ...api, "content-type": "application/json" }, body)),
    );
  return Math.round(median(rounds) * 1000);
};
console.log(`a page of ${ENTRIES} entries    ${await listed({ page: 1, per_page: 100 })} ms`);
console.log(`all of them                 ${await listed({})} ms`);
await tellMemory("end", "and with that");
await rm(here, { recursive: true, force: true });
if (fell) {
  console.error(`Less than ${LEAST} of the copy.`);
  process.exitCode = 1;
}
