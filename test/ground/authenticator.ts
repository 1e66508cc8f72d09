/**
 * An authenticator without a device, for tests of both databases: makes ES256 credentials with attestation `none`, and signs
 * assertions, as WebAuthn level 3 (6.1, 6.5) has them. What a test bends, it bends here, before it is signed.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** User present, user verified, attested credential data included (6.1). */
const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

const sha256 = (data: string | Buffer): Buffer => createHash("sha256").update(data).digest();

const bytesHead = (length: number): Buffer =>
  length < 24
    ? Buffer.of(0x40 + length)
    : length < 256
      ? Buffer.of(0x58, length)
      : Buffer.of(0x59, length >> 8, length & 255);
const cborBytes = (data: Buffer): Buffer => Buffer.concat([bytesHead(data.length), data]);
const cborText = (text: string): Buffer => Buffer.concat([Buffer.of(0x60 + text.length), Buffer.from(text)]);

/** {1: 2, 3: -7, -1: 1, -2: x, -3: y} (RFC 9053, 7.1.1). */
function coseKey(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  return Buffer.concat([
    Buffer.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21),
    cborBytes(Buffer.from(x, "base64url")),
    Buffer.of(0x22),
    cborBytes(Buffer.from(y, "base64url")),
  ]);
}

export interface Bend {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly userHandle?: string | null;
  readonly counter?: number;
  readonly unverified?: true;
}

interface CreationOptions {
  readonly challenge: string;
  readonly rp: { readonly id?: string };
  readonly user: { readonly id: string };
}

interface RequestOptions {
  readonly challenge: string;
  readonly rpId?: string;
}

/** One credential, at an origin. */
export function createAuthenticator(origin: string) {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = randomBytes(32);
  let counter = 0;
  let handle = "";

  const clientData = (type: string, challenge: string, bend: Bend): Buffer =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: bend.challenge ?? challenge,
        origin: bend.origin ?? origin,
        crossOrigin: false,
      }),
    );
  const authenticatorData = (rpId: string, flags: number, bend: Bend, attested = Buffer.alloc(0)): Buffer => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(bend.counter ?? counter);
    const seen = PRESENT | (bend.unverified ? 0 : VERIFIED) | flags;
    return Buffer.concat([sha256(bend.rpId ?? rpId), Buffer.of(seen), count, attested]);
  };
  const frame = { id: id.toString("base64url"), rawId: id.toString("base64url"), type: "public-key" };

  return {
    credentialId: frame.id,
    /** `navigator.credentials.create`, as JSON. */
    create({ challenge, rp, user }: CreationOptions, bend: Bend = {}): string {
      handle = user.id;
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.of(0, id.length), id, coseKey(publicKey)]);
      const attestationObject = Buffer.concat([
        Buffer.of(0xa3),
        cborText("fmt"),
        cborText("none"),
        cborText("attStmt"),
        Buffer.of(0xa0),
        cborText("authData"),
        cborBytes(authenticatorData(rp.id ?? "", ATTESTED, bend, attested)),
      ]);
      return JSON.stringify({
        ...frame,
        response: {
          clientDataJSON: clientData("webauthn.create", challenge, bend).toString("base64url"),
          attestationObject: attestationObject.toString("base64url"),
          transports: ["internal"],
        },
        clientExtensionResults: {},
      });
    },
    /** `navigator.credentials.get`, as JSON. */
    get({ challenge, rpId }: RequestOptions, bend: Bend = {}): string {
      counter += 1;
      const data = authenticatorData(rpId ?? "", 0, bend);
      const client = clientData("webauthn.get", challenge, bend);
      const signature = sign("sha256", Buffer.concat([data, sha256(client)]), privateKey);
      const userHandle = bend.userHandle === undefined ? handle : bend.userHandle;
      return JSON.stringify({
        ...frame,
        response: {
          clientDataJSON: client.toString("base64url"),
          authenticatorData: data.toString("base64url"),
          signature: signature.toString("base64url"),
          ...(userHandle === null ? {} : { userHandle }),
        },
        clientExtensionResults: {},
      });
    },
  };
}
