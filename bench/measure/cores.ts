/** Keeps servers and driver apart: the servers on one core, the driver on another, where the system lets us choose. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** The cores of this run; `undefined` where processes can't be bound or there is only one. */
export interface Cores {
  readonly servers: number;
  readonly driver: number;
}

/** Binds this process to a core. */
export function divideCores(): Cores | undefined {
  const [servers, driver] = allowedCores();
  if (servers === undefined || driver === undefined) return undefined;
  const { status } = spawnSync("taskset", ["-acp", String(driver), String(process.pid)], { stdio: "ignore" });
  return status === 0 ? { servers, driver } : undefined;
}

/** `Cpus_allowed_list`, such as `0-3,8`. */
function allowedCores(): number[] {
  if (!existsSync("/proc/self/status")) return [];
  const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "";
  return list.split(",").flatMap((range) => {
    const [first = Number.NaN, last = first] = range.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}
