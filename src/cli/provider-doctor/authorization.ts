/**
 * The authorization address as a browser would call it. A page says that the provider takes the request as far as it can
 * without a person; an error page says what it minds. Where the provider sends the browser on, nothing more can be seen.
 */
import { type Finding, failed, ok, warning } from "../doctor/finding.ts";
import { isAnswered, troubleInWords, type Witness } from "./witness.ts";

const CHECK = "authorization";

/** What an error page is about, the most certain first. */
const COMPLAINTS: readonly (readonly [RegExp, string, string])[] = [
  [
    /redirect[ _-]?ur[il]|callback url|return_to/i,
    "It does not know the callback address.",
    "Register it with the provider, byte for byte: the scheme, the port and the slash at the end count.",
  ],
  [
    /client[ _-]?id|unauthorized_client|unknown client|invalid_client|client not found|application not found/i,
    "It does not know the client id.",
    "Compare it with what the provider's console shows; it may be of another environment or have been deleted.",
  ],
  [
    /scope/i,
    "It does not allow a scope that is asked for.",
    "Allow it for the client at the provider, or ask without it.",
  ],
];

export async function authorization(url: string, witness: Witness): Promise<Finding> {
  const { origin, pathname } = new URL(url);
  await witness.fetch(url, { headers: { accept: "text/html" }, redirect: "error" }).catch(() => undefined);
  const answer = witness.seen.at(-1);
  if (isAnswered(answer)) {
    if (answer.status < 400) return ok(CHECK, `${origin} shows a page for this request.`);
    const found = COMPLAINTS.find(([words]) => words.test(answer.text));
    if (found !== undefined) {
      const [, message, fix] = found;
      return failed(CHECK, `${origin} refuses the request (${answer.status}). ${message}`, fix);
    }
    const busy = answer.status === 403 || answer.status === 429 || answer.status >= 500;
    const message = `${origin}${pathname} answers ${answer.status} and does not say why.`;
    const fix = "Open the sign-in in a browser and read what the provider says there.";
    return busy ? warning(CHECK, message, fix) : failed(CHECK, message, fix);
  }
  // Most send whoever is not signed in there to another page first.
  if (answer?.trouble === "redirect") return ok(CHECK, `${origin} sends the browser on, as to a page for signing in.`);
  if (answer?.trouble === "too_large") return ok(CHECK, `${origin} shows a page for this request.`);
  return failed(
    CHECK,
    `${origin} ${troubleInWords[answer?.trouble ?? "unreachable"]}.`,
    "Look at the address in the registration's settings, and at this machine's way out.",
  );
}
