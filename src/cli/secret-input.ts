/**
 * Secrets come from a file, from standard input, or from a person at the terminal who is not shown what they type. Never
 * from an argument: those can be read by everybody on the machine and stay in the shell's history.
 */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { Failure } from "./failure.ts";

/** Bytes; no secret of ours is as long. */
const LONGEST = 65_536;

/** The text without the line end that editors and `echo` leave. @throws Failure `input_missing` */
function withoutEnd(text: string, from: string, manyLines: boolean): string {
  const secret = text.replace(/\r?\n$/, "");
  if (secret === "") throw new Failure("input_missing", `There is nothing in ${from}.`);
  if (!manyLines && /[\r\n]/.test(secret))
    throw new Failure("input_missing", `There is more than one line in ${from}.`);
  return secret;
}

async function readStandardInput(manyLines: boolean): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of process.stdin) {
    size += part.length;
    if (size > LONGEST) throw new Failure("input_missing", "There is more on standard input than a secret can be.");
    parts.push(part as Buffer);
  }
  return withoutEnd(Buffer.concat(parts).toString("utf8"), "standard input", manyLines);
}

/** Asks at the terminal, without showing the answer. @throws Failure `cancelled`, `input_missing` */
export function askHidden(
  question: string,
  input: NodeJS.ReadableStream = process.stdin,
  shown: NodeJS.WritableStream = process.stderr,
): Promise<string> {
  const nowhere = new Writable({ write: (_part, _encoding, done) => done() });
  const terminal = createInterface({ input, output: nowhere, terminal: true, historySize: 0 });
  // Only now does the terminal keep to itself what is typed.
  shown.write(question);
  return new Promise((resolve, reject) => {
    terminal.once("line", (line) => {
      shown.write("\n");
      // First: closing says at once that it is closed.
      resolve(line);
      terminal.close();
    });
    terminal.once("SIGINT", () => {
      shown.write("\n");
      terminal.close();
    });
    terminal.once("close", () => reject(new Failure("cancelled", "Stopped; nothing was changed.")));
  });
}

export interface SecretSource {
  /** The option's value: a file, `-` for standard input; left out, standard input as well. */
  readonly file: string | undefined;
  /** `--password-file`. */
  readonly flag: string;
  /** What is asked at a terminal. */
  readonly question: string;
  /** Ask twice: for a secret that is being chosen. */
  readonly twice?: boolean;
  /** It may be a key in PEM, which has lines. */
  readonly manyLines?: boolean;
}

/** @throws Failure `input_missing`; Node's error where the file can't be read */
export const readSecretFile = (file: string, manyLines = false): string =>
  withoutEnd(readFileSync(file, "utf8").slice(0, LONGEST), file, manyLines);

/** @throws what `readSecretFile` throws, Failure `input_missing`, `cancelled` */
export async function readSecret(source: SecretSource): Promise<string> {
  const { file, flag, question, twice = false, manyLines = false } = source;
  if (file !== undefined && file !== "-") return readSecretFile(file, manyLines);
  if (!process.stdin.isTTY) return readStandardInput(manyLines);
  const answer = await askHidden(`${question}: `);
  if (answer === "") throw new Failure("input_missing", `Nothing was typed. ${flag} FILE reads it from a file.`);
  if (twice && (await askHidden(`${question}, again: `)) !== answer)
    throw new Failure("input_missing", "The two were not the same.");
  return answer;
}
