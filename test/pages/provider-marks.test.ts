/** Marks of providers: drawings and nothing else, of entries that there are, and light enough for a page with twenty of them. */
import { expect, test } from "vitest";
import { loadAssets } from "../../src/pages/assets.ts";
import { markedEntries, markOf } from "../../src/pages/parts/provider-marks.ts";
import { en } from "../../src/pages/text/index.ts";
import * as entries from "../../src/providers/catalogue/entries.ts";
import { gallery } from "./gallery.ts";

test("each mark is of an entry of the catalogue, and is an outline in its own box", () => {
  const known = new Set(Object.values(entries).map(({ id }) => id));
  expect(markedEntries.filter((entry) => !known.has(entry))).toEqual([]);
  for (const entry of markedEntries) {
    const { paths = [], ground = "#000000" } = markOf(entry) ?? {};
    expect(ground).toMatch(/^#[0-9a-f]{6}$/);
    expect(paths.reduce((sum, { d }) => sum + d.length, 0)).toBeLessThanOrEqual(1600);
    for (const { d, fill = "#000000" } of paths) {
      expect(fill).toMatch(/^#[0-9a-f]{6}$/);
      expect(d).toMatch(/^[Mm][\d\s.,eEMmLlHhVvCcSsQqTtAaZz-]+$/);
    }
  }
  expect(markOf("constructor")).toBeUndefined();
});

test("the entries that people most sign in with have a mark of their own", () => {
  const wanted = [
    "google",
    "apple",
    "microsoft",
    "github",
    "gitlab",
    "facebook",
    "discord",
    "twitter",
    "instagram",
  ].concat(
    ["telegram", "weixin", "weibo", "line", "kakao", "naver", "vk", "twitch", "reddit", "steam", "paypal", "dropbox"],
    ["stripe", "shopify", "zoom", "figma", "patreon", "okta", "auth0", "keycloak", "nextcloud"],
  );
  expect(wanted.filter((entry) => !markedEntries.includes(entry))).toEqual([]);
});

test("a provider that has a mark is shown by it wherever its name stands", () => {
  const { paths } = loadAssets();
  const drawing = markOf("github")?.paths[0]?.d;
  expect(drawing).toBeDefined();
  const pictures = ["account-identities", "admin-providers", "admin-user"].map((name) =>
    gallery.find((picture) => picture.name === name)?.render(en, paths),
  );
  for (const page of pictures) expect(page).toContain(`d="${drawing}"`);
});

test("a sign-in page with twenty providers, with its style and script, is under 60 KB as it is sent", () => {
  const { files, paths } = loadAssets();
  const page = gallery.find(({ name }) => name === "marks-twenty");
  const weights = [paths.stylesheet, paths.icon, paths.passkeyScript].map((path) =>
    Buffer.byteLength(files.find((file) => file.path === path)?.body ?? ""),
  );
  const html = Buffer.byteLength(page?.render(en, paths) ?? "");
  expect(html).toBeGreaterThan(10_000);
  expect([html, ...weights].reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(61_440);
});
