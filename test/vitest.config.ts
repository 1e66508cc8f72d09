/**
 * How the tests run.
 *
 * Two processes on a machine of two cores: starting one process a file costs more than most files' tests. So the files
 * of a process share their modules, and each leaves things as it found them: stubs are undone for it, and what else it
 * opens it closes.
 */
import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
  test: {
    include: ["**/*.test.{ts,tsx}"],
    globalSetup: ["ground/postgres.ts"],
    reporters: ["default", "./ground/reporter.ts"],
    pool: "forks",
    maxWorkers: 2,
    isolate: false,
    // Tests must not hang on each other's timing on a slow machine, nor hide a hang.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    allowOnly: false,
    passWithNoTests: false,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    expect: { requireAssertions: true },
  },
});
