/** `config plan` and `config drift`: what a document would change. */
import type { Configuration } from "../../lib/configuration.ts";
import type { Environment } from "../command.ts";
import { onTrial } from "../importing/run-hub-import.ts";
import type { Output } from "../output.ts";
import { hasStore, withHub } from "../with-hub.ts";
import { readConfigFile, secretsBeside } from "./file.ts";
import { carryOut } from "./plan.ts";
import { changeText } from "./steps.ts";

/** What is given for a document, whichever command has it. */
export const FILE = { name: "FILE", help: "The document: YAML, or a module whose default export it is." } as const;

export interface Comparison {
  readonly file: string;
  readonly configuration: Configuration;
  readonly environment: Environment;
  readonly output: Output;
}

/** @returns how many changes there are */
export async function compare({ file, configuration, environment, output }: Comparison): Promise<number> {
  const document = await readConfigFile(file);
  const secretOf = secretsBeside(file, environment);
  // What only looks makes no database, least of all under a mistyped --data.
  const { changes } = await onTrial(configuration, !hasStore(configuration), (place) =>
    withHub(place, (hub) => carryOut(hub, document, secretOf, false)),
  );
  output.answer(
    { changes },
    changes.length === 0
      ? "Everything is as the document says."
      : `${changes.map(changeText).join("\n")}\n\n${changes.length} to change.`,
  );
  return changes.length;
}
