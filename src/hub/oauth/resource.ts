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
 * The resources that a token request asks for, of those that were granted (RFC 8707, 2.2): all of them where it names none.
 * @param asked Separated by spaces, as parameters that are there several times are read.
 * @returns what the access token is for, as JSON; the grant keeps the whole.
 * @throws OAuthError `invalid_target`
 */
export function targetOf(asked: string | undefined, granted: string): string {
  if (asked === undefined) return granted;
  const named = [...new Set(asked.split(" "))];
  const all = storedResources(granted);
  if (!named.every((resource) => all.includes(resource)))
    throw new OAuthError("invalid_target", "resource is not what the authorization request named.");
  return JSON.stringify(named);
}
