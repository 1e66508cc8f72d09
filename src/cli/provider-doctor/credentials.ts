/**
 * The token endpoint (RFC 6749, 4.1.3 and 5.2), asked with the registration's credentials and a code that nobody gave out. A
 * provider that only minds the code has taken the credentials; the code buys nothing either way.
 */
import type { Context } from "../../providers/engines/engine.ts";
import { noFacts } from "../../providers/engines/facts.ts";
import { randomValue } from "../../providers/engines/random.ts";
import { requestTokens } from "../../providers/engines/token-request.ts";
import { ProviderError } from "../../providers/provider-error.ts";
import { engineOf } from "../../providers/registration.ts";
import { type Finding, failed, ok, warning } from "../doctor/finding.ts";
import { isAnswered, type Seen, troubleInWords, type Witness } from "./witness.ts";

const CHECK = "credentials";

const CODE =
  /invalid_grant|bad_verification_code|invalid_code|code[ _](?:is[ _])?(?:invalid|expired|not[ _]valid)|invalid (?:authorization )?code/i;
const REDIRECT = /redirect[ _-]?ur[il]/i;
const CLIENT =
  /invalid_client|unauthorized_client|incorrect_client_credentials|bad_client|client[ _-]?(?:secret|credentials|authentication)|appsecret|invalid credential/i;

function judged(answer: Seen | undefined): Finding {
  const address = answer?.address ?? "The token address";
  if (!isAnswered(answer)) {
    const trouble = troubleInWords[answer?.trouble ?? "unreachable"];
    return failed(
      CHECK,
      `${address} ${trouble}.`,
      "Look at the address in the registration's settings, and at the way out.",
    );
  }
  const { status, text } = answer;
  if (CODE.test(text)) return ok(CHECK, "The provider takes the client id and secret: it minds only the made-up code.");
  if (CLIENT.test(text) || status === 401) {
    return failed(
      CHECK,
      `${address} does not accept the client id and secret (${status}).`,
      "Set the secret anew in the console: it may have been replaced at the provider, have expired, or lack a character.",
    );
  }
  if (REDIRECT.test(text)) {
    return failed(
      CHECK,
      `${address} does not know the callback address.`,
      "Register it with the provider, byte for byte.",
    );
  }
  if (status === 404 || status === 405) {
    return failed(
      CHECK,
      `${address} answers ${status}: no token endpoint is there.`,
      "Look at the address in the registration's settings.",
    );
  }
  return warning(
    CHECK,
    `${address} answers ${status} and does not say what it minds.`,
    "Try a sign-in: only that will show.",
  );
}

/** @throws whatever is no `ProviderError`. */
export async function credentials(context: Context, witness: Witness): Promise<Finding> {
  const { provider, app } = context;
  const before = witness.seen.length;
  try {
    const endpoints = await engineOf(provider).endpoints(context);
    const facts = { ...noFacts, code: randomValue(), state: randomValue() };
    await requestTokens(context, facts, endpoints.token(facts), {
      grant_type: "authorization_code",
      code: facts.code,
      redirect_uri: app.redirectUri,
      ...(provider.pkce ? { code_verifier: randomValue() } : {}),
    });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (witness.seen.length > before) return judged(witness.seen.at(-1));
    return warning(
      CHECK,
      "They can't be tried without a person: this provider's token call needs something of the callback.",
      "Try a sign-in.",
    );
  }
  return warning(CHECK, "The provider gave tokens for a code that nobody has.", "Look at which server this really is.");
}
