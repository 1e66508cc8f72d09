/** docs/conformance.md says what is so: it is made of the list, every module has its row, and every test that it names is there. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { conformancePage, heldBy, remarks } from "./held.ts";
import { plans } from "./plans.ts";

const file = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

test("the page is the one that the list makes (npm run docs writes it)", () => {
  expect(file("../../docs/conformance.md")).toBe(conformancePage());
});

test.each(Object.entries(plans))(
  "%s: every module is held by a test of its name, or is said not to be",
  (plan, modules) => {
    expect(modules.length).toBeGreaterThan(0);
    for (const module of modules) {
      const held = heldBy(plan, module);
      if ("reason" in held) expect(held.reason.length).toBeGreaterThan(40);
      // As a title of its own, or as the first of a row of a table of tests.
      else expect(file(held.file)).toMatch(new RegExp(`(?:test\\(|\\[)\\s*"${held.title.replaceAll(".", "\\.")}"`));
    }
  },
);

test("what is remarked on is a module", () => {
  const known = new Set(Object.values(plans).flat());
  for (const module of Object.keys(remarks)) expect(known).toContain(module);
});
