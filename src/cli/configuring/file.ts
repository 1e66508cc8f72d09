/** The document's file: YAML, or a module of TypeScript or JavaScript whose default export it is; and the secrets that it refers to. */
import { readFileSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseDocument } from "yaml";
import { type ConfigDocument, readDocument } from "../../hub/config/document.ts";
import type { Environment } from "../command.ts";
import { Failure } from "../failure.ts";
import { readSecretFile } from "../secret-input.ts";

const MODULES = new Set([".ts", ".mts", ".js", ".mjs"]);

async function contentOf(file: string): Promise<unknown> {
  if (MODULES.has(extname(file))) {
    try {
      const module = (await import(pathToFileURL(resolve(file)).href)) as { readonly default?: unknown };
      return module.default;
    } catch (error) {
      throw new Failure("file_unusable", `${file} could not be run: ${String(error)}`, error);
    }
  }
  const parsed = parseDocument(readFileSync(file, "utf8"), { uniqueKeys: true, strict: true });
  const [fault] = parsed.errors;
  if (fault) throw new Failure("file_unusable", `${file} is not YAML: ${fault.message}`);
  // Bounds what aliases can make of a few lines.
  return parsed.toJS({ maxAliasCount: 100 }) as unknown;
}

/** @throws Failure `file_unusable`; Node's error where the file can't be read */
export async function readConfigFile(file: string): Promise<ConfigDocument> {
  const document = readDocument(await contentOf(file));
  if ("faults" in document) throw new Failure("file_unusable", `${file}: ${document.faults.join("; ")}.`);
  return document;
}

/** Finds the secret that a reference stands for. */
export type SecretOf = (reference: string) => string;

/**
 * @param file The document's: paths begin where it is.
 * @throws from what it gives: Failure `input_missing`; Node's error where a file can't be read
 */
export const secretsBeside =
  (file: string, environment: Environment): SecretOf =>
  (reference) => {
    if (reference.startsWith("file:")) return readSecretFile(resolve(dirname(file), reference.slice(5)), true);
    const name = reference.slice(4);
    const value = reference.startsWith("env:") ? environment[name] : undefined;
    if (value === undefined || value === "")
      throw new Failure("input_missing", `The variable ${name} holds no secret, and the document refers to it.`);
    return value;
  };
