/** The word that was probably meant: the one with the fewest slips of a typing hand, if they are few for its length. */

/** Letters left out, added, changed, or two swapped (optimal string alignment). */
function slips(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      line[column] = Math.min(
        (last[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = line;
  }
  return last[right.length] ?? 0;
}

const LONGEST = 60;

export function nearMiss(word: string, known: readonly string[]): string | undefined {
  if (word === "" || word.length > LONGEST) return undefined;
  const begun = known.filter((each) => each.startsWith(word));
  if (begun.length === 1) return begun[0];
  const [best] = known.map((each) => ({ each, count: slips(word, each) })).sort((a, b) => a.count - b.count);
  return best && best.count <= Math.max(1, Math.floor(best.each.length / 3)) ? best.each : undefined;
}
