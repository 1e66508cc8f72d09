/** Resource indicators (RFC 8707): which services a token is meant for. They become its audience. */
import { OAuthError } from "../web/oauth-error.ts";

/** An entry of a client's list that stands for any resource. */
const ANY = "*";

const isResource = (text: string): boolean =>
  text.length <= 500 && !text.includes("#") && /^[a-z][a-z0-9+.-]*:\S+$/i.test(text) && URL.canParse(text);

export const areAllowed = (asked: readonly string[], allowed: readonly string[]): boolean =>
  asked.length <= 10 &&
  asked.every((resource) => isResource(resource) && (allowed.includes(resource) || allowed.includes(ANY)));

/** The resources of a stored code or grant. */
export const storedResources = (text: string): readonly string[] =>
  text === "[]" ? [] : (JSON.parse(text) as string[]);

/** The audience of an access token: what it was asked for, else the client itself. */
export const audienceOf = (resources: readonly string[], clientId: string): readonly string[] =>
  resources.length === 0 ? [clientId] : resources;

/**
 * A token request names exactly what was granted, or nothing, which means the same.
 * @throws OAuthError `invalid_target`
 */
export function checkTarget(asked: string | undefined, granted: string): void {
  if (asked === undefined) return;
  const words = (list: readonly string[]) => [...new Set(list)].sort().join(" ");
  if (words(asked.split(" ")) !== words(storedResources(granted))) {
    throw new OAuthError("invalid_target", "resource is not what the authorization request named.");
  }
}
