/** lib/seal: what is sealed opens only whole, only with its key, and only in the place for which it was sealed. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Refusal } from "../../src/lib/errors.ts";
import { createVault, newSealingKeyText, type SealedAt, sealingKey } from "../../src/lib/seal.ts";

const AT: SealedAt = "providers:client_secret:1";
const PLAIN = "the secret, mit Umlauten: äöü \u{1f511}";
const newKey = () => sealingKey(newSealingKeyText());

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
  return "nothing";
}

test("what is sealed opens in its place, and nothing of it is to be seen", () => {
  const vault = createVault([newKey()]);
  const sealed = vault.seal(PLAIN, AT);
  expect(vault.open(sealed, AT)).toBe(PLAIN);
  expect(sealed).toMatch(/^[\w-]{8}\.[\w-]+$/);
  expect(Buffer.from(sealed.split(".")[1] ?? "", "base64url").toString("latin1")).not.toContain("secret");
});

test("any text comes back as it was", () => {
  const vault = createVault([newKey()]);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (plain) => {
      expect(vault.open(vault.seal(plain, AT), AT)).toBe(plain);
    }),
    { numRuns: 200 },
  );
});

test("sealed twice it looks different", () => {
  const vault = createVault([newKey()]);
  expect(new Set(Array.from({ length: 100 }, () => vault.seal(PLAIN, AT))).size).toBe(100);
});

test.each<SealedAt>([
  "providers:client_secret:2",
  "providers:secret:1",
  "users:client_secret:1",
  "providers:client_secret:1 ",
  "providers:client_secret:11",
])("copied to %s it does not open", (elsewhere) => {
  const vault = createVault([newKey()]);
  expect(codeOf(() => vault.open(vault.seal(PLAIN, AT), elsewhere))).toBe("encryption_key_wrong");
});

test("with any bit turned, cut at any length or lengthened it does not open", () => {
  const vault = createVault([newKey()]);
  const [id = "", body = ""] = vault.seal(PLAIN, AT).split(".");
  const bytes = Buffer.from(body, "base64url");
  const bent: string[] = [];
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const copy = Buffer.from(bytes);
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    bent.push(`${id}.${copy.toString("base64url")}`);
  }
  for (let length = 0; length < bytes.length; length += 1)
    bent.push(`${id}.${bytes.subarray(0, length).toString("base64url")}`);
  bent.push(
    `${id}.${Buffer.concat([bytes, Buffer.alloc(1)]).toString("base64url")}`,
    `.${body}`,
    body,
    "",
    ".",
    `${id}.`,
    `${id}x.${body}`,
  );
  for (const each of bent) expect(codeOf(() => vault.open(each, AT))).toBe("encryption_key_wrong");
});

test("another key does not open it, though it calls itself by the same name", () => {
  const [one, other] = [newKey(), newKey()];
  const sealed = createVault([one]).seal(PLAIN, AT);
  expect(codeOf(() => createVault([other]).open(sealed, AT))).toBe("encryption_key_wrong");
  expect(codeOf(() => createVault([{ ...other, id: one.id }]).open(sealed, AT))).toBe("encryption_key_wrong");
});

test("while a key is being changed the new one seals and both open", () => {
  const [old, fresh] = [newKey(), newKey()];
  const before = createVault([old]).seal(PLAIN, AT);
  const during = createVault([fresh, old]);
  expect(during.open(before, AT)).toBe(PLAIN);
  const after = during.seal(PLAIN, AT);
  expect(after.startsWith(`${fresh.id}.`)).toBe(true);
  expect(createVault([fresh]).open(after, AT)).toBe(PLAIN);
  expect(codeOf(() => createVault([fresh]).open(before, AT))).toBe("encryption_key_wrong");
});

test("a key has one id, which tells nothing of it, and other keys for other purposes", () => {
  const text = newSealingKeyText();
  const key = sealingKey(text);
  expect(sealingKey(` ${text}\n`).id).toBe(key.id);
  expect(sealingKey(key.secret.toString("hex")).id).toBe(key.id);
  expect(sealingKey(key.secret.toString("base64")).id).toBe(key.id);
  expect(text).not.toContain(key.id);
  const vault = createVault([key]);
  expect(vault.derive("form-token").equals(vault.derive("form-token"))).toBe(true);
  expect(vault.derive("form-token").equals(vault.derive("refresh-token"))).toBe(false);
  expect(vault.derive("seal").equals(key.secret)).toBe(false);
});

const KEY = Buffer.alloc(32, "abcdefg").toString("base64url");

test.each([
  ["nothing", ""],
  ["too short", KEY.slice(0, 41)],
  ["too long", Buffer.alloc(33, "abc").toString("base64url")],
  ["one byte over and over", Buffer.alloc(32, 9).toString("base64")],
  ["zeros in hexadecimal", "0".repeat(64)],
  ["hexadecimal with a letter too far", `${"0123456789abcdef".repeat(3)}0123456789abcdeg`],
  ["a sentence whose letters alone would do", "a sentence of forty three letters or so is never a key at"],
  ["base64 with a space inside", `${KEY.slice(0, 20)} ${KEY.slice(20)}`],
  ["base64 with something behind", `${KEY}!`],
  ["a key and a line of something else", `${KEY}\n#`],
])("%s is no key", (_what, text) => {
  expect(codeOf(() => sealingKey(text))).toBe("configuration_invalid");
});
