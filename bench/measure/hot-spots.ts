/** Reads a profile of V8: the time that each function took itself, and with all that it called. */
import type { Profiler } from "node:inspector";
import { placeInSource } from "./source-map.ts";

export interface HotSpot {
  readonly name: string;
  /** Source file and line. */
  readonly place: string;
  /** Microseconds in all: in the function itself, and in it and everything that it called. */
  readonly self: number;
  readonly total: number;
}

/** Waiting is no work. */
const IDLE = "(idle)";

/** All functions that were seen, the dearest by themselves first; waiting left out. */
export function hotSpots(profile: Profiler.Profile): HotSpot[] {
  const self = selfTimes(profile);
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const spots = new Map<string, { name: string; place: string; self: number; total: number }>();
  const keyOf = ({ callFrame }: Profiler.ProfileNode) =>
    `${callFrame.functionName} ${callFrame.url}:${callFrame.lineNumber}:${callFrame.columnNumber}`;

  /** A function inside itself adds to its total once. */
  const visit = (id: number, above: ReadonlySet<string>): number => {
    const node = nodes.get(id);
    if (!node) return 0;
    const key = keyOf(node);
    const within = above.has(key) ? above : new Set([...above, key]);
    const own = self.get(id) ?? 0;
    const total = own + (node.children ?? []).reduce((sum, child) => sum + visit(child, within), 0);
    const { functionName, url, lineNumber, columnNumber } = node.callFrame;
    const spot = spots.get(key) ?? {
      name: functionName || "(anonymous)",
      place: placeInSource(url, lineNumber, columnNumber),
      self: 0,
      total: 0,
    };
    spots.set(key, spot);
    spot.self += own;
    if (!above.has(key)) spot.total += total;
    return total;
  };
  const [root] = profile.nodes;
  if (root) visit(root.id, new Set());
  return [...spots.values()].filter(({ name }) => name !== IDLE && name !== "(root)").sort((a, b) => b.self - a.self);
}

function selfTimes({ samples = [], timeDeltas = [] }: Profiler.Profile): Map<number, number> {
  const self = new Map<number, number>();
  // A sample stands for the time until the next one.
  for (const [index, id] of samples.entries()) self.set(id, (self.get(id) ?? 0) + (timeDeltas[index + 1] ?? 0));
  return self;
}
