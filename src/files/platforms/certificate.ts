/** The certificate or public key (PEM, RFC 7468) that a Casdoor application signs with, kept on one line as other settings are. */
import { createPublicKey, type KeyObject, X509Certificate } from "node:crypto";

const PEM = /^-----BEGIN (CERTIFICATE|PUBLIC KEY)-----([A-Za-z0-9+/= ]+)-----END \1-----$/;

/** On one line. */
export const certificateText = (pem: string): string => pem.trim().replace(/\s+/g, " ");

/** The key in it, or `null` where it holds none that could verify a token. */
export function certificateKey(text: string): KeyObject | null {
  const [, label = "", body = ""] = PEM.exec(certificateText(text)) ?? [];
  if (label === "") return null;
  const bytes = Buffer.from(body.replaceAll(" ", ""), "base64");
  try {
    const key =
      label === "CERTIFICATE"
        ? new X509Certificate(bytes).publicKey
        : createPublicKey({ key: bytes, format: "der", type: "spki" });
    return ["rsa", "rsa-pss", "ec", "ed25519"].includes(key.asymmetricKeyType ?? "") ? key : null;
  } catch {
    return null;
  }
}
