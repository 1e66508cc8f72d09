/** Where the hub is reached: the issuer, against what it listens on; and the certificate, where it serves https itself. */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { isLocalHost } from "../../lib/configuration.ts";
import { isLoopback } from "../address.ts";
import { explain } from "../explain.ts";
import { type Finding, failed, ok, type Patient, warning } from "./finding.ts";

/** Days before its end at which a certificate should have been replaced. */
const SOON = 14;
const DAY = 86_400_000;

const portOf = ({ port, protocol }: URL): number => Number(port) || (protocol === "https:" ? 443 : 80);

export function issuer({ configuration, issuer: address, port }: Patient): Finding {
  const { tls, host, issuer: given } = configuration;
  const isLocal = isLocalHost(address.hostname);
  const isHttps = address.protocol === "https:";
  if (tls && !isHttps)
    return failed(
      "issuer",
      `The issuer is ${address.origin}, and the hub serves https.`,
      `--issuer https://${address.host}`,
    );
  if (isLocal && isHttps && !tls)
    return failed(
      "issuer",
      `The issuer is ${address.origin}, and the hub serves no https.`,
      "Give --tls-cert and --tls-key, or an issuer with http.",
    );
  if (isLocal && portOf(address) !== port) {
    return failed(
      "issuer",
      `Browsers are sent to port ${portOf(address)} of this machine, and the hub listens on ${port}.`,
      `--issuer ${address.protocol}//${address.hostname}:${port}, or --port ${portOf(address)}`,
    );
  }
  if (isLocal && !isLoopback(host)) {
    const set = given === undefined ? "no issuer is set" : `the issuer is ${address.origin}`;
    return warning(
      "issuer",
      `The hub listens on ${host}, and ${set}: only this machine can sign in.`,
      "Set --issuer to the https address that people use.",
    );
  }
  if (!isLocal && !tls && !isLoopback(host)) {
    return warning(
      "issuer",
      `The hub serves plain http on ${host}; https for ${address.origin} has to be a proxy's.`,
      "Let the hub listen where only the proxy reaches it (--host), or serve https with --tls-cert and --tls-key.",
    );
  }
  if (isLocal) return ok("issuer", `${address.origin}: this machine alone.`);
  return ok("issuer", `${address.origin}${tls ? "" : ", behind a proxy that ends https"}.`);
}

/** What OpenSSL says of a file that is no key is not nice, and all that is known. */
function reason(error: unknown): string {
  const { code, message } = explain(error);
  return code === "unexpected" && error instanceof Error ? `${error.message}.` : message;
}

/** `null` where the hub serves no https itself. */
export function certificate({ configuration, issuer: address }: Patient, now = Date.now()): Finding | null {
  const { tls } = configuration;
  if (!tls) return null;
  try {
    const leaf = new X509Certificate(readFileSync(tls.certFile));
    const key = createPrivateKey(readFileSync(tls.keyFile));
    const end = Date.parse(leaf.validTo);
    const until = new Date(end).toISOString().slice(0, 10);
    if (!leaf.checkPrivateKey(key))
      return failed(
        "certificate",
        "The key does not belong to the certificate.",
        "Give the two files that were made together.",
      );
    if (end <= now) return failed("certificate", `The certificate ran out on ${until}.`, "Replace it and start again.");
    if (Date.parse(leaf.validFrom) > now)
      return failed("certificate", "The certificate is not valid yet.", "Look at the clock, then at the certificate.");
    const name = address.hostname.replace(/^\[(.*)\]$/, "$1");
    if ((isIP(name) === 0 ? leaf.checkHost(name) : leaf.checkIP(name)) === undefined) {
      return failed("certificate", `The certificate is not for ${name}.`, "Get one whose names hold the issuer's.");
    }
    if (end - now < SOON * DAY)
      return warning("certificate", `The certificate runs out on ${until}.`, "Replace it and start again.");
    return ok("certificate", `For ${name}, until ${until}.`);
  } catch (error) {
    return failed(
      "certificate",
      `The certificate or its key can't be used: ${reason(error)}`,
      "Both are PEM files that this user can read; the key without a password.",
    );
  }
}
