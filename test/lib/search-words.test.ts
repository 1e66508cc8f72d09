/** lib: what a person is found by, and what not. */
import { expect, test } from "vitest";
import { searchWords, wordRange } from "../../src/lib/search-words.ts";

const finds = (search: string, ...names: readonly (string | null)[]): boolean => {
  const range = wordRange(search);
  return range !== null && searchWords(names).some((word) => word >= range.low && word < range.high);
};

test("the beginning of any word finds, with what follows it; the middle of one does not", () => {
  const ada = ["ada.l", "Ada  King Lovelace", "ada@mail.example.org"] as const;
  for (const search of ["ada", "ADA.L", "king love", "lovelace", "example.org", "mail.ex", "  Love "])
    expect([search, finds(search, ...ada)]).toEqual([search, true]);
  for (const search of ["velace", "xample", "king  ada", "", "  "])
    expect([search, finds(search, ...ada)]).toEqual([search, false]);
});

test("letters are folded, and scripts without spaces are found by every character", () => {
  expect(finds("ａｄａ", "Ada")).toBe(true);
  expect(finds("mei", "陈晓梅")).toBe(false);
  for (const search of ["陈", "晓梅", "梅"]) expect(finds(search, "陈晓梅")).toBe(true);
  expect(finds("élo", "Élodie")).toBe(true);
});

test("what is written down is bounded, whatever somebody is called", () => {
  const words = searchWords([`${"a b ".repeat(500)}`, "x".repeat(10_000), "漢".repeat(1000)]);
  expect(words.length).toBeLessThanOrEqual(26);
  expect(Math.max(...words.map((word) => [...word].length))).toBeLessThanOrEqual(40);
  expect(finds("x".repeat(10_000), "x".repeat(10_000))).toBe(true);
});
