/** Refusals of the domain name its fields; whoever typed a command knows them as options. */
import { fieldRefusal, Refusal } from "../lib/errors.ts";

/**
 * Runs the work, and says its refusals by option.
 * @param flags Field name → option, `redirectUris` → `--redirect-uri`.
 * @throws what the work throws, a Refusal with `fields` under the options' names
 */
export async function inFlags<T>(flags: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || Object.keys(error.fields).length === 0) throw error;
    const renamed = Object.entries(error.fields).map(([field, fault]) => [flags[field] ?? field, fault] as const);
    throw fieldRefusal(Object.fromEntries(renamed), error.code);
  }
}
