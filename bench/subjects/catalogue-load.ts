/** What loading the whole catalogue of providers costs a process that has loaded nothing else of the build. */
import { answerDriver, argument, say } from "./child.ts";
import { loadCatalogue } from "./hub-build.ts";

export interface CatalogueFacts {
  readonly entries: number;
  readonly milliseconds: number;
  /** Bytes of resident memory that came with it. */
  readonly resident: number;
}

const { build } = argument<{ readonly build: string }>();
const before = process.memoryUsage.rss();
const started = performance.now();
const { catalogue } = await loadCatalogue(build);
const milliseconds = performance.now() - started;
const facts: CatalogueFacts = { entries: catalogue.length, milliseconds, resident: process.memoryUsage.rss() - before };
answerDriver();
say({ kind: "facts", facts });
