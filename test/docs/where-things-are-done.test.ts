/**
 * `docs/where-things-are-done.md` is held against the program: each way that a row names is there, and each way, call and row of the
 * log that there is stands in it. Where something can't be done in one of the ways, the row says why.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { adminRoutes } from "../../src/hub/admin/routes.ts";
import { apiTable } from "../../src/hub/api/routes.ts";
import { AUDIT_ACTIONS } from "../../src/hub/audit/audit.ts";
import { readDocument } from "../../src/hub/config/document.ts";

const page = readFileSync(new URL("../../docs/where-things-are-done.md", import.meta.url), "utf8");
const [table = "", rest = ""] = page.split("## What nobody administers");

const WAYS = ["What", "Audit log", "Console", "API", "Command", "Document"];
const lines = table.split("\n").filter((line) => line.startsWith("|"));
const cellsOf = (line: string): string[] =>
  line
    .slice(1, -1)
    .split("|")
    .map((cell) => cell.trim());
const rows = lines.map(cellsOf).filter(([first = ""]) => first !== "What" && !first.startsWith("---"));

const named = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
const column = (at: number): string[] =>
  rows.flatMap((cells) => (cells[at]?.startsWith("no: ") ? [] : named(cells[at] ?? "")));

const consoleForms = adminRoutes.flatMap(({ method, path, access }) =>
  method === "POST" && access === "administrator" ? [`POST ${path}`] : [],
);
const calls = apiTable.map(({ method, path }) => `${method} ${path}`);

const lists: readonly (readonly [string, number, readonly string[]])[] = [
  ["rows of the log", 1, AUDIT_ACTIONS],
  ["forms of the console", 2, consoleForms],
  ["calls of the API", 3, calls],
  ["commands", 4, commands.map(({ name }) => `alldoor ${name}`)],
];

test("each row has its six cells, and says why where there is no way", () => {
  expect(rows.length).toBeGreaterThan(40);
  const wrong = rows.filter(
    (cells) =>
      cells.length !== WAYS.length ||
      cells.slice(2).some((cell) => (cell.startsWith("no: ") ? cell.length < 12 : named(cell).length === 0)),
  );
  expect(wrong).toEqual([]);
});

test.each(lists)("the %s that it names are there", (_name, at, known) => {
  expect(column(at).filter((name) => !known.includes(name))).toEqual([]);
});

test("the parts of a document that it names are there", () => {
  const parts = [...new Set(column(5))].sort();
  const document = Object.fromEntries(parts.map((part) => [part, []]));
  expect(readDocument({ version: 1, ...document })).toMatchObject(document);
  expect(parts).toEqual(["applications", "groups", "organizations", "providers", "roles"]);
});

test("every row of the log is an administrator's or somebody else's", () => {
  const told = [...column(1), ...named(rest)];
  expect(AUDIT_ACTIONS.filter((action) => !told.includes(action))).toEqual([]);
  expect(named(rest).filter((name) => column(1).includes(name))).toEqual([]);
});

test("every form of the console and every changing call of the API stands in it", () => {
  expect(consoleForms.filter((form) => !named(table).includes(form))).toEqual([]);
  const changes = apiTable.filter(({ change, reach }) => change !== null && reach !== "self");
  expect(changes.map(({ method, path }) => `${method} ${path}`).filter((call) => !column(3).includes(call))).toEqual(
    [],
  );
});
