/** A profile for people: the functions that take the most, as shares of what is measured without a profile. */
import type { HotSpot } from "../measure/hot-spots.ts";
import { figure, table } from "./table.ts";

const SHOWN = 40;

/** @param cost Microseconds an operation. */
export function hotSpotReport(title: string, cost: number, spots: readonly HotSpot[]): string {
  const all = spots.reduce((sum, { self }) => sum + self, 0);
  const each = (time: number) => figure((time / all) * cost);
  const rows = (list: readonly HotSpot[]) =>
    list.slice(0, SHOWN).map(({ name, place, self, total }) => [`${name}  ${place}`, each(self), each(total)]);
  const bySelf = table([`${title}: ${figure(cost)} µs, by itself`, "self", "total"], rows(spots));
  const byTotal = [...spots].sort((a, b) => b.total - a.total);
  return `${bySelf}\n\n${table([`${title}, with what it calls`, "self", "total"], rows(byTotal))}`;
}
