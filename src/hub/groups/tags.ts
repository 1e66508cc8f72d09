/**
 * How groups and roles are called. A name is what applications compare with: plain letters that look like no others, the same
 * whatever their case, and never changed once it is there. What people read is the display name.
 */
import { type FieldFault, fieldRefusal } from "../../lib/errors.ts";
import { readDisplayName } from "../users/names.ts";

/** Up to 100 letters, digits, dots, dashes, underscores and colons, a letter or digit first. */
export const TAG_NAME = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/;

/** What two names must share to be the same. */
export const tagKey = (name: string): string => name.toLowerCase();

/** Characters. */
const LONGEST_DESCRIPTION = 500;

export interface Tag {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
}

/** What was typed, by the names of the wire. */
export interface TypedTag {
  readonly name: string;
  readonly display_name: string;
  readonly description: string;
}

/** @returns the name as it will be kept, or what is wrong with it */
const nameFault = (name: string): FieldFault | null => {
  if (name === "") return "required";
  if (name.length > 100) return "too_long";
  return TAG_NAME.test(name) ? null : "invalid";
};

/**
 * @param typed An empty display name stands for the name.
 * @throws Refusal `field_invalid` with `fields`: `name`, `display_name`, `description`
 */
export function readTag({ name, display_name, description }: TypedTag): Tag {
  const read = name.trim();
  const words = description.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ").trim();
  const faults: Record<string, FieldFault> = {};
  const fault = nameFault(read);
  if (fault !== null) faults["name"] = fault;
  if ([...display_name.trim()].length > 100) faults["display_name"] = "too_long";
  if ([...words].length > LONGEST_DESCRIPTION) faults["description"] = "too_long";
  if (Object.keys(faults).length > 0) throw fieldRefusal(faults);
  return { name: read, displayName: readDisplayName(display_name) ?? read, description: words };
}
