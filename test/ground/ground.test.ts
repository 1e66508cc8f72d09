/**
 * The ground itself: what the other tests stand on is real, and is new for each.
 */
import { readdir } from "node:fs/promises";
import pg from "pg";
import { expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { eachDatabase } from "./databases.ts";

eachDatabase((fresh, kind) => {
  test("every database is new, and apart from the last", async () => {
    const [one, other] = [await fresh(), await fresh()];
    expect(one.kind).toBe(kind);
    expect(one.dataDirectory).not.toBe(other.dataDirectory);
    expect(await readdir(one.dataDirectory)).toEqual([]);
    if (kind === "sqlite") {
      expect(one.databaseUrl).toBeUndefined();
      return;
    }
    expect(one.databaseUrl).not.toBe(other.databaseUrl);
    const client = new pg.Client({ connectionString: one.databaseUrl });
    await client.connect();
    const { rows } = await client.query("SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'public'");
    await client.end();
    expect(rows).toEqual([{ tables: 0 }]);
  });
});

test("Chromium draws a form and runs a script", async () => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.setContent("<input name=door><script>document.title = document.forms.length + 1</script>");
    await page.locator("input").fill("open");
    expect(await page.inputValue("input")).toBe("open");
    expect(await page.title()).toBe("1");
    expect((await page.screenshot()).subarray(1, 4).toString()).toBe("PNG");
  } finally {
    await browser.close();
  }
});
