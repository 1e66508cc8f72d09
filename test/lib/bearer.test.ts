/** lib/bearer and lib/ids: values whose first half finds the row and whose second half is the secret; ids that only grow. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { bearerHash, newBearer, openedBy, readBearer, sameSecret } from "../../src/lib/bearer.ts";
import { createIdSource, firstIdAt, idSeconds, newUuid } from "../../src/lib/ids.ts";
import { randomBytes, randomText, randomToken } from "../../src/lib/random.ts";

test("a value names its row and hashes to what is stored", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (id) => {
      const { value, hash } = newBearer(id);
      expect(value).toMatch(/^[\w-]{43}$/);
      expect(readBearer(value)).toEqual({ id, hash });
      expect(hash).toBe(bearerHash(value));
    }),
  );
});

test("a value opens its own row and no other, and whoever holds less of it opens none", async () => {
  const [one, other, again] = [newBearer(7), newBearer(8), newBearer(7)];
  const rows = [one, other].map(({ id, hash }) => ({ id, value_hash: hash }));
  const opened = async (value: string | null | undefined) =>
    (await openedBy(value, async (wanted) => rows.find(({ id }) => id === wanted)))?.id;
  expect(await opened(one.value)).toBe(7);
  expect(await opened(other.value)).toBe(8);
  const half = Buffer.from(one.value, "base64url").subarray(0, 8);
  const crossed = Buffer.concat([half, Buffer.from(other.value, "base64url").subarray(8)]).toString("base64url");
  const flipped = one.value.slice(0, 42) + (one.value.endsWith("A") ? "B" : "A");
  const wrong = [again.value, crossed, flipped, one.value.slice(0, 42), `${one.value}A`, newBearer(9).value];
  for (const value of [...wrong, one.hash, "", null, undefined]) expect(await opened(value)).toBeUndefined();
  // A row that was made for nobody is opened by nobody.
  expect(await openedBy(one.value, async () => ({ value_hash: "" }))).toBeUndefined();
  // The hash may stand elsewhere in what is found, and not yet be there.
  const nested = (hash: string | null) =>
    openedBy(
      one.value,
      async () => ({ row: { hash } }),
      ({ row }) => row.hash,
    );
  expect([await nested(one.hash), await nested(other.hash), await nested(null)]).toEqual([
    { row: { hash: one.hash } },
    undefined,
    undefined,
  ]);
});

test("two values of one row share nothing but the row", () => {
  const values = Array.from({ length: 1000 }, () => newBearer(7).value);
  expect(new Set(values.map((value) => Buffer.from(value, "base64url").subarray(8).toString("hex"))).size).toBe(1000);
});

test("whatever is not a value of ours is null, and nothing is thrown", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."ABCab019-_"), minLength: 40, maxLength: 46 })),
      (text) => {
        const read = readBearer(text);
        if (read === null) return;
        expect(text).toMatch(/^[\w-]{43}$/);
        expect(Number.isSafeInteger(read.id)).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
  const { value } = newBearer(1);
  for (const text of [
    undefined,
    null,
    "",
    `${value}=`,
    `${value}\n`,
    `\n${value}`,
    value.slice(1),
    `${value}A`,
    "_".repeat(43),
  ])
    expect(readBearer(text)).toBeNull();
});

test("another spelling of the same bytes has another hash", () => {
  const { value, hash } = newBearer(1);
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const respelled = value.slice(0, -1) + alphabet.charAt(alphabet.indexOf(value.slice(-1)) ^ 1);
  expect(Buffer.from(respelled, "base64url").equals(Buffer.from(value, "base64url"))).toBe(true);
  expect(readBearer(respelled)?.hash).not.toBe(hash);
});

test("secrets are the same when they are the same, and empty ones never are", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (left, right) => {
      expect(sameSecret(left, right)).toBe(left !== "" && left === right);
      expect(sameSecret(left, left)).toBe(left !== "");
    }),
  );
});

test("ids of one source grow strictly, within a millisecond, when the clock stands still, and when it goes back", () => {
  let now = 1_800_000_000_000;
  const next = createIdSource(() => now);
  const ids: number[] = [];
  for (const change of [0, 0, 1, 1000, -5000, -86_400_000, 0, 90_000_000]) {
    now += change;
    for (let times = 0; times < 5000; times += 1) ids.push(next());
  }
  expect(ids.every((id, at) => at === 0 || id > (ids[at - 1] ?? 0))).toBe(true);
  expect(ids.every(Number.isSafeInteger)).toBe(true);
});

test("an id tells its second, which is what ranges are cut by", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Date.UTC(2109, 0) }), (now) => {
      const id = createIdSource(() => now)();
      const second = Math.floor(now / 1000);
      expect(Number.isSafeInteger(id)).toBe(true);
      // The offset of a process is less than a millisecond wide, so it may only reach into the next one.
      expect([second, Math.floor((now + 1) / 1000)]).toContain(idSeconds(id));
      expect(id >= firstIdAt(second) && id < firstIdAt(second + 2)).toBe(true);
    }),
  );
});

test("two sources at one moment begin apart", () => {
  const ids = Array.from({ length: 50 }, () => createIdSource(() => 1_800_000_000_000)());
  expect(new Set(ids).size).toBeGreaterThan(40);
});

test("random bytes are handed out once, in any size, and no more than may be", () => {
  const seen = new Set<string>();
  for (let times = 0; times < 5000; times += 1)
    seen.add(
      randomBytes(16 + (times % 50))
        .toString("hex")
        .slice(0, 32),
    );
  expect(seen.size).toBe(5000);
  expect(randomBytes(0)).toHaveLength(0);
  expect(randomBytes(4096)).toHaveLength(4096);
  expect(() => randomBytes(4097)).toThrow(RangeError);
  const kept = randomBytes(32);
  const before = kept.toString("hex");
  for (let times = 0; times < 5000; times += 1) randomBytes(64);
  expect(kept.toString("hex")).toBe(before);
  expect(randomToken()).toMatch(/^[\w-]{43}$/);
});

test("random text takes every letter of its alphabet, and no other", () => {
  const text = randomText(5000, "abc-é");
  expect(new Set(text)).toEqual(new Set("abc-é"));
  expect(newUuid()).not.toBe(newUuid());
});
