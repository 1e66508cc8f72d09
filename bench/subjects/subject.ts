/** Something that is measured: how it is started, and how the driver finds its way in it. */
import type { Ways } from "../driver/target.ts";
import type { ServerProcess } from "./server-process.ts";

/** Names a subject in results: `hub`, `hub-postgres`, `peer-memory`, `peer-sqlite`, or one of these with stored rows. */
export type SubjectId = string;

export interface Subject {
  readonly id: SubjectId;
  readonly title: string;
  readonly ways: Ways;
  /** Starts it on what it has kept so far. It says `listening` when it listens. */
  start(port: number): ServerProcess;
  /** Starts it with nothing kept, where that is another thing. */
  startEmpty?(port: number): ServerProcess;
}

/** What every subject needs to be started. */
export interface Bench {
  /** A directory of this run's own, removed at its end. */
  readonly directory: string;
  /** The core of the servers; `undefined` where they can't be bound to one. */
  readonly core: number | undefined;
}
