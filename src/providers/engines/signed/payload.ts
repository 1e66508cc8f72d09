/**
 * A payload signed in both directions (DiscourseConnect): a query in base64, and the hex HMAC-SHA256 of that base64 by the
 * shared secret. The nonce that we sent inside comes back inside.
 */
import type { PendingSignIn } from "../../provider.ts";
import { ProviderError } from "../../provider-error.ts";
import { type CallbackParameters, singleParameters } from "../callback.ts";
import type { Context } from "../engine.ts";
import { fromBase64, hmac, toBase64, toHex } from "../hash.ts";
import { equalInConstantTime } from "../random.ts";
import type { Payload, Proved } from "./flow.ts";

function secretOf({ app }: Context): string {
  if (app.clientSecret === undefined || app.clientSecret === "") {
    throw new ProviderError("misconfigured", "no client secret");
  }
  return app.clientSecret;
}

const signatureOf = async (context: Context, payload: string): Promise<string> =>
  toHex(await hmac("SHA-256", secretOf(context), payload));

/** The parameters of the authorization address. */
export async function signedPayload(
  context: Context,
  proof: Payload,
  nonce: string,
  callbackAddress: string,
): Promise<Map<string, string>> {
  const query = new URLSearchParams({ [proof.nonce]: nonce, [proof.returnTo]: callbackAddress }).toString();
  const payload = toBase64(new TextEncoder().encode(query));
  return new Map([
    [proof.payload, payload],
    [proof.signature, await signatureOf(context, payload)],
  ]);
}

export async function verifyPayload(
  context: Context,
  proof: Payload,
  pending: PendingSignIn,
  callback: CallbackParameters,
): Promise<Proved> {
  const payload = callback[proof.payload] ?? "";
  if (!equalInConstantTime(await signatureOf(context, payload), (callback[proof.signature] ?? "").toLowerCase())) {
    throw new ProviderError("id_token_invalid", "callback: the signature does not fit");
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(fromBase64(payload));
  } catch (error) {
    throw new ProviderError("bad_answer", "callback: the payload is not base64 of text", error);
  }
  const fields = { ...singleParameters(new URLSearchParams(text)) };
  const { [proof.nonce]: nonce = "", failed, ...profile } = fields;
  if (!equalInConstantTime(pending.nonce ?? "", nonce)) {
    throw new ProviderError("state_mismatch", "callback: the payload is of another sign-in");
  }
  if (failed === "true") throw new ProviderError("access_denied", "callback: the person is not signed in there");
  return { profile };
}
