/**
 * Counts what ran, for the last line of `npm test`, and fails the run for what did not: a test that is skipped or yet to
 * be written looks green and proves nothing.
 */
import { writeFileSync } from "node:fs";
import type { Reporter, TestCase, TestModule, Vitest } from "vitest/node";

export default class TallyReporter implements Reporter {
  #filtered = false;

  onInit(vitest: Vitest): void {
    this.#filtered = vitest.config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const cases = modules.flatMap((module) => [...module.children.allTests()]);
    const of = (state: string) => cases.filter((test) => test.result().state === state);
    const silent = this.#filtered ? [] : cases.filter((test) => !["passed", "failed"].includes(test.result().state));
    // A file that did not load, or whose hooks failed, may have no failed test to show for it.
    const broken = modules.filter((module) => !module.ok() && !hasFailedTest(module));
    const passed = of("passed").length;
    const failed = of("failed").length + silent.length + broken.length + unhandledErrors.length;

    for (const test of silent) process.stderr.write(`Not run: ${test.module.relativeModuleId} > ${test.fullName}\n`);
    if (passed + failed === 0) process.stderr.write("No test was run.\n");
    if (failed > 0 || passed === 0) process.exitCode = 1;
    const file = process.env.ALLDOOR_TEST_TALLY;
    if (file !== undefined) writeFileSync(file, JSON.stringify({ passed, failed: passed + failed === 0 ? 1 : failed }));
  }
}

function hasFailedTest(module: TestModule): boolean {
  for (const test of module.children.allTests() as Iterable<TestCase>) {
    if (test.result().state === "failed") return true;
  }
  return false;
}
