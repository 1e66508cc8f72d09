/** Paths of the tree: what a person says, and where in the whole tree that is. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanPath, isWithin, resolvePath, singleName } from "../../src/files/fs/paths.ts";

const refused = expect.objectContaining({ code: "path_not_allowed" });

describe("a path below the base path", () => {
  it.each([
    ["/public", "/", "/public"],
    ["/public", "sub", "/public/sub"],
    ["/public", "/other", "/public/other"],
    ["", "/sub", "/sub"],
    ["/", "", "/"],
    ["/public", "\\..\\x", "/public/x"],
    ["/public", "/a/./b//c/", "/public/a/b/c"],
    ["/public", "%2e%2e/%2e%2e", "/public/%2e%2e/%2e%2e"],
    ["/public", "a/..b/c..", "/public/a/..b/c.."],
    ["public\\in/", "x", "/public/in/x"],
  ])("of %j, %j is %j", (base, raw, full) => {
    expect(resolvePath(base, raw).full).toBe(full);
  });

  it.each(["..", "../x", "/x/..", "/x/../y", "a\0b", "/\ud800", `/${"x".repeat(5000)}`])("%j is refused", (raw) => {
    expect(() => resolvePath("/public", raw)).toThrow(refused);
  });

  it("never leaves it, whatever is said", () => {
    const piece = fc.oneof(fc.constantFrom("..", ".", "", "\\", "/", "\\..", "a", "public", "%2e%2e"), fc.string());
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        let full: string;
        try {
          full = resolvePath("/pub", pieces.join("/")).full;
        } catch (error) {
          expect(error).toEqual(refused);
          return;
        }
        expect(full === "/pub" || full.startsWith("/pub/")).toBe(true);
        expect(full.split("/")).not.toContain("..");
        expect(cleanPath(full)).toBe(full);
      }),
    );
  });
});

it("a folder is not above its sibling whose name goes on", () => {
  expect(isWithin("/public", "/pub")).toBe(false);
  expect(isWithin("/pub/x", "/pub")).toBe(true);
  expect(isWithin("/pub", "/pub")).toBe(true);
  expect(isWithin("/anything", "/")).toBe(true);
});

it.each(["", ".", "..", "a/b", "a\\b", "../x", "a\0"])("%j is no single name", (name) => {
  expect(() => singleName(name)).toThrow(refused);
});
