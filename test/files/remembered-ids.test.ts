/** The memory of ids that were used: bounded, and forgetting the expired before the living. */
import { expect, test } from "vitest";
import { createRememberedIds } from "../../src/files/sso/remembered-ids.ts";

test("an id is new once", () => {
  const ids = createRememberedIds();
  expect(ids.has("a")).toBe(false);
  expect(ids.add("a", 10, 0)).toBe(true);
  expect(ids.add("a", 10, 0)).toBe(false);
  expect(ids.has("a")).toBe(true);
});

test("where there is no room, expired ids go first and then the oldest", () => {
  const ids = createRememberedIds(2);
  ids.add("living", 100, 0);
  ids.add("expired", 5, 0);
  ids.add("third", 100, 6);
  expect(["living", "expired", "third"].map((id) => ids.has(id))).toEqual([true, false, true]);
  ids.add("fourth", 100, 6);
  expect(["living", "third", "fourth"].map((id) => ids.has(id))).toEqual([false, true, true]);
});
