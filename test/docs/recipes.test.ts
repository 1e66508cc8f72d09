/** The recipes name commands, options and addresses of ours that exist; what they say is tried in `cli` and `clients`. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { metadata } from "../../src/hub/oauth/discovery.ts";

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
const recipes = read("docs/recipes.md");
const reference = read("docs/configuration.md");

/** The part of the reference that tells of a command. */
const sectionOf = (command: string): string => reference.split(`### ${command}\n`)[1]?.split("\n### ")[0] ?? "";

const lines = [...recipes.matchAll(/^(alldoor (?:[a-z]+ )+)(--.*)$/gm)];

test("every recipe begins with a command, and every option of it is in the reference", () => {
  expect(lines).toHaveLength(15);
  for (const [, command = "", options = ""] of lines) {
    const section = sectionOf(command.trim());
    expect(section).not.toBe("");
    for (const [option] of options.matchAll(/--[a-z-]+/g)) expect(section).toMatch(new RegExp(`\`${option}[ \`]`));
  }
});

test("every address of the hub in them is one that discovery names, or where discovery is", () => {
  const named = JSON.stringify(metadata("https://id.example.com", { mode: "open", metadataHosts: [] }));
  const addresses = [...recipes.matchAll(/https:\/\/id\.example\.com\/[\w./-]+/g)].map(([address]) => address);
  expect(addresses.length).toBeGreaterThan(5);
  for (const address of addresses)
    if (!address.endsWith("/.well-known/openid-configuration")) expect(named).toContain(`"${address}"`);
});
