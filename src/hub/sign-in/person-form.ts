/** The form of a new person, as set-up and sign-up have it: read, checked, ready to be stored. */
import type { FieldFault } from "../../lib/errors.ts";
import { passwordFault } from "../../lib/passwords.ts";
import type { PersonErrors, PersonValues } from "../../pages/parts/person-fields.tsx";
import { readDisplayName, readEmail, readUsername } from "../users/names.ts";
import type { FormFields } from "../web/route.ts";

export interface NewPerson {
  readonly username: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly password: string;
}

export type ReadPerson =
  | { readonly person: NewPerson; readonly values: PersonValues; readonly errors: null }
  | { readonly person: null; readonly values: PersonValues; readonly errors: PersonErrors };

/** @param emailNeeded Whether an address must be given. */
export function readPerson(form: FormFields, emailNeeded: boolean): ReadPerson {
  const values = { username: form.get("username"), display_name: form.get("display_name"), email: form.get("email") };
  const password = form.get("password");
  const username = readUsername(values.username);
  const email = values.email.trim() === "" ? null : readEmail(values.email);
  const errors: Partial<Record<keyof PersonErrors, FieldFault>> = {};
  if (username === null) errors.username = values.username.trim() === "" ? "required" : "invalid_username";
  if (values.email.trim() === "" ? emailNeeded : email === null)
    errors.email = values.email.trim() === "" ? "required" : "invalid_email";
  const fault = passwordFault(password, [values.username, values.email.split("@", 1)[0] ?? "", values.display_name]);
  if (fault) errors.password = fault;
  if (username === null || Object.keys(errors).length > 0) return { person: null, values, errors };
  return {
    person: { username, displayName: readDisplayName(values.display_name) ?? username, email, password },
    values,
    errors: null,
  };
}

export const noPerson: PersonValues = { username: "", display_name: "", email: "" };
