/** lib/log: one line an event, whole and parseable whatever is in it, and no secret in it wherever it stands. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { createLog, errorFields, type LogFields, type LogLevel } from "../../src/lib/log.ts";

function logged(
  work: (log: ReturnType<typeof createLog>) => void,
  level: LogLevel = "debug",
): { text: string; lines: Record<string, unknown>[] } {
  let text = "";
  const log = createLog(level, "test", (lines) => {
    text += lines;
  });
  work(log);
  log.flush();
  return {
    text,
    lines: text
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

const CANARY = "canary-5f2b";
const LONG = `${CANARY}-0123456789abcdefghijklmnopqrstuvwxyzABCD`;
const JWT = `eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.${CANARY}`;

test("an event is one line of JSON with its time, level, program and fields", () => {
  const { lines } = logged((log) =>
    log.info("request", { status: 200, path: "/x", milliseconds: 1.5, absent: undefined }),
  );
  expect(lines).toEqual([
    {
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      level: "info",
      program: "test",
      event: "request",
      status: 200,
      path: "/x",
      milliseconds: 1.5,
    },
  ]);
});

test("levels below the least are left out", () => {
  const events = (level: LogLevel) => {
    const { lines } = logged((log) => {
      for (const each of ["debug", "info", "warn", "error"] as const) log[each](each);
    }, level);
    return lines.map(({ event }) => event);
  };
  expect(events("debug")).toEqual(["debug", "info", "warn", "error"]);
  expect(events("warn")).toEqual(["warn", "error"]);
  expect(events("silent")).toEqual([]);
});

const NAMES = [
  "password",
  "newPassword",
  "client_secret",
  "clientSecret",
  "token",
  "access_token",
  "refreshToken",
  "cookie",
  "set-cookie",
  "Authorization",
  "code",
  "code_verifier",
  "client_assertion",
  "privateKey",
  "credentials",
  "passwd",
];

test.each(NAMES)("a value named %s is masked, at the top, deep inside and in lists, whatever its type", (name) => {
  const values: unknown[] = [CANARY, { inner: CANARY }, [CANARY], 12_345, new Error(CANARY)];
  for (const value of values) {
    const { text } = logged((log) => {
      log.info("top", { [name]: value });
      log.info("deep", { detail: { more: { [name]: value } } });
      log.info("list", { rows: [{ ok: 1 }, { [name]: value }] });
    });
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain("12345");
    expect(text.match(/\*\*\*/g)).toHaveLength(3);
  }
});

test.each([
  ["a JWT", JWT],
  ["a bearer value", LONG],
  ["a bearer value in a sentence", `the value ${LONG} was refused`],
  ["a bearer value in an address", `https://app.example.com/callback?x=${LONG}&y=1`],
])("%s is masked wherever text stands", (_what, secret) => {
  const { text } = logged((log) => {
    log.info("text", { note: secret });
    log.info("deep", { detail: { list: [secret, { note: secret }] } });
    log.warn("error", { error: new Error(secret, { cause: new Error(secret, { cause: secret }) }) });
    log.warn("deep error", { detail: { errors: [new Error(secret)] } });
  });
  expect(text).not.toContain(CANARY);
});

test("what is no secret is told: plain words beside masked ones, an error's name, code and causes", () => {
  const cause = Object.assign(new TypeError("the socket closed"), { code: "ECONNRESET" });
  const { lines } = logged((log) =>
    log.error("failed", { error: new Error("outer", { cause }), detail: { status: 404, words: ["a", "b"] } }),
  );
  expect(lines[0]).toMatchObject({
    error: {
      name: "Error",
      message: "outer",
      cause: { name: "TypeError", message: "the socket closed", code: "ECONNRESET" },
    },
    detail: { status: 404, words: ["a", "b"] },
  });
});

test("nobody writes lines of their own into the log", () => {
  const { text, lines } = logged((log) =>
    log.info("request", { path: '/x\n{"level":"error","event":"forged"}\r\n', agent: "\u2028\u0000\u001b[31m" }),
  );
  expect(lines).toHaveLength(1);
  expect(text.match(/\n/g)).toHaveLength(1);
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
});

test("whatever is given, a line comes out and nothing is thrown", () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  const error = new Error("circle");
  error.cause = error;
  const hostile = {
    get boom(): string {
      throw new Error("getter");
    },
  };
  const deep = Array.from({ length: 10_000 }).reduce<unknown>((inner) => [inner], "x");
  const odd: LogFields[] = [
    { a: 1n },
    circle,
    { error },
    { hostile },
    { deep },
    { f: () => 1, s: Symbol("s"), d: new Date(0), m: new Map([[1, 2]]), n: null, x: Number.NaN },
    { toJSON: () => CANARY },
    { o: { toJSON: () => ({ password: CANARY }) } },
    { b: Buffer.from(CANARY) },
  ];
  const { lines, text } = logged((log) => {
    for (const fields of odd) log.info("odd", fields);
  });
  expect(lines).toHaveLength(odd.length);
  expect(lines.every(({ event }) => event === "odd")).toBe(true);
  expect(text).not.toContain(CANARY);
  expect(text.length).toBeLessThan(50_000);
});

test("any JSON is logged, and its secrets are not", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(...NAMES), (fields, name) => {
      const { lines, text } = logged((log) => log.info("any", { detail: { ...fields, [name]: CANARY } }));
      expect(lines).toHaveLength(1);
      expect(text).not.toContain(CANARY);
    }),
    { numRuns: 200 },
  );
});

test("an error's text is bounded", () => {
  const fields = errorFields(new Error("word ".repeat(100_000)));
  expect(JSON.stringify(fields).length).toBeLessThan(10_000);
});
