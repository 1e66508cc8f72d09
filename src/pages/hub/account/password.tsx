/**
 * Changing the password, or setting the first one. Fields: `current_password` (where there is one), `new_password`;
 * hidden: `csrf`. There is no second box for the new password: it hinders password managers and proves nothing.
 */
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { type FieldErrors, TextField } from "../../parts/field.tsx";
import { PostForm } from "../../parts/form.tsx";
import { AccountFrame, type AccountPageProps } from "./frame.tsx";

export interface AccountPasswordProps extends AccountPageProps {
  /** The account signs in by providers only so far. */
  readonly hasPassword: boolean;
  /** For password managers, which file a password under its username. */
  readonly username: string;
  readonly fieldErrors: FieldErrors<"current_password" | "new_password">;
  /** In characters. */
  readonly passwordMinimum: number;
  readonly action: string;
}

export const AccountPasswordPage = (props: AccountPasswordProps) => {
  const { t, hasPassword, username, fieldErrors, passwordMinimum, action, csrf } = props;
  const text = t.account.password;
  return (
    <AccountFrame
      page={props}
      section="password"
      title={text.title}
      lead={hasPassword ? text.leadChange : text.leadSet}
    >
      <Card id="password" title={hasPassword ? text.change : text.set}>
        <PostForm action={action} csrf={csrf} class="stack">
          <TextField
            t={t}
            name="username"
            label={t.fields.username}
            value={username}
            autocomplete="username"
            readonly
          />
          {hasPassword && (
            <TextField
              t={t}
              name="current_password"
              type="password"
              label={t.fields.currentPassword}
              error={fieldErrors.current_password}
              autocomplete="current-password"
            />
          )}
          <TextField
            t={t}
            name="new_password"
            type="password"
            label={t.fields.newPassword}
            hint={t.fields.passwordHint(passwordMinimum)}
            error={fieldErrors.new_password}
            autocomplete="new-password"
            minlength={passwordMinimum}
          />
          <Button kind="primary">{hasPassword ? text.submitChange : text.submitSet}</Button>
        </PostForm>
      </Card>
    </AccountFrame>
  );
};
