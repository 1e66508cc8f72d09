/**
 * One window: 16 connections that each do one operation after the other for a while, and what that cost the server.
 * Connections are opened and tokens fetched before the clock runs. Operations under way at its end are waited for and
 * counted, so that no work is paid for without being counted.
 */
import { Connection } from "../driver/connection.ts";
import type { Target } from "../driver/target.ts";
import type { Operation, Step } from "../operations/operation.ts";
import type { ServerProcess } from "../subjects/server-process.ts";
import { kernelProcessorTime } from "./processor.ts";
import { percentile } from "./statistics.ts";

export const CONNECTIONS = 16;

/** A server that listens, and how the driver reaches it. */
export interface Running {
  readonly server: ServerProcess;
  readonly target: Target;
}

export interface WindowWish {
  readonly milliseconds: number;
  /** How many people take part on each connection. */
  readonly people: number;
  /** Operations at most, whatever the time. */
  readonly most: number;
}

export interface Window {
  readonly operations: number;
  readonly seconds: number;
  /** Processor time of the server in microseconds an operation, as the process says and as the kernel says. */
  readonly processor: number;
  readonly kernelProcessor: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** The share of its own core that the driver needed. Near 1 it is the driver that sets the pace. */
  readonly driverBusy: number;
}

/** @throws Error when any answer is not what the operation expects: a window holds good answers alone */
export async function measureWindow(
  { server, target }: Running,
  operation: Operation,
  wish: WindowWish,
): Promise<Window> {
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => Connection.open(target.port)));
  try {
    const steps = await Promise.all(connections.map((each) => operation.prepare(target, each, wish.people)));
    const before = { ...(await server.usage()), kernel: kernelProcessorTime(server.pid), driver: process.cpuUsage() };
    const started = performance.now();
    const latencies = await run(steps, started + wish.milliseconds, wish.most);
    const elapsed = performance.now() - started;
    const driver = process.cpuUsage(before.driver);
    const after = { ...(await server.usage()), kernel: kernelProcessorTime(server.pid) };
    const operations = latencies.length;
    return {
      operations,
      seconds: elapsed / 1000,
      processor: (after.processor - before.processor) / operations,
      kernelProcessor: (after.kernel - before.kernel) / operations,
      perSecond: (operations / elapsed) * 1000,
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
      driverBusy: (driver.user + driver.system) / 1000 / elapsed,
    };
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** @returns the milliseconds that each operation took. */
async function run(steps: readonly Step[], until: number, most: number): Promise<number[]> {
  const latencies: number[] = [];
  let begun = 0;
  const repeat = async (step: Step) => {
    for (let now = performance.now(); now < until && begun < most; ) {
      begun += 1;
      await step();
      const after = performance.now();
      latencies.push(after - now);
      now = after;
    }
  };
  await Promise.all(steps.map(repeat));
  return latencies;
}
