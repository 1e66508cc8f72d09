/** Refusals of the domain name its fields; whoever wrote a document knows them by where they stand in it. */
import { fieldRefusal, isFieldRefusal, renameFaults } from "../../lib/errors.ts";

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
  if (!isFieldRefusal(error)) return error;
  return fieldRefusal(
    renameFaults(error.fields, (field) => at(snakeCase(field))),
    error.code,
  );
}

/** `redirectUris` → `redirect_uris`. */
export const snakeCase = (camel: string): string => camel.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
