/** docs/configuration.md is written from the code, and this is what keeps it so. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { configurationReference } from "../../src/cli/reference.ts";
import { settings } from "../../src/lib/configuration.ts";
import { alldoor } from "./alldoor.ts";

const page = readFileSync(new URL("../../docs/configuration.md", import.meta.url), "utf8");

test("the page in docs/ says what the code says: otherwise run npm run docs", async () => {
  expect(page).toBe(`${await configurationReference(commands)}\n`);
  expect((await alldoor(["help", "--markdown"])).stdout).toBe(page);
});

test("every setting and every command is in it", () => {
  for (const name of Object.keys(settings)) expect(page).toContain(`\`ALLDOOR_${name.toUpperCase()}\``);
  for (const { name } of commands) expect(page).toContain(`### alldoor ${name}\n`);
});
