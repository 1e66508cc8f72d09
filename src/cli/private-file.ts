/**
 * Small files of ours in the data directory that hold secrets: readable by their owner alone, and replaced as a whole, so
 * that a crash in the middle leaves the old one.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { z } from "zod";
import { Failure } from "./failure.ts";

const isMissing = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";

/** @returns the file's content, or `undefined` where there is no such file. */
function readPrivateText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** @throws Failure `file_unusable` where the file is there and is not what we write */
export function readPrivateJson<T>(file: string, schema: z.ZodType<T>): T | undefined {
  const text = readPrivateText(file);
  if (text === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Failure(
      "file_unusable",
      `${file} is damaged. Put back what was in it, or remove it to have it made anew.`,
      cause,
    );
  }
}

/** Writes the whole file, durably, before it is seen under its name. */
function writePrivateText(file: string, text: string): void {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const next = `${file}.${process.pid}.next`;
  try {
    writeFileSync(next, text, { flag: "w", mode: 0o600, flush: true });
    renameSync(next, file);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
  // Windows opens no folder, and needs none to keep a new name.
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

export const writePrivateJson = (file: string, value: unknown): void =>
  writePrivateText(file, `${JSON.stringify(value, null, 2)}\n`);

/** The file's content, made where there is no such file; of two who make it at once both read the one that won. */
export function keptText(file: string, make: () => string): string {
  const known = readPrivateText(file);
  if (known !== undefined) return known;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, make(), { flag: "wx", mode: 0o600, flush: true });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return readFileSync(file, "utf8");
}
