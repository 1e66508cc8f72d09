/** What a new person is asked: the same four fields at set-up and at sign-up. */
import type { Text } from "../text/index.ts";
import { type FieldErrors, TextField } from "./field.tsx";

export interface PersonValues {
  readonly username: string;
  readonly display_name: string;
  readonly email: string;
}

export type PersonErrors = FieldErrors<"username" | "display_name" | "email" | "password">;

interface PersonFieldsProps {
  readonly t: Text;
  readonly values: PersonValues;
  readonly errors: PersonErrors;
  /** In characters. */
  readonly passwordMinimum: number;
}

export const PersonFields = ({ t, values, errors, passwordMinimum }: PersonFieldsProps) => (
  <>
    <TextField
      t={t}
      name="username"
      label={t.fields.username}
      hint={t.fields.usernameHint}
      value={values.username}
      error={errors.username}
      autocomplete="username"
    />
    <TextField
      t={t}
      name="display_name"
      label={t.fields.displayName}
      hint={t.fields.displayNameHint}
      value={values.display_name}
      error={errors.display_name}
      autocomplete="name"
      prose
    />
    <TextField
      t={t}
      name="email"
      type="email"
      label={t.fields.email}
      value={values.email}
      error={errors.email}
      autocomplete="email"
    />
    <TextField
      t={t}
      name="password"
      type="password"
      label={t.fields.password}
      hint={t.fields.passwordHint(passwordMinimum)}
      error={errors.password}
      autocomplete="new-password"
      minlength={passwordMinimum}
    />
  </>
);
