/**
 * Watches requests and keeps their steps, beside the requests: nobody waits for it. What has been answered lies in a queue
 * and goes into the database twice a second in one transaction. A busy server keeps so many steps a second and lets the
 * others go; where they can't be written they are dropped, for nothing depends on them.
 */
import type { Database } from "../../db/database.ts";
import { type Clock, seconds } from "../../lib/clock.ts";
import type { Answer, EndpointRequest } from "../../lib/endpoint.ts";
import type { IdSource } from "../../lib/ids.ts";
import type { Log } from "../../lib/log.ts";
import { mediaType } from "../../lib/parameters.ts";
import { type Notes, noting } from "./step.ts";
import { storeSteps, trimSteps } from "./store.ts";
import { isStep, isWatched, stepOf, type Watched } from "./watched.ts";

const FLUSH_MILLISECONDS = 500;
/** Steps that wait: as many as are written at once. */
const MOST_WAITING = 50;
/** Bytes of a form that are looked at. */
const MOST_FORM = 16_384;
/** Writes between two looks at the ring's size. */
const TRIM_EVERY = 20;

type AnswerTo = (http: EndpointRequest) => Promise<Answer>;

export interface Inspector {
  /** Answers a request as `answerTo` does, and keeps what happened where it may be part of a sign-in. */
  watch(http: EndpointRequest, answerTo: AnswerTo): Promise<Answer>;
  /** Writes what waits. */
  flush(): Promise<void>;
  /** Writes what waits and stops. Call it while the database is still open. */
  close(): Promise<void>;
}

interface InspectorParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
}

/** @param mostSteps That the ring holds; about twenty writes' more until it is looked at. */
export function createInspector({ db, clock, ids, log }: InspectorParts, mostSteps?: number): Inspector {
  let waiting: Watched[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let writes = 0;

  const write = async (watched: readonly Watched[]): Promise<void> => {
    try {
      const steps = watched.map((each) => ({ id: each.id, requestId: each.http.id, ...stepOf(each) }));
      await db.write((tx) => storeSteps(tx, steps));
      writes += 1;
      if (writes % TRIM_EVERY === 1) await trimSteps(db, seconds(clock), mostSteps);
    } catch (error) {
      log.warn("inspector.not-kept", { steps: watched.length, error });
    }
  };

  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const watched = waiting;
    waiting = [];
    if (watched.length > 0) writing = writing.then(() => write(watched));
    return writing;
  };

  return {
    async watch(http, answerTo) {
      if (!isWatched(http.path) || waiting.length >= MOST_WAITING) return answerTo(http);
      const id = ids();
      const began = performance.now();
      const notes: Notes = { calls: [], claims: [], failure: null };
      let form = "";
      const isForm = mediaType(http.headers["content-type"]) === "application/x-www-form-urlencoded";
      const body = async (): Promise<Buffer> => {
        const bytes = await http.body();
        if (isForm && bytes.length <= MOST_FORM) form = bytes.toString("latin1");
        return bytes;
      };
      const answer = await noting(notes, () => answerTo({ ...http, body }));
      if (!isStep(http, form, answer)) return answer;
      const milliseconds = Math.round((performance.now() - began) * 10) / 10;
      waiting.push({ id, http, form, answer, milliseconds, notes });
      timer ??= setTimeout(flush, FLUSH_MILLISECONDS).unref();
      return answer;
    },
    flush,
    close: flush,
  };
}
