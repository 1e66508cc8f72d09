/**
 * From the start of the process to the first good answer (the discovery document), and the memory that it then holds.
 * The driver knocks until somebody opens, so the time includes everything that a person would wait for.
 */
import { setTimeout as wait } from "node:timers/promises";
import { Connection } from "../driver/connection.ts";
import { freePort } from "../driver/free-port.ts";
import { requestsTo } from "../driver/request.ts";
import { DISCOVERY } from "../driver/target.ts";
import type { ServerProcess } from "../subjects/server-process.ts";

const KNOCK_MS = 1;
const PATIENCE_MS = 30_000;
/** Milliseconds until memory is read: what only the start needed may have been given back. */
const REST_MS = 500;

export interface Start {
  /** Until the first good answer. */
  readonly milliseconds: number;
  /** Bytes of resident memory, idle. */
  readonly resident: number;
}

/** Starts a server, waits for its first answer, and ends it. */
export async function measureStart(start: (port: number) => ServerProcess): Promise<Start> {
  const port = await freePort();
  const request = requestsTo(port).get(DISCOVERY);
  const started = performance.now();
  const server = start(port);
  try {
    const connection = await Promise.race([knock(port, started + PATIENCE_MS), server.ended()]);
    const { status } = await connection.send(request);
    const milliseconds = performance.now() - started;
    connection.close();
    if (status !== 200) throw new Error(`the first answer was ${status}`);
    await wait(REST_MS);
    return { milliseconds, resident: (await server.usage()).resident };
  } finally {
    await server.stop();
  }
}

async function knock(port: number, until: number): Promise<Connection> {
  for (;;) {
    try {
      return await Connection.open(port);
    } catch (error) {
      if (performance.now() > until) throw error;
    }
    await wait(KNOCK_MS);
  }
}
