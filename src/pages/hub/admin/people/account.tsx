/**
 * An account as an administrator makes and changes it. Fields: `username`, `display_name`, `email`, `password` at creation;
 * `display_name` and `email` afterwards; hidden: `csrf`.
 */
import { Button, ButtonLink } from "../../../parts/button.tsx";
import { Card } from "../../../parts/card.tsx";
import { type FieldErrors, TextField } from "../../../parts/field.tsx";
import { PostForm } from "../../../parts/form.tsx";
import { Said } from "../../../parts/said.tsx";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";

export interface AdminNewAccountProps extends AdminPageProps {
  /** What the form shows: nothing, or what was sent and refused; never a password. */
  readonly values: { readonly username: string; readonly display_name: string; readonly email: string };
  readonly fieldErrors: FieldErrors<string>;
  /** In characters. */
  readonly passwordMinimum: number;
  readonly action: string;
}

type NameProps = Pick<AdminNewAccountProps, "t" | "fieldErrors"> & {
  readonly values: { readonly display_name: string; readonly email: string };
  /** Given where a name follows from the username. */
  readonly nameOptional: boolean;
  readonly emailFixed?: boolean;
};

const NameFields = ({ t, values, fieldErrors, nameOptional, emailFixed = false }: NameProps) => (
  <>
    <TextField
      t={t}
      name="display_name"
      label={t.fields.displayName}
      value={values.display_name}
      error={fieldErrors["display_name"]}
      autocomplete="off"
      optional={nameOptional}
      prose
    />
    <TextField
      t={t}
      name="email"
      type="email"
      label={t.fields.email}
      hint={emailFixed ? t.admin.accounts.emailFixed : t.admin.accounts.emailHint}
      value={values.email}
      error={fieldErrors["email"]}
      autocomplete="off"
      readonly={emailFixed}
      optional
    />
  </>
);

export const AdminNewAccountPage = (props: AdminNewAccountProps) => {
  const { t, csrf, values, fieldErrors, passwordMinimum, action } = props;
  const text = t.admin.accounts;
  return (
    <AdminFrame page={props} section="users" title={text.title} lead={text.lead} below>
      <PostForm action={action} csrf={csrf} class="cards">
        <Card id="account" title={text.account}>
          <div class="stack">
            <TextField
              t={t}
              name="username"
              label={t.fields.username}
              hint={text.usernameHint}
              value={values.username}
              error={fieldErrors["username"]}
              autocomplete="off"
            />
            <NameFields t={t} values={values} fieldErrors={fieldErrors} nameOptional />
            <TextField
              t={t}
              name="password"
              type="password"
              label={t.fields.password}
              hint={text.passwordHint(passwordMinimum)}
              error={fieldErrors["password"]}
              // "off" is passed over for passwords; this keeps a manager from filling in the administrator's own.
              autocomplete="new-password"
              minlength={passwordMinimum}
            />
          </div>
        </Card>
        <div class="form-end">
          <Button kind="primary">{text.submit}</Button>
        </div>
      </PostForm>
    </AdminFrame>
  );
};

export interface AdminEditAccountProps extends AdminPageProps {
  readonly name: string;
  readonly values: { readonly display_name: string; readonly email: string };
  readonly fieldErrors: FieldErrors<string>;
  /** The address of another administrator is theirs to change. */
  readonly emailFixed: boolean;
  readonly action: string;
  readonly backHref: string;
}

export const AdminEditAccountPage = (props: AdminEditAccountProps) => {
  const { t, csrf, name, values, fieldErrors, emailFixed, action, backHref } = props;
  const text = t.admin.accounts;
  return (
    <AdminFrame page={props} section="users" title={name} heading={<Said>{name}</Said>} below>
      <PostForm action={action} csrf={csrf} class="cards">
        <Card id="account" title={text.account}>
          <div class="stack">
            <NameFields t={t} values={values} fieldErrors={fieldErrors} nameOptional={false} emailFixed={emailFixed} />
          </div>
        </Card>
        <div class="form-end row">
          <ButtonLink href={backHref} kind="plain">
            {t.common.cancel}
          </ButtonLink>
          <Button kind="primary">{t.common.save}</Button>
        </div>
      </PostForm>
    </AdminFrame>
  );
};
