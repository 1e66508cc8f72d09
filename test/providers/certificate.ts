/**
 * A self-signed certificate (RFC 5280), made anew for each run: no key lies in the repository and nothing expires.
 */
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

const tlv = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};
const sequence = (...parts: readonly Uint8Array[]): Buffer => tlv(0x30, ...parts);
const oid = (hex: string): Buffer => tlv(0x06, Buffer.from(hex, "hex"));
const name = (common: string): Buffer => sequence(tlv(0x31, sequence(oid("550403"), tlv(0x0c, Buffer.from(common)))));
const time = (year: number): Buffer => tlv(0x18, Buffer.from(`${year}0101000000Z`));

/** A certificate for one DNS name, which is its own authority. */
export function selfSigned(host: string): { readonly cert: string; readonly key: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const ecdsaWithSha256 = sequence(oid("2a8648ce3d040302"));
  const basicConstraints = sequence(oid("551d13"), tlv(0x04, sequence(tlv(0x01, Buffer.from([0xff])))));
  const alternativeName = sequence(oid("551d11"), tlv(0x04, sequence(tlv(0x82, Buffer.from(host)))));
  const certificate = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.from([0x01]), randomBytes(15)),
    ecdsaWithSha256,
    name(host),
    sequence(time(2020), time(2120)),
    name(host),
    publicKey.export({ format: "der", type: "spki" }),
    tlv(0xa3, sequence(basicConstraints, alternativeName)),
  );
  const signature = sign("sha256", certificate, privateKey);
  const der = sequence(certificate, ecdsaWithSha256, tlv(0x03, Buffer.from([0]), signature));
  const lines = der.toString("base64").replace(/.{64}/g, "$&\n");
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
  };
}
