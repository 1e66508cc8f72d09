/**
 * Processor time of a process by the kernel's own account, `/proc/<pid>/stat` (proc(5)): all threads, user and system.
 * It counts in ticks of usually 10 ms; what a process says of itself (getrusage) counts in microseconds and comes from
 * the same books, so the latter is reported and the former checks it.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const TICKS_PER_SECOND = existsSync("/proc/self/stat") ? ticksPerSecond() : Number.NaN;

function ticksPerSecond(): number {
  const { status, stdout } = spawnSync("getconf", ["CLK_TCK"], { encoding: "utf8" });
  return status === 0 ? Number(stdout) : 100;
}

/** Microseconds since the process began; `NaN` where there is no `/proc`. */
export function kernelProcessorTime(pid: number): number {
  if (Number.isNaN(TICKS_PER_SECOND)) return Number.NaN;
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The second field is the program's name, in parentheses, and may hold anything; the 14th and 15th are the ticks.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1e6;
}
