/**
 * Signatures that a profile call carries besides its token (`quirks.callSignature`): whoever has stolen a token alone
 * can't make the call.
 */
import type { CallSignature } from "../provider.ts";
import { hmac, toHex } from "./hash.ts";
import { md5 } from "./md5.ts";

interface Secrets {
  readonly clientSecret: string;
  readonly accessToken: string;
}

const byName = ([left]: readonly [string, string], [right]: readonly [string, string]): number =>
  left < right ? -1 : left > right ? 1 : 0;

/**
 * The parameter that signs a call.
 * @param parameters All parameters of the call; those that `except` names are not signed.
 */
export async function callSignature(
  signature: CallSignature,
  parameters: Iterable<readonly [string, string]>,
  { clientSecret, accessToken }: Secrets,
): Promise<string> {
  if (signature.kind === "tokenHmac") return toHex(await hmac("SHA-256", clientSecret, accessToken));
  const { except = [], pairs, secret, parameter } = signature;
  const signed = [...parameters]
    .filter(([name]) => name !== parameter && !except.includes(name))
    .sort(byName)
    .map(([name, value]) => (pairs === "name=value" ? `${name}=${value}` : name + value));
  return md5(signed.join("") + (secret === "client" ? clientSecret : md5(accessToken + clientSecret)));
}
