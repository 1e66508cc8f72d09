/** The assets: complete, named by their content, and free of what the content security policy forbids. */
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { assetCacheControl, loadAssets } from "../../src/pages/assets.ts";

const { files, paths } = loadAssets();
const style = files.find((file) => file.path === paths.stylesheet)?.body ?? "";
const script = files.find((file) => file.path === paths.copyScript)?.body ?? "";

test("each has an address with a hash of its content, and the same content has the same address", () => {
  expect(files.map((file) => file.path)).toEqual([
    expect.stringMatching(/^\/assets\/style-[0-9a-f]{16}\.css$/),
    expect.stringMatching(/^\/assets\/icon-[0-9a-f]{16}\.svg$/),
    expect.stringMatching(/^\/assets\/copy-[0-9a-f]{16}\.js$/),
    expect.stringMatching(/^\/assets\/submit-[0-9a-f]{16}\.js$/),
    expect.stringMatching(/^\/assets\/fragment-[0-9a-f]{16}\.js$/),
    expect.stringMatching(/^\/assets\/provider-[0-9a-f]{16}\.js$/),
    expect.stringMatching(/^\/assets\/top-window-[0-9a-f]{16}\.js$/),
    expect.stringMatching(/^\/assets\/signed-out-[0-9a-f]{16}\.js$/),
    expect.stringMatching(/^\/assets\/sso-window-[0-9a-f]{16}\.js$/),
    expect.stringMatching(/^\/assets\/passkey-[0-9a-f]{16}\.js$/),
    expect.stringMatching(/^\/assets\/upload-[0-9a-f]{16}\.js$/),
    expect.stringMatching(/^\/assets\/permission-sum-[0-9a-f]{16}\.js$/),
  ]);
  expect(loadAssets().paths).toEqual(paths);
  expect(assetCacheControl).toContain("immutable");
});

test("the stylesheet holds every file of the folder once", () => {
  const names = readdirSync(new URL("../../src/pages/style/", import.meta.url));
  expect(names.length).toBeGreaterThan(5);
  for (const marker of [
    ":root",
    ".button",
    ".field",
    ".card",
    "table",
    ".notice",
    ".tile",
    ".door",
    ".shell",
    ".counts",
    ".docs",
  ]) {
    expect(style).toContain(`${marker}`);
  }
  expect(names.filter((name) => !name.endsWith(".css"))).toEqual([]);
  expect(names).toHaveLength(13);
});

test("the stylesheet loads nothing from anywhere", () => {
  expect(style).not.toMatch(/url\(|@import|expression|javascript:/i);
});

test("the script is plain JavaScript that makes no element and evaluates nothing", () => {
  expect(script).not.toMatch(/interface |: (?:void|string|Element)\b|innerHTML|eval|Function\(|document\.write/);
  expect(script).toContain("navigator.clipboard");
  expect(() => new Function(script)).not.toThrow();
});

test("the icon is a picture on its own, without script or style", () => {
  const icon = files.find((file) => file.path === paths.icon);
  expect(icon?.type).toBe("image/svg+xml");
  expect(icon?.body).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 32 32">/);
  expect(icon?.body).not.toMatch(/<script|<style|style=|on\w+=/);
});
