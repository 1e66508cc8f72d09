/**
 * The side of a measured server that talks to the driver. It answers only when it is asked, so that it costs the server
 * nothing while it is measured, and it ends with the driver.
 */
import { writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import type { Ask, Say } from "./messages.ts";

/** Microseconds between two samples of a profile. */
const SAMPLING = 100;

export const say = (message: Say): void => {
  process.send?.(message);
};

/** The argument that `server-process.ts` gave. */
export function argument<T>(): T {
  return JSON.parse(process.argv[2] ?? "null");
}

export function answerDriver(): void {
  let session: Session | undefined;
  const answer = async (ask: Ask): Promise<Say> => {
    if (ask.kind === "usage") {
      const { user, system } = process.cpuUsage();
      return { kind: "usage", usage: { processor: user + system, resident: process.memoryUsage.rss() } };
    }
    if (ask.on) {
      session = new Session();
      session.connect();
      await session.post("Profiler.enable");
      await session.post("Profiler.setSamplingInterval", { interval: SAMPLING });
      await session.post("Profiler.start");
    } else if (session) {
      const { profile } = await session.post("Profiler.stop");
      writeFileSync(ask.file, JSON.stringify(profile));
      session.disconnect();
    }
    return { kind: "profiled" };
  };
  process.on("message", (ask: Ask) => {
    answer(ask).then(say, (error: unknown) => {
      throw error;
    });
  });
  process.on("disconnect", () => process.exit());
}
