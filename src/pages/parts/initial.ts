/**
 * The letters and the colour of a round or square tile that stands for a person, an application or a provider.
 * Nothing here is a secret or an identity: two names may well share a tile.
 */

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

const first = (word: string): string => {
  // No mark combines with a letter before another of these, and nothing needs to be segmented.
  if (/^[A-Za-z](?:[A-Za-z0-9]|$)/.test(word)) return word.charAt(0).toUpperCase();
  for (const { segment } of segmenter.segment(word)) return segment.toLocaleUpperCase("en");
  return "";
};

// Only what is drawn as a sign of its own may stand in a tile: no control, format or lone combining character.
const drawable = /^[\p{L}\p{N}\p{Emoji_Presentation}]/u;

/** One or two letters of a name ("Ada Lovelace" → "AL", "李雷" → "李"), or "?" where there are none. */
export const initials = (name: string, most: 1 | 2 = 2): string => {
  const words = name.split(/[^\p{L}\p{N}\p{M}\p{Emoji_Presentation}]+/u).filter((word) => drawable.test(word));
  const chosen = most === 2 && words.length > 1 ? [words[0] ?? "", words.at(-1) ?? ""] : words.slice(0, 1);
  // Two ideographs are as wide as four letters.
  const letters = chosen.map(first);
  const wide = letters.some((letter) => /\p{Script=Han}|\p{Script=Hangul}|\p{Emoji_Presentation}/u.test(letter));
  return (wide ? letters.slice(0, 1) : letters).join("") || "?";
};

/** One of the eight tile hues of the stylesheet, always the same for the same seed. */
export const hue = (seed: string): number => {
  let sum = 0;
  for (const letter of seed) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % 8;
};

const channel = (value: number): number => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

/**
 * The colour of a letter on a `#rrggbb` tile: white wherever it reads well (3:1, relative luminance of WCAG 2.2), else
 * black; null where the value is no such colour, and the tile stays neutral.
 */
export const inkOn = (colour: string): "#000000" | "#ffffff" | null => {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return null;
  const value = Number.parseInt(colour.slice(1), 16);
  const luminance =
    0.2126 * channel(value >> 16) + 0.7152 * channel((value >> 8) & 255) + 0.0722 * channel(value & 255);
  return 1.05 / (luminance + 0.05) >= 3 ? "#ffffff" : "#000000";
};
