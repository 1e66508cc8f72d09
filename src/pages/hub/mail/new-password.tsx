/** A new password after the letter has come back. Field `new_password`; hidden `csrf`, `proof` and where the person is on the way to. */
import type { PageProps } from "../../layout.tsx";
import { Button } from "../../parts/button.tsx";
import { DoorFrame, DoorTitle, LookTile } from "../../parts/door-frame.tsx";
import { type FieldError, TextField } from "../../parts/field.tsx";
import { PostForm } from "../../parts/form.tsx";
import { FormError } from "../../parts/notice.tsx";

export interface NewPasswordProps extends PageProps {
  readonly kind: "recover" | "invitation";
  /** For the password manager. */
  readonly username: string;
  readonly passwordMinimum: number;
  readonly fieldError: FieldError | null;
  readonly action: string;
  readonly csrf: string;
  readonly hidden: Readonly<Record<string, string | null>>;
}

export const NewPasswordPage = (props: NewPasswordProps) => {
  const { t, assets, kind, username, passwordMinimum, fieldError, action, csrf, hidden } = props;
  const text = t.mail[kind];
  return (
    <DoorFrame t={t} assets={assets} title={text.newTitle} failed={fieldError !== null}>
      <DoorTitle title={text.newTitle} lead={text.newLead} above={<LookTile assets={assets} />} />
      <FormError text={fieldError && t.mail.code.errors.invalid} />
      <PostForm action={action} csrf={csrf} hidden={hidden} class="stack">
        <TextField t={t} name="username" label={t.fields.username} value={username} autocomplete="username" readonly />
        <TextField
          t={t}
          name="new_password"
          type="password"
          label={t.fields.newPassword}
          hint={t.fields.passwordHint(passwordMinimum)}
          error={fieldError ?? undefined}
          autocomplete="new-password"
          minlength={passwordMinimum}
        />
        <Button kind="primary" wide>
          {text.newSubmit}
        </Button>
      </PostForm>
    </DoorFrame>
  );
};
