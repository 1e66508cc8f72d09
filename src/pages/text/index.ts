/**
 * Which language a page speaks. The order is the person's: `ui_locales` of the request (OpenID Connect Core 1.0,
 * section 3.1.2.1) before the browser's `Accept-Language` (RFC 9110, section 12.5.4), and English where neither fits.
 * Both come from outside: they are bounded, and anything that is not a language tag is passed over.
 */
import { en, type Text } from "./en.ts";
import { zh } from "./zh.ts";

export type { Text } from "./en.ts";
export { en, zh };

/** All languages, by primary subtag (BCP 47). */
export const languages: Readonly<Record<string, Text>> = { en, zh };

const tag = /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i;
const longestHeader = 1000;

const byTag = (value: string): Text | undefined => {
  if (!tag.test(value)) return undefined;
  const primary = value.split("-", 1)[0]?.toLowerCase() ?? "";
  return Object.hasOwn(languages, primary) ? languages[primary] : undefined;
};

interface Preference {
  readonly range: string;
  readonly quality: number;
}

const preferences = (header: string): Preference[] =>
  header
    .slice(0, longestHeader)
    .split(",")
    .map((part) => {
      const [range = "", ...parameters] = part.split(";").map((piece) => piece.trim());
      const weight = parameters.find((parameter) => parameter.toLowerCase().startsWith("q="));
      const quality = weight === undefined ? 1 : Number(weight.slice(2));
      return { range, quality: Number.isFinite(quality) ? quality : 0 };
    })
    .filter(({ quality }) => quality > 0)
    // The sort is stable, so ranges of the same weight keep the order in which they were sent.
    .sort((a, b) => b.quality - a.quality);

/**
 * The text object for one request.
 *
 * @param acceptLanguage the `Accept-Language` header as it came, or null
 * @param uiLocales the `ui_locales` parameter (tags separated by spaces), or null
 */
export const pickText = (acceptLanguage: string | null | undefined, uiLocales?: string | null): Text => {
  for (const wanted of (uiLocales ?? "").slice(0, longestHeader).split(" ")) {
    const text = byTag(wanted);
    if (text) return text;
  }
  for (const { range } of preferences(acceptLanguage ?? "")) {
    const text = byTag(range);
    if (text) return text;
  }
  return en;
};
