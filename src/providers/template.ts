/**
 * Addresses with `{name}` placeholders, as entries write them.
 *
 * A value is put in as it is given: whoever gives it has encoded it for its place (`settings.ts` does). A placeholder
 * without a value is an error and never an empty piece of an address, which would be another address.
 */
import { ProviderError } from "./provider-error.ts";

// A name, or the name of an answer and a path into it.
const PLACEHOLDER = /\{([A-Za-z][A-Za-z0-9_]*(?:\.[^{}\s]+)?)\}/g;

/** The names of a template's placeholders, in order. */
export const placeholders = (template: string): readonly string[] =>
  [...template.matchAll(PLACEHOLDER)].map((match) => match[1] ?? "");

/** The template with what `value` gives for each placeholder. */
export const replacePlaceholders = (template: string, value: (name: string) => string): string =>
  template.replace(PLACEHOLDER, (_, name: string) => value(name));

/**
 * An address with its placeholders filled, byte for byte.
 * @throws ProviderError `misconfigured` where a placeholder has no value or the outcome is no http(s) address.
 */
export function fillAddress(template: string, values: Readonly<Record<string, string>>): string {
  return checkedAddress(template, fillTemplate(template, values));
}

/**
 * What a filled template has become.
 * @throws ProviderError `misconfigured` where it is no http(s) address.
 */
export function checkedAddress(template: string, address: string): string {
  if (!/^https?:\/\//.test(address) || !URL.canParse(address)) {
    throw new ProviderError("misconfigured", `${template} makes no address with what is configured`);
  }
  return address;
}

/**
 * The template with its placeholders filled.
 * @throws ProviderError `misconfigured` where a placeholder has no value.
 */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return replacePlaceholders(template, (name) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined || value === "") {
      throw new ProviderError("misconfigured", `nothing is configured for {${name}}`);
    }
    return value;
  });
}
