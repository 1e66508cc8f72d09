/**
 * One account, or a new one, for administrators. Fields: `username`, `password`, `base_path`, `permission` (repeated), `disabled`;
 * hidden: `csrf`, and `id` of one that is there; `passkey` where one of theirs is removed.
 */
import { Button } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Switch } from "../parts/choice.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { type FieldErrors, TextField } from "../parts/field.tsx";
import { Fill } from "../parts/fill.tsx";
import { PostForm } from "../parts/form.tsx";
import { Named } from "../parts/said.tsx";
import { FilesFrame, type FilesPageProps } from "./frame.tsx";
import { PasskeyHead, type PasskeyRow } from "./passkeys.tsx";
import { PermissionBoxes } from "./permission-boxes.tsx";

export interface UserProps extends FilesPageProps {
  /** Null for a new one. */
  readonly person: {
    readonly id: string;
    readonly username: string;
    readonly role: "general" | "guest" | "admin";
    readonly hasOtp: boolean;
  } | null;
  readonly values: {
    readonly username: string;
    readonly base_path: string;
    readonly permission: number;
    readonly disabled: boolean;
  };
  readonly fieldErrors: FieldErrors<"username" | "password" | "base_path" | "permission">;
  readonly usersHref: string;
  readonly action: string;
  readonly deleteAction: string;
  readonly cancelOtpAction: string;
  /** Unix seconds. */
  readonly now: number;
  readonly passkeys: readonly PasskeyRow[];
  readonly removePasskeyAction: string;
}

const Fields = ({ t, person, values, fieldErrors }: UserProps) => (
  <>
    <TextField
      t={t}
      name="username"
      label={t.fields.username}
      value={values.username}
      error={fieldErrors.username}
      autocomplete="off"
      prose
    />
    {person?.role !== "guest" && (
      <TextField
        t={t}
        name="password"
        type="password"
        label={t.fields.password}
        hint={person === null ? t.files.user.passwordHint : t.files.user.passwordKept}
        error={fieldErrors.password}
        autocomplete="new-password"
        optional
      />
    )}
    <TextField
      t={t}
      name="base_path"
      label={t.files.user.basePath}
      hint={t.files.user.basePathHint}
      value={values.base_path}
      error={fieldErrors.base_path}
      autocomplete="off"
    />
    {person?.role === "admin" ? (
      <p class="muted">{t.files.user.adminHint}</p>
    ) : (
      <PermissionBoxes t={t} legend={t.files.user.permissions} permission={values.permission} />
    )}
    <Switch name="disabled" label={t.files.user.disable} hint={t.files.user.disableHint} on={values.disabled} />
  </>
);

const Passkeys = ({ t, csrf, now, person, passkeys, removePasskeyAction }: UserProps) => {
  const text = t.files.user;
  if (person === null || passkeys.length === 0) return null;
  return (
    <Card id="passkeys" title={t.account.passkeys.title} lead={text.passkeysLead}>
      <ul class="items">
        {passkeys.map((row) => (
          <li class="item">
            <PasskeyHead
              t={t}
              csrf={csrf}
              now={now}
              row={row}
              removeAction={removePasskeyAction}
              removeBody={text.passkeyRemoveBody}
              hidden={{ id: person.id }}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
};

export const UserPage = (props: UserProps) => {
  const { t, assets, person, csrf, usersHref, action, deleteAction, cancelOtpAction } = props;
  const text = t.files.user;
  return (
    <FilesFrame
      page={props}
      section="users"
      title={person === null ? text.add : person.username}
      up={{ title: text.title, href: usersHref }}
      {...(person?.role === "admin" ? {} : { script: assets.permissionSumScript })}
    >
      <Card id="person" title={person === null ? text.add : text.account}>
        <PostForm action={action} csrf={csrf} hidden={{ id: person?.id ?? null }} class="stack">
          <Fields {...props} />
          <Button kind="primary">{person === null ? text.create : t.common.save}</Button>
        </PostForm>
      </Card>
      <Passkeys {...props} />
      {person !== null && (person.hasOtp || person.role === "general") && (
        <Card id="danger" title={text.further} danger>
          <div class="row">
            {person.hasOtp && (
              <Confirm
                t={t}
                id="cancel-otp"
                label={text.cancelOtp}
                title={text.cancelOtp}
                body={text.cancelOtpBody}
                action={cancelOtpAction}
                csrf={csrf}
                hidden={{ id: person.id }}
              />
            )}
            {person.role === "general" && (
              <Confirm
                t={t}
                id="delete"
                label={text.delete}
                title={<Fill text={text.deleteTitle} values={{ name: <Named>{person.username}</Named> }} />}
                body={text.deleteBody}
                action={deleteAction}
                csrf={csrf}
                hidden={{ id: person.id }}
              />
            )}
          </div>
        </Card>
      )}
    </FilesFrame>
  );
};
