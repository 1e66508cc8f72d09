/**
 * How version 2 of LinkedIn's profile API writes a person: names in several languages, and pictures in several sizes. The
 * closed ways of signing in with LinkedIn read it.
 */
import { isJsonObject } from "../json.ts";
import { readPath } from "../path.ts";
import type { ClaimSource, Json } from "../provider.ts";

const STILL_IMAGE = '["com.linkedin.digitalmedia.mediaartifact.StillImage"]';
/** Of the sizes that there are, the one for a list of people. */
const WIDTH = 100;

/** A text in the person's own language, else in any that there is; a plain text as it stands. */
export const localized =
  (path: string): ClaimSource =>
  ({ profile }) => {
    const field = readPath(profile, path);
    if (!isJsonObject(field)) return field;
    const [language, country] = [
      readPath(field, "preferredLocale.language"),
      readPath(field, "preferredLocale.country"),
    ];
    const texts = readPath(field, "localized");
    if (!isJsonObject(texts)) return undefined;
    const own = `${String(language)}_${String(country)}`;
    return Object.hasOwn(texts, own) ? texts[own] : (texts.en_US ?? Object.values(texts)[0]);
  };

const isPublic = (element: Json): boolean => readPath(element, "authorizationMethod") === "PUBLIC";
const widthOf = (element: Json): Json | undefined => readPath(element, `data${STILL_IMAGE}.displaySize.width`);

/** The address of the picture that anybody may see, in the size for a list where there is one. */
export const displayImage: ClaimSource = ({ profile }) => {
  const elements = readPath(profile, "profilePicture.displayImage~.elements");
  const shown = Array.isArray(elements) ? elements.filter(isPublic) : [];
  return readPath(shown.find((element: Json) => widthOf(element) === WIDTH) ?? shown[0], "identifiers[0].identifier");
};
