/** lib/passwords: the queue that sheds load, what a password may be, and that the whole of it counts. */
import { expect, test } from "vitest";
import { Refusal } from "../../src/lib/errors.ts";
import { createPasswordHasher, passwordFault, passwordRules } from "../../src/lib/passwords.ts";

const PASSWORD = "correct horse battery staple";

test("the right password fits its hash, which is Argon2id with a salt of its own", async () => {
  const hasher = createPasswordHasher();
  const [one, two] = [await hasher.hash(PASSWORD), await hasher.hash(PASSWORD)];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]+\$[\w+/]{43}$/);
  expect(one).not.toBe(two);
  expect([await hasher.verify(one, PASSWORD), await hasher.verify(two, PASSWORD)]).toEqual([true, true]);
});

test("every byte counts, to the last of the longest", async () => {
  const hasher = createPasswordHasher();
  for (const length of [12, 64, 72, 73, 128]) {
    const password = "a".repeat(length - 1);
    const stored = await hasher.hash(`${password}x`);
    expect(await hasher.verify(stored, `${password}x`)).toBe(true);
    for (const other of [`${password}y`, password, `${password}xx`, `${password}X`])
      expect(await hasher.verify(stored, other)).toBe(false);
  }
});

test("nothing fits an account without password, the decoy's own text included, nor does an empty or an endless one", async () => {
  const hasher = createPasswordHasher();
  for (const password of [PASSWORD, "", "nobody has this password", "x".repeat(100_000)])
    expect(await hasher.verify(null, password)).toBe(false);
  const empty = await hasher.hash("");
  for (const password of ["", "x".repeat(513)]) expect(await hasher.verify(empty, password)).toBe(false);
});

test("letters count as the same however they are composed", async () => {
  const hasher = createPasswordHasher();
  const stored = await hasher.hash("Ångström ﬁne ｗｉｄｅ".normalize("NFD"));
  expect(await hasher.verify(stored, "Ångström fine wide".normalize("NFC"))).toBe(true);
});

test("no more run at once than may, sixty-four wait, and everybody else is told to come back; afterwards all goes on", async () => {
  const hasher = createPasswordHasher(1);
  const stored = await hasher.hash(PASSWORD);
  const answers = await Promise.allSettled(
    Array.from({ length: 80 }, (_, at) => hasher.verify(at % 2 ? stored : null, PASSWORD)),
  );
  const busy = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
  expect(busy).toHaveLength(80 - 65);
  for (const reason of busy) {
    expect(reason).toBeInstanceOf(Refusal);
    expect(reason).toMatchObject({ code: "busy", status: 503, retryAfter: 2 });
  }
  expect(answers.filter((answer) => answer.status === "fulfilled" && answer.value)).toHaveLength(32);
  expect(await hasher.verify(stored, PASSWORD)).toBe(true);
});

test("a hash that fails gives its place free", async () => {
  const hasher = createPasswordHasher(1);
  const failing = await Promise.allSettled(Array.from({ length: 5 }, () => hasher.verify("no hash at all", PASSWORD)));
  expect(failing.every(({ status }) => status === "rejected")).toBe(true);
  expect(await hasher.verify(await hasher.hash(PASSWORD), PASSWORD)).toBe(true);
});

test.each([
  ["", "required"],
  ["elevenchars", "too_short"],
  ["twelve chars", null],
  ["ほげほげふがふがぴよぴよ", null],
  ["\u{1f600}\u{1f601}\u{1f602}\u{1f603}\u{1f604}\u{1f605}\u{1f606}\u{1f607}\u{1f608}\u{1f609}\u{1f60a}", "too_short"],
  [`${"long enough and more ".repeat(6)}`.slice(0, 128), null],
  [`${"long enough and more ".repeat(7)}`.slice(0, 129), "too_long"],
  ["\u{1f600}\u{1f601}\u{1f602}\u{1f603}".repeat(33), "too_long"],
  ["aaaaaaaaaaaaaaaa", "common_password"],
  ["abababababababab", "common_password"],
  ["password1234", "common_password"],
  ["PASSWORD-12345", "common_password"],
  ["Ｐａｓｓｗｏｒｄ１２３４", "common_password"],
  ["qwerty1234567890", "common_password"],
  ["adalovelace1234", "common_password"],
  ["a password that is long", null],
])("%j: %s", (password, fault) => {
  expect(passwordFault(password, ["ada", "lovelace", "adalovelace"])).toBe(fault);
});

test("the rules are told as they are kept", () => {
  expect(passwordFault("abcdefghijklmno".slice(0, passwordRules.shortest - 1))).toBe("too_short");
  expect(passwordFault("abcdefghijklmno".slice(0, passwordRules.shortest))).toBeNull();
});
