/**
 * Passkeys (Web Authentication, level 3), as the relying party: the options that the browser is given and the check of what it
 * brings back. Discoverable credentials with user verification, so that a passkey is two factors in one; no attestation is
 * asked for. The cryptography is @simplewebauthn/server's, which is loaded with the first passkey; this file pins what it may
 * accept: our origin exactly, our host as RP ID, a challenge of ours, user verification.
 *
 * A challenge is not stored when it is given out: it carries its time and an HMAC over whom it is for (`bound`), so that pages
 * can be drawn without a write. Whoever accepts one notes it as used until it would have expired (7.1, step 7; 7.2, step 11).
 */
import { createHmac } from "node:crypto";
import type {
  AuthenticationResponseJSON,
  AuthenticatorTransport,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { z } from "zod";
import { sameSecret } from "./bearer.ts";
import { Refusal } from "./errors.ts";
import { randomBytes } from "./random.ts";

/** Seconds that a challenge is good for: a sign-in page may stand open while the browser offers passkeys on it. */
export const CHALLENGE_SECONDS = 1800;
/** Seconds that the browser gives somebody at the authenticator. */
const TIMEOUT_SECONDS = 300;

export interface RelyingParty {
  /** The host, without port (5.1.2). */
  readonly id: string;
  readonly name: string;
  readonly origin: string;
}

/** @param issuer Our own origin. */
export const relyingParty = (issuer: string, name: string): RelyingParty => {
  const { hostname, origin } = new URL(issuer);
  return { id: hostname, name, origin };
};

const SEED = /^[A-Za-z0-9_-]{32}$/;
/** base64url of time (8 bytes), random (16 bytes) and HMAC-SHA-256 (32 bytes). */
const CHALLENGE = /^[A-Za-z0-9_-]{75}$/;

const macOf = (key: Buffer, seed: string, bound: string): string =>
  createHmac("sha256", key).update(`${seed}.${bound}`).digest("base64url");

/** @param bound Whom and what it is for: purpose, browser, person. @param now Unix seconds. */
export function newChallenge(key: Buffer, bound: string, now: number): string {
  const seed = randomBytes(24);
  seed.writeBigUInt64BE(BigInt(now));
  const text = seed.toString("base64url");
  return text + macOf(key, text, bound);
}

/** Whether a challenge was given out for this, not too long ago. That it is used once is the caller's to see to. */
export function isChallenge(key: Buffer, bound: string, now: number, challenge: string): boolean {
  if (!CHALLENGE.test(challenge)) return false;
  const seed = challenge.slice(0, 32);
  if (!SEED.test(seed) || !sameSecret(macOf(key, seed, bound), challenge.slice(32))) return false;
  const at = Number(Buffer.from(seed, "base64url").readBigUInt64BE());
  return at <= now && now < at + CHALLENGE_SECONDS;
}

export interface PasskeyHandle {
  /** base64url. */
  readonly credentialId: string;
  readonly transports: readonly string[];
}

const described = ({ credentialId, transports }: PasskeyHandle) => ({
  id: credentialId,
  type: "public-key" as const,
  transports: transports as AuthenticatorTransport[],
});

/** Options for `navigator.credentials.create` (5.4), for `PublicKeyCredential.parseCreationOptionsFromJSON`. */
export const creationOptions = (
  party: RelyingParty,
  challenge: string,
  user: { readonly id: string; readonly name: string; readonly displayName: string },
  known: readonly PasskeyHandle[],
): PublicKeyCredentialCreationOptionsJSON => ({
  rp: { id: party.id, name: party.name },
  user: { id: Buffer.from(user.id).toString("base64url"), name: user.name, displayName: user.displayName },
  challenge,
  // EdDSA, ES256, RS256 (RFC 9053, RFC 8812).
  pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: "public-key" as const, alg })),
  timeout: TIMEOUT_SECONDS * 1000,
  attestation: "none",
  authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
  excludeCredentials: known.map(described),
  extensions: { credProps: true },
});

/** Options for `navigator.credentials.get` (5.5). @param known Left out, the authenticator offers what it has for us. */
export const requestOptions = (
  party: RelyingParty,
  challenge: string,
  known: readonly PasskeyHandle[] = [],
): PublicKeyCredentialRequestOptionsJSON => ({
  rpId: party.id,
  challenge,
  timeout: TIMEOUT_SECONDS * 1000,
  userVerification: "required",
  ...(known.length === 0 ? {} : { allowCredentials: known.map(described) }),
});

