/** Starts what is measured, and lets it prove that it does the work, before any clock runs. */
import { Connection } from "./driver/connection.ts";
import { freePort } from "./driver/free-port.ts";
import { openTarget } from "./driver/target.ts";
import type { Contestant } from "./measure/rounds.ts";
import { prove, type TokenSizes } from "./operations/parity.ts";
import type { Subject } from "./subjects/subject.ts";

export interface Proven extends Contestant {
  readonly tokens: TokenSizes;
}

/** @throws Error naming the subject and what it does otherwise */
export async function enter(subject: Subject): Promise<Proven> {
  const port = await freePort();
  const server = subject.start(port);
  await server.next("listening");
  const target = await openTarget(port, subject.ways);
  const connection = await Connection.open(port);
  try {
    return { subject, running: { server, target }, tokens: await prove(target, connection) };
  } catch (cause) {
    throw new Error(`${subject.title}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  } finally {
    connection.close();
  }
}

export async function leave(contestants: readonly Contestant[]): Promise<void> {
  await Promise.all(contestants.map(({ running }) => running.server.stop()));
}
