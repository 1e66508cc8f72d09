/** The parts of pages that decide something: addresses, initials, devices, distances, whole documents. */
import { jsx } from "hono/jsx";
import type { JSX } from "hono/jsx/jsx-runtime";
import { describe, expect, test } from "vitest";
import { renderPage } from "../../src/pages/layout.tsx";
import { describeDevice, deviceName } from "../../src/pages/parts/device.tsx";
import { formAction, ownPath, safeHref } from "../../src/pages/parts/href.ts";
import { hue, initials, inkOn } from "../../src/pages/parts/initial.ts";
import { plainly } from "../../src/pages/parts/said.tsx";
import { distance } from "../../src/pages/parts/time.tsx";
import { en, zh } from "../../src/pages/text/index.ts";
import { agents, day, hour, minute, now } from "./samples.ts";

describe("an address", () => {
  test.each(["/", "/account?x=1#y", "/a b", "https://example.com/x", "HTTP://localhost:8000/", "https://[::1]/"])(
    "%j is let through",
    (href) => {
      expect(safeHref(href)).toBe(href);
    },
  );

  test.each([
    "",
    "javascript:alert(1)",
    " javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\u0000/x",
    "https:evil.example",
    "https:/evil.example",
    "https://",
    "mailto:x@example.com",
    "relative",
    "?q",
  ])("%j is not", (href) => {
    expect(safeHref(href)).toBeUndefined();
    expect(() => formAction(href)).toThrow(TypeError);
  });
});

test.each(["/", "/account?x=1#y"])("%j may be loaded and posted to", (href) => {
  expect(ownPath(href)).toBe(href);
  expect(formAction(href)).toBe(href);
});

test.each(["https://example.com/x", "HTTP://localhost/", "//x.example", "/\\x.example"])(
  "%j may be neither",
  (href) => {
    expect(ownPath(href)).toBeUndefined();
    expect(() => formAction(href)).toThrow(TypeError);
  },
);

describe("initials", () => {
  test.each([
    ["Ada Lovelace", "AL"],
    ["ada", "A"],
    ["Jean-Luc van der Berg", "JB"],
    ["  ", "?"],
    ["", "?"],
    ["...", "?"],
    ["李雷", "李"],
    ["Łukasz Żak", "ŁŻ"],
    ["e\u0301mile zola", "E\u0301Z"],
    ["\u202Egpj.exe", "GE"],
    ["🦊 Fox", "🦊"],
    ["42 Crew", "4C"],
  ])("of %j are %j", (name, expected) => {
    expect(initials(name)).toBe(expected);
  });

  test("are one letter where one is asked for", () => {
    expect(initials("Company account", 1)).toBe("C");
  });
});

test("a tile's hue is one of eight and always the same", () => {
  const hues = ["", "a", "Harbour Notes", "李雷", "x".repeat(10_000)].map(hue);
  for (const value of hues) expect([0, 1, 2, 3, 4, 5, 6, 7]).toContain(value);
  expect(hue("Harbour Notes")).toBe(hues[2]);
});

test.each([
  ["#000000", "#ffffff"],
  ["#ffffff", "#000000"],
  ["#fffc00", "#000000"],
  ["#1A73E8", "#ffffff"],
  ["#5865f2", "#ffffff"],
  ["red", null],
  ["#fff", null],
  ["#12345g", null],
  ['#000000"/><script>', null],
  ["url(#x)", null],
])("the letter on %s is %s", (colour, ink) => {
  expect(inkOn(colour)).toBe(ink);
});

describe("a device", () => {
  test.each([
    [agents.firefoxWindows, "Firefox on Windows", "desktop"],
    [agents.safariPhone, "Safari on iPhone", "phone"],
    [agents.edgeMac, "Edge on macOS", "desktop"],
    [agents.curl, "A program, not a browser", "program"],
    [
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Safari/537.36",
      "Chrome on Linux",
      "desktop",
    ],
    [
      "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Mobile Safari/537.36",
      "Chrome on Android",
      "phone",
    ],
    ["Mozilla/5.0 (compatible)", "Unknown device", "unknown"],
    ["", "Unknown device", "unknown"],
    [null, "Unknown device", "unknown"],
  ])("%j is %s", (agent, name, kind) => {
    const device = describeDevice(agent);
    expect(deviceName(en, device)).toBe(name);
    expect(device.kind).toBe(kind);
  });

  test("is read from a bounded piece of the header, quickly", () => {
    const started = performance.now();
    expect(describeDevice(`Version/${"1.".repeat(500_000)}`).browser).toBeNull();
    expect(performance.now() - started).toBeLessThan(50);
  });
});

test.each([
  [now, "now"],
  [now - 59, "now"],
  [now - 3 * minute, "3 minutes ago"],
  [now + 2 * hour, "in 2 hours"],
  [now - day, "yesterday"],
  [now - 6 * day, "6 days ago"],
  [now - 7 * day, null],
])("%i is told as %j", (at, words) => {
  expect(distance(at, now, en.dateLocale)).toBe(words);
});

test("a distance is told in the page's language", () => {
  expect(distance(now - 3 * minute, now, zh.dateLocale)).toBe("3分钟前");
});

test("marks that force a direction are taken out, marks of honest spelling stay", () => {
  expect(plainly("a\u202Egpj.exe\u202C \u2066x\u2069 \u200Fב")).toBe("agpj.exe x \u200Fב");
});

test("a page that would have to wait is an error, not half a page", () => {
  const Late = async () => "late";
  expect(() => renderPage(jsx("p", null, jsx(Late, {})) as unknown as JSX.Element)).toThrow(TypeError);
});
