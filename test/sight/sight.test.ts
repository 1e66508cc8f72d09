/**
 * Every page of hub, files and sandbox, as the programs' own tables of routes have them, in a real browser on a phone: it is
 * accessible in light and dark, small, asks nobody else for anything, complains of nothing, and says what it is for without
 * scripts. A route that is added is in here by itself; where its path has places, `visits-*.ts` says what stands there.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../ground/chromium.ts";
import { itinerary } from "./itinerary.ts";
import { openEye, type Seen } from "./look.ts";
import { type Seeded, seed } from "./seeded.ts";
import type { Itinerary } from "./visit.ts";

/** Bytes of a page with everything that it loads, for somebody who comes for the first time. */
const BUDGET = 60 * 1024;

let town: Seeded;
let chromium: Browser;
let way: Itinerary;
const seen = new Map<string, Seen>();

beforeAll(async () => {
  [town, chromium] = await Promise.all([seed(), launchChromium()]);
  const eye = await openEye(chromium);
  way = itinerary(town);
  for (const { name, arrive } of way.visits) seen.set(name, await eye.see(await arrive(town)));
}, 300_000);
afterAll(async () => {
  await chromium?.close();
  await town?.close();
});

/** What a look at each page has found, of those that it found something of. */
const found = (look: (page: Seen) => readonly string[]): string[] =>
  [...seen].flatMap(([name, page]) => look(page).map((what) => `${name}: ${what}`));

test("every route that a browser can open is visited", () => {
  expect({ unknown: way.unknown, stale: way.stale }).toEqual({ unknown: [], stale: [] });
  const names = way.visits.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(seen.size).toBeGreaterThan(100);
});

test("axe finds nothing, in light and dark", () => {
  expect(found(({ axe }) => axe)).toEqual([]);
});

test("none scrolls sideways on a phone", () => {
  expect(found(({ isWide }) => (isWide ? ["too wide"] : []))).toEqual([]);
});

test("none is over its budget, with everything that it loads", () => {
  expect(found(({ bytes }) => (bytes > BUDGET ? [`${bytes} bytes`] : []))).toEqual([]);
});

test("none asks anybody else for anything", () => {
  expect(found(({ outside }) => outside)).toEqual([]);
});

test("the browser complains of none: no error, nothing against the content security policy", () => {
  expect(found(({ complaints }) => complaints)).toEqual([]);
});

test("each says what it is for without scripts", () => {
  expect(found(({ heading, plainWords }) => (plainWords.length > 10 && heading !== "" ? [] : [plainWords]))).toEqual(
    [],
  );
});
