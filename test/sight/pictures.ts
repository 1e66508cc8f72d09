/** Pictures of every page, at a phone's and a desktop's width, in light and dark, with one sheet of them all. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launchChromium } from "../ground/chromium.ts";
import { itinerary } from "./itinerary.ts";
import { openWindow, PHONE } from "./look.ts";
import { seed } from "./seeded.ts";
import type { Arrival } from "./visit.ts";

export interface PictureWish {
  readonly folder: string;
  /** BCP 47, as browsers ask for it. */
  readonly language: string;
  /** Parts of names; of all pages where none is given. */
  readonly only: readonly string[];
}

const DESK = { width: 1280, height: 800 } as const;

const VIEWS = [
  { view: "375-light", viewport: PHONE, colorScheme: "light" },
  { view: "375-dark", viewport: PHONE, colorScheme: "dark" },
  { view: "1280-light", viewport: DESK, colorScheme: "light" },
  { view: "1280-dark", viewport: DESK, colorScheme: "dark" },
] as const;

const sheet = (names: readonly string[]): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Every page</title>
<style>
  body { margin: 1rem; background: #888; font: 0.875rem system-ui; }
  h2 { margin: 1.5rem 0 0.5rem; font-size: 1rem; }
  div { display: flex; gap: 0.75rem; align-items: flex-start; overflow-x: auto; }
  img { inline-size: 220px; max-block-size: 700px; object-fit: cover; object-position: top; }
  img[src*="1280"] { inline-size: 480px; }
</style>
${names
  .map(
    (name) =>
      `<h2 id="${name}">${name}</h2><div>${VIEWS.map(
        ({ view }) => `<a href="${name}-${view}.png"><img src="${name}-${view}.png" loading="lazy" alt="${view}"></a>`,
      ).join("")}</div>`,
  )
  .join("\n")}
</html>
`;

/** @returns how many were made */
export async function takePictures({ folder, language, only }: PictureWish): Promise<number> {
  await mkdir(folder, { recursive: true });
  const [town, chromium] = await Promise.all([seed(), launchChromium()]);
  try {
    const visits = itinerary(town).visits.filter(
      ({ name }) => only.length === 0 || only.some((part) => name.includes(part)),
    );
    const arrivals = new Map<string, Arrival>();
    for (const { name, arrive } of visits) arrivals.set(name, await arrive(town));
    for (const { view, viewport, colorScheme } of VIEWS) {
      const { page, show } = await openWindow(chromium, {
        viewport,
        colorScheme,
        locale: language,
        reducedMotion: "reduce",
      });
      for (const [name, arrival] of arrivals) {
        await show(arrival);
        await page.screenshot({ path: join(folder, `${name}-${view}.png`), fullPage: true });
      }
      await page.context().close();
    }
    await writeFile(join(folder, "index.html"), sheet([...arrivals.keys()]));
    return arrivals.size * VIEWS.length;
  } finally {
    await chromium.close();
    await town.close();
  }
}
