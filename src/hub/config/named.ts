/** Refusals of the domain name its fields; whoever wrote a document knows them by where they stand in it. */
import { fieldRefusal, Refusal } from "../../lib/errors.ts";

/** @throws what the work throws, a Refusal with `fields` under the document's names */
export function named<T>(at: (field: string) => string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw renamed(at, error);
  }
}

export async function namedLater<T>(at: (field: string) => string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw renamed(at, error);
  }
}

function renamed(at: (field: string) => string, error: unknown): unknown {
  if (!(error instanceof Refusal) || Object.keys(error.fields).length === 0) return error;
  const fields = Object.entries(error.fields).map(([field, fault]) => [at(snakeCase(field)), fault] as const);
  return fieldRefusal(Object.fromEntries(fields), error.code);
}

/** `redirectUris` → `redirect_uris`. */
export const snakeCase = (camel: string): string => camel.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
