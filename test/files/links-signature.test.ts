/** Signed links: AList's own vectors, and what does not count. */
import { describe, expect, it } from "vitest";
import { contentDisposition } from "../../src/files/links/content-disposition.ts";
import { checkLink, signLink } from "../../src/files/links/signature.ts";

const KEY = "alist-test";

it.each([
  ["/local/a.txt", 0, "QT0HyyZ1fA7_zib_9-mL5B_Rk_zKyRuJw-45-63xD8s=:0"],
  ["/local/中文.txt", 1_700_000_000, "7mFGVXCI749Ij9JwVLFAT-fsMRFBF9zxf7lSlqJ8qmY=:1700000000"],
])("the signature of %s until %i", (path, expire, sign) => {
  expect(signLink(KEY, path, expire)).toBe(sign);
  expect(() => checkLink(KEY, path, sign, 1_600_000_000)).not.toThrow();
  expect(() => checkLink(KEY, path, `${sign}/`, 1_600_000_000)).not.toThrow();
});

describe("does not count", () => {
  const good = signLink(KEY, "/a.txt", 0);
  const past = signLink(KEY, "/a.txt", 100);
  it.each([
    ["nothing", "", "expire missing"],
    ["no end", good.slice(0, -2), "expire missing"],
    ["an empty end", good.slice(0, -1), "expire missing"],
    ["an end that is no number", `${good}x`, "expire invalid"],
    ["another end", good.replace(/0$/, "1"), "sign invalid"],
    ["another file's", signLink(KEY, "/b.txt", 0), "sign invalid"],
    ["one under another key", signLink("other", "/a.txt", 0), "sign invalid"],
    ["an end that has passed", past, "sign expired"],
  ])("%s", (_what, sign, message) => {
    expect(() => checkLink(KEY, "/a.txt", sign, 101)).toThrow(
      expect.objectContaining({ code: "link_invalid", message }),
    );
  });

  it("any, without a key", () => {
    expect(() => checkLink("", "/a.txt", signLink("", "/a.txt", 0), 0)).toThrow("sign invalid");
  });
});

it.each([
  ["a.txt", `attachment; filename="a.txt"; filename*=UTF-8''a.txt`],
  ["中文 'x'.txt", `attachment; filename="__ 'x'.txt"; filename*=UTF-8''%E4%B8%AD%E6%96%87%20%27x%27.txt`],
  [`a"b\\c;d\r\n.txt`, `attachment; filename="a_b_c_d__.txt"; filename*=UTF-8''a%22b%5Cc%3Bd%0D%0A.txt`],
])("the name %j in a header", (name, header) => {
  expect(contentDisposition(name, "attachment")).toBe(header);
});
