/** Names and addresses of people: folded before they are parsed, so that no two spellings are two people. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  emailKey,
  nameKey,
  readDisplayName,
  readEmail,
  readUsername,
  usernameFrom,
  withRandomEnd,
} from "../../src/hub/users/names.ts";

test.each([
  ["ada", "ada"],
  [" Ada.Lovelace-1_x ", "Ada.Lovelace-1_x"],
  ["Ａｄａ", "Ada"],
  ["名前", "名前"],
  ["Å".normalize("NFD"), "Å"],
  ["a".repeat(64), "a".repeat(64)],
  ["a".repeat(65), null],
  ["", null],
  [".ada", null],
  ["ada-", null],
  ["a b", null],
  ["a@b", null],
  ["a/b", null],
  ["a\u200bb", null],
  ["a\u202eb", null],
  ["a\u0000b", null],
  ["a\nb", null],
  ["<b>", null],
  ["\u{1f600}", null],
  ["..", null],
])("the username %j is %j", (text, name) => {
  expect(readUsername(text)).toBe(name);
});

test.each([
  ["a@example.com", "a@example.com"],
  [" A.b+c@Example.com ", "A.b+c@Example.com"],
  ["a＠example.com", "a@example.com"],
  ["a@localhost", "a@localhost"],
  ["ü@münchen.example", "ü@münchen.example"],
  ["", null],
  ["a", null],
  ["@example.com", null],
  ["a@", null],
  ["a@b@c", null],
  ["a＠b@c", null],
  ["a@example.com,b@example.com", null],
  ["a@example.com b@example.com", null],
  ["<a@example.com>", null],
  ["a@example..com", null],
  ["a@-example.com", null],
  ["a@example.com.", null],
  ["a b@example.com", null],
  ["a\u200b@example.com", null],
  ["a@exam\u200bple.com", null],
  ["a@[127.0.0.1]", null],
  ['"a"@example.com', null],
  ["a@example.com\u0000", null],
  ["a@example.com\nBcc: b@example.com", null],
  [`${"a".repeat(65)}@example.com`, null],
  [`a@${"b".repeat(64)}.example`, null],
  [`a@${"b.".repeat(150)}example`, null],
])("the address %j is %j", (text, address) => {
  expect(readEmail(text)).toBe(address);
});

const letters = fc.string({
  unit: fc.oneof(
    fc.constantFrom(..."aAbBzZ09._-@ ＡＢ＠ıİſßẞΣσςÅå\u212b\u017f\u0130\u200b\u0307ﬁ①".split("")),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
  ),
  maxLength: 20,
});

test("reading what was read changes nothing, and folding what was folded neither", () => {
  fc.assert(
    fc.property(letters, (text) => {
      for (const read of [readUsername, readEmail, readDisplayName]) {
        const once = read(text);
        if (once !== null) expect(read(once)).toBe(once);
      }
      for (const fold of [nameKey, emailKey]) expect(fold(fold(text))).toBe(fold(text));
    }),
    { numRuns: 3000 },
  );
});

test("a username holds no space, no @, nothing invisible, and is at most 64 characters", () => {
  fc.assert(
    fc.property(letters, (text) => {
      const name = readUsername(text);
      if (name === null) return;
      expect(name).toMatch(/^[\p{L}\p{N}._-]{1,64}$/u);
      // Whoever types it in wide letters, or composed otherwise, means the same name.
      expect(nameKey(name.normalize("NFD"))).toBe(nameKey(name));
    }),
    { numRuns: 3000 },
  );
});

test("a name is made of whatever a provider says, and is always one", () => {
  const wish = fc.option(fc.oneof(letters, fc.string({ unit: "binary" })), { nil: undefined });
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 3 }), (wishes) => {
      const name = usernameFrom(...wishes);
      expect(readUsername(name)).toBe(name);
      const other = withRandomEnd(name);
      expect(readUsername(other)).toBe(other);
    }),
    { numRuns: 2000 },
  );
  expect([
    usernameFrom("admin@example.com"),
    usernameFrom(undefined, "Ada Lovelace"),
    usernameFrom("..", "", "@x"),
  ]).toEqual(["admin", "Ada-Lovelace", expect.stringMatching(/^person-\w{8}$/)]);
});

test("a display name is one visible line of at most a hundred characters", () => {
  expect([
    readDisplayName(" Ada\n\tLovelace\u202e "),
    readDisplayName("\u200b\u0000 \n"),
    readDisplayName("\u{1f600}".repeat(150)),
  ]).toEqual(["Ada Lovelace", null, "\u{1f600}".repeat(100)]);
});
