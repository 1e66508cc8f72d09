/** Refusals of the domain name its fields; whoever typed a command knows them as options. */
import { fieldRefusal, isFieldRefusal, renameFaults } from "../lib/errors.ts";

/**
 * Runs the work, and says its refusals by option.
 * @param flags Field name → option, `redirectUris` → `--redirect-uri`.
 * @throws what the work throws, a Refusal with `fields` under the options' names
 */
export async function inFlags<T>(flags: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isFieldRefusal(error)) throw error;
    throw fieldRefusal(
      renameFaults(error.fields, (field) => flags[field] ?? field),
      error.code,
    );
  }
}
