/** `npm run litmus`: WebDAV against programs that the system has, beside what `npm test` runs everywhere. */
import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
  test: {
    root: join(import.meta.dirname, ".."),
    include: ["clients/*.installed.ts"],
    globalSetup: ["ground/postgres.ts"],
    pool: "forks",
    testTimeout: 120_000,
    hookTimeout: 60_000,
    expect: { requireAssertions: true },
  },
});
