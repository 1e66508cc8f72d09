/** The hub as a subject: seeded by its own domain, then served as it ships. */
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../driver/free-port.ts";
import type { HubPlace } from "./hub-place.ts";
import type { HubFacts, HubSeed } from "./hub-seed.ts";
import { launchEnvironment } from "./launched.ts";
import { ServerProcess } from "./server-process.ts";
import type { Bench, Subject, SubjectId } from "./subject.ts";

/** Milliseconds that seeding may take, and each grant besides. */
const SEED_MS = 60_000;
const GRANT_MS = 0.2;

export interface HubWish {
  readonly id: SubjectId;
  readonly title: string;
  readonly build: string;
  /** Flags of Node.js to serve with. */
  readonly flags: readonly string[];
  readonly databaseUrl: string | null;
  readonly people: number;
  readonly grants: number;
}

/** Seeds a new hub. @throws Error when its domain refuses */
export async function hub(bench: Bench, wish: HubWish): Promise<Subject> {
  const { id, title, build, databaseUrl } = wish;
  const logFile = join(bench.directory, `${id}.log`);
  const newPlace = (port: number): HubPlace => {
    const data = join(bench.directory, `${id}-${randomBytes(4).toString("hex")}`);
    mkdirSync(data, { mode: 0o700 });
    return { build, data, port, databaseUrl };
  };
  const place = newPlace(await freePort());
  const argument: HubSeed = { ...place, people: wish.people, grants: wish.grants };
  const seeding = new ServerProcess({ program: "hub-seed", argument, core: undefined, logFile });
  const { clients, cookies } = (await seeding.next("facts", SEED_MS + wish.grants * GRANT_MS)).facts as HubFacts;
  await seeding.stop();

  const serve = (argument: HubPlace) =>
    new ServerProcess({
      program: "hub-server",
      flags: wish.flags,
      environment: launchEnvironment(build),
      argument,
      core: bench.core,
      logFile,
    });
  let next = 0;
  return {
    id,
    title,
    ways: {
      clients,
      signed: { ES256: {}, RS256: {} },
      signIn() {
        const cookie = cookies[next] ?? "";
        next = (next + 1) % cookies.length;
        return Promise.resolve(cookie);
      },
    },
    start: (port) => serve({ ...place, port }),
    ...(databaseUrl === null ? { startEmpty: (port: number) => serve(newPlace(port)) } : {}),
  };
}
