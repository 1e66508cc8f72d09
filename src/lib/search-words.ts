/**
 * Finding a thing by the beginning of any word of its names: the words are written down folded, each with what follows it, so
 * that one range of an index answers, however many things there are. `lovelace`, `ada love` and `example.org` find Ada
 * Lovelace of ada@example.org; in scripts that write no spaces each character begins a word.
 */

/** Characters of a word, and words of a thing, that are written down. */
const LONGEST = 40;
const MOST = 24;

/** A letter or digit that no other stands before, or one of a script without spaces. */
const BEGINNING =
  /(?<![\p{L}\p{N}\p{M}])[\p{L}\p{N}]|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;

/** What two words share to be the same: NFKC, lower case, single spaces. */
const fold = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();

const cut = (text: string): string => [...text.slice(0, 2 * LONGEST)].slice(0, LONGEST).join("").trimEnd();

/** The words to find a thing by that is called so. */
export function searchWords(names: readonly (string | null)[]): readonly string[] {
  const words = new Set<string>();
  for (const name of names) {
    const text = fold(name ?? "");
    if (text === "") continue;
    words.add(cut(text));
    for (const { index } of text.matchAll(BEGINNING)) {
      if (words.size === MOST) break;
      words.add(cut(text.slice(index)));
    }
  }
  return [...words];
}

/** The range of words that begin as a search does: from `low`, below `high`; `null` for a search without a character. */
export function wordRange(search: string): { readonly low: string; readonly high: string } | null {
  const low = cut(fold(search));
  return low === "" ? null : { low, high: `${low}\u{10ffff}` };
}
