/**
 * Signatures of calls and callbacks as an emulated provider makes them again, with Node's own hashes: what the library
 * signs by its own means must agree.
 */
import { createHash, createHmac } from "node:crypto";
import type { CallSignature } from "../providers/provider.ts";

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

const hmacSha256 = (key: string, text: string): string => createHmac("sha256", key).update(text).digest("hex");

export function expectedSignature(
  signature: CallSignature,
  query: URLSearchParams,
  { accessToken, clientSecret }: { readonly accessToken: string; readonly clientSecret: string },
): string {
  if (signature.kind === "tokenHmac") return hmacSha256(clientSecret, accessToken);
  const left = new URLSearchParams(query);
  for (const name of [signature.parameter, ...(signature.except ?? [])]) left.delete(name);
  const between = signature.pairs === "name=value" ? "=" : "";
  const text = [...new Set(left.keys())]
    .sort()
    .map((name) => `${name}${between}${left.get(name)}`)
    .join("");
  return md5(text + (signature.secret === "client" ? clientSecret : md5(`${accessToken}${clientSecret}`)));
}

/** The callback's own signature (`quirks.callbackHmac`). */
export const callbackSignature = (secret: string, parameters: Readonly<Record<string, string>>): string =>
  hmacSha256(
    secret,
    Object.entries(parameters)
      .map(([name, value]) => `${name}=${value}`)
      .sort()
      .join("&"),
  );