const base64url = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/);
const transport = z.enum(["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"]);
const common = {
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal("public-key"),
  authenticatorAttachment: z.enum(["platform", "cross-platform"]).nullish(),
};
const registrationJson = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url(8000),
    attestationObject: base64url(60_000),
    transports: z.array(z.string().max(40)).max(20).optional(),
  }),
});
const assertionJson = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url(8000),
    authenticatorData: base64url(8000),
    signature: base64url(8000),
    userHandle: base64url(200).nullish(),
  }),
});

/** @throws Refusal `passkey_refused` */
function readJson<T>(schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Refusal("passkey_refused", undefined, { cause });
  }
}

const attachmentOf = (value: "platform" | "cross-platform" | null | undefined) =>
  value === null || value === undefined ? {} : { authenticatorAttachment: value };

export interface NewPasskey extends PasskeyHandle {
  /** COSE key, base64url. */
  readonly publicKey: string;
  readonly counter: number;
  readonly aaguid: string;
  /** Whether it may be on several devices (6.1.3, backup eligibility). */
  readonly synced: boolean;
}

export type ChallengeCheck = (challenge: string) => boolean;

/**
 * The passkey that a browser has made (7.1).
 * @param text `PublicKeyCredential.toJSON()`, as JSON.
 * @throws Refusal `passkey_refused`
 */
export async function verifyRegistration(
  party: RelyingParty,
  text: string,
  isOurs: ChallengeCheck,
): Promise<NewPasskey> {
  const { authenticatorAttachment, ...sent } = readJson(registrationJson, text);
  const { clientDataJSON, attestationObject, transports = [] } = sent.response;
  const known = transports.flatMap((each) => transport.safeParse(each).data ?? []);
  const response: RegistrationResponseJSON = {
    ...sent,
    response: { clientDataJSON, attestationObject, transports: known },
    ...attachmentOf(authenticatorAttachment),
    clientExtensionResults: {},
  };
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: isOurs,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: [-8, -7, -257],
  }).catch((cause: unknown) => {
    throw new Refusal("passkey_refused", undefined, { cause });
  });
  if (!verified.verified || !verified.registrationInfo.userVerified) throw new Refusal("passkey_refused");
  const { credential, aaguid, credentialDeviceType } = verified.registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString("base64url"),
    counter: credential.counter,
    transports: known,
    aaguid,
    synced: credentialDeviceType === "multiDevice",
  };
}

/** What an answer says of itself, before anything of it is proven: which passkey, and for whom. */
export interface Assertion {
  readonly credentialId: string;
  /** The person's id, as the authenticator keeps it; `null` where it gives none. */
  readonly userId: string | null;
  readonly text: string;
}

/** @throws Refusal `passkey_refused` */
export function readAssertion(text: string): Assertion {
  const { id, response } = readJson(assertionJson, text);
  const handle = response.userHandle ?? null;
  return { credentialId: id, userId: handle === null ? null : Buffer.from(handle, "base64url").toString(), text };
}

/** The challenge that a registration or an assertion was made for, to be noted as used once it is verified. */
export function challengeOf(text: string): string {
  const { response } = readJson(z.object({ response: z.object({ clientDataJSON: base64url(8000) }) }), text);
  const data = Buffer.from(response.clientDataJSON, "base64url").toString();
  return readJson(z.object({ challenge: base64url(200) }), data).challenge;
}

/**
 * That this passkey signed this challenge, with the person verified (7.2). Whether its counter went on is the caller's to
 * decide, in the write that stores it.
 * @returns the signature counter.
 * @throws Refusal `passkey_refused`
 */
export async function verifyAssertion(
  party: RelyingParty,
  { text }: Assertion,
  passkey: Pick<NewPasskey, "credentialId" | "publicKey">,
  isOurs: ChallengeCheck,
): Promise<number> {
  const { authenticatorAttachment, ...sent } = readJson(assertionJson, text);
  const { userHandle, ...signed } = sent.response;
  const response: AuthenticationResponseJSON = {
    ...sent,
    response: { ...signed, ...(userHandle === null || userHandle === undefined ? {} : { userHandle }) },
    ...attachmentOf(authenticatorAttachment),
    clientExtensionResults: {},
  };
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: isOurs,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(Buffer.from(passkey.publicKey, "base64url")),
      counter: 0,
    },
  }).catch((cause: unknown) => {
    throw new Refusal("passkey_refused", undefined, { cause });
  });
  const { authenticationInfo } = verified;
  if (!verified.verified || !authenticationInfo.userVerified) throw new Refusal("passkey_refused");
  return authenticationInfo.newCounter;
}
