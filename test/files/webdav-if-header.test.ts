/** The If header of RFC 4918 (10.4): its own examples, what each means, and that nothing else is read as one. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holds, type ResourceState, readIfHeader, submittedTokens } from "../../src/files/webdav/if-header.ts";

const LOCK = "urn:uuid:181d4fae-7d8c-11d0-a765-00a0c91e6bf2";

/** Whether the header holds for a resource in that state, and for the tagged ones named beside it. */
const check = (header: string, state: ResourceState | null, tagged: Record<string, ResourceState> = {}) =>
  holds(readIfHeader(header), async (resource) => (resource === null ? state : (tagged[resource] ?? null)));

describe("the document's examples", () => {
  test("10.4.6: a token and a strong tag in one list, or another tag alone", async () => {
    const header = `(<${LOCK}> ["I am an ETag"]) (["I am another ETag"])`;
    expect(await check(header, { tokens: [LOCK], etag: '"I am an ETag"' })).toBe(true);
    expect(await check(header, { tokens: [LOCK], etag: '"changed"' })).toBe(false);
    expect(await check(header, { tokens: [], etag: '"I am an ETag"' })).toBe(false);
    expect(await check(header, { tokens: [], etag: '"I am another ETag"' })).toBe(true);
  });

  test("10.4.7: a token and not another", async () => {
    const other = "urn:uuid:58f202ac-22cf-11d1-b12d-002035b29092";
    const header = `(Not <${LOCK}> <${other}>)`;
    expect(await check(header, { tokens: [other], etag: null })).toBe(true);
    expect(await check(header, { tokens: [LOCK, other], etag: null })).toBe(false);
    expect(submittedTokens(readIfHeader(header))).toEqual([LOCK, other]);
  });

  test("10.4.8: a token is submitted, and the request goes on without one", async () => {
    const header = `(<${LOCK}>) (Not <DAV:no-lock>)`;
    expect(await check(header, { tokens: [], etag: null })).toBe(true);
    expect(submittedTokens(readIfHeader(header))).toEqual([LOCK, "DAV:no-lock"]);
  });

  test("10.4.9: lists are each about the tag before them", async () => {
    const header = `</resource1> (<${LOCK}> [W/"A weak ETag"]) (["strong ETag"]) <http://www.example.com/random> (["another strong ETag"])`;
    const [first, second, third] = readIfHeader(header);
    expect([first?.resource, second?.resource, third?.resource]).toEqual([
      "/resource1",
      "/resource1",
      "http://www.example.com/random",
    ]);
    expect(await check(header, null, { "/resource1": { tokens: [], etag: '"strong ETag"' } })).toBe(true);
    expect(await check(header, { tokens: [LOCK], etag: '"strong ETag"' })).toBe(false);
  });

  test("10.4.11: a tag that is nothing has no ETag", async () => {
    expect(await check('</specs/rfc2518.doc> (["4217"])', null)).toBe(false);
    expect(await check('</specs/rfc2518.doc> (Not ["4217"])', null)).toBe(true);
  });
});

test.each([
  "",
  "()",
  "(<urn:x>",
  "<urn:x>",
  "(<urn:x>) trailing",
  "(<urn:x>) </tag> (<urn:y>)",
  "([no quotes])",
  "(Nothing <urn:x>)",
  "(< >)",
  `(${"<urn:x>".repeat(2000)})`,
])("%j is no If header", (header) => {
  expect(() => readIfHeader(header)).toThrow(expect.objectContaining({ status: 400 }));
});

test("what was written is what is read", () => {
  const token = fc.stringMatching(/^[a-z]{1,8}:[a-z0-9-]{1,20}$/);
  const etag = fc.stringMatching(/^(W\/)?"[a-z0-9 ]{0,12}"$/);
  const condition = fc.record({
    not: fc.boolean(),
    part: fc.oneof(
      token.map((value) => ({ kind: "token", value }) as const),
      etag.map((value) => ({ kind: "etag", value }) as const),
    ),
  });
  const list = fc.array(condition, { minLength: 1, maxLength: 4 });
  const space = fc.constantFrom("", " ", "  ");
  fc.assert(
    fc.property(fc.array(list, { minLength: 1, maxLength: 4 }), space, (lists, gap) => {
      const write = ({ not, part }: (typeof lists)[number][number]): string =>
        (not ? "Not " : "") + (part.kind === "token" ? `<${part.value}>` : `[${part.value}]`);
      const header = lists.map((one) => `(${gap}${one.map(write).join(gap)}${gap})`).join(gap);
      expect(readIfHeader(header).map(({ conditions }) => conditions)).toEqual(
        lists.map((one) => one.map(({ not, part }) => ({ not, ...part }))),
      );
    }),
  );
});

test("64 KiB of anything is refused at once", () => {
  for (const text of ["(".repeat(65_536), " ".repeat(65_536), `(${" ".repeat(8000)}`, `(${"not ".repeat(2000)}`]) {
    const started = performance.now();
    expect(() => readIfHeader(text)).toThrow();
    expect(performance.now() - started).toBeLessThan(50);
  }
});
