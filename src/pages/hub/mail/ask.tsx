/**
 * Asking for a letter: to sign in by mail (field `email`), or for a new password (field `username`). Hidden: `csrf` and where the
 * person is on the way to. What comes next is the same page for everybody, whoever has an account.
 */
import type { PageProps } from "../../layout.tsx";
import { Button, ButtonLink } from "../../parts/button.tsx";
import { DoorFrame, DoorTitle, LookTile } from "../../parts/door-frame.tsx";
import { type FieldError, TextField } from "../../parts/field.tsx";
import { PostForm } from "../../parts/form.tsx";
import { safeHref } from "../../parts/href.ts";
import { FormError } from "../../parts/notice.tsx";
import type { Text } from "../../text/index.ts";

export type MailError = keyof Text["mail"]["code"]["errors"];

export interface MailAskProps extends PageProps {
  readonly kind: "enter" | "recover";
  readonly value: string;
  readonly fieldError: FieldError | null;
  readonly error: MailError | null;
  readonly backHref: string;
  readonly action: string;
  readonly csrf: string;
  readonly hidden: Readonly<Record<string, string | null>>;
}

export const MailAskPage = (props: MailAskProps) => {
  const { t, assets, kind, value, fieldError, error, backHref, action, csrf, hidden } = props;
  const text = t.mail[kind];
  return (
    <DoorFrame
      t={t}
      assets={assets}
      title={text.title}
      failed={error !== null}
      below={
        <p>
          <a href={safeHref(backHref)}>{t.setup.signInInstead}</a>
        </p>
      }
    >
      <DoorTitle title={text.title} lead={text.lead} above={<LookTile assets={assets} />} />
      <FormError text={error && t.mail.code.errors[error]} />
      <PostForm action={action} csrf={csrf} hidden={hidden} class="stack">
        {kind === "enter" ? (
          <TextField
            t={t}
            name="email"
            type="email"
            label={t.fields.email}
            value={value}
            error={fieldError ?? undefined}
            autocomplete="email"
          />
        ) : (
          <TextField
            t={t}
            name="username"
            label={t.fields.usernameOrEmail}
            value={value}
            error={fieldError ?? undefined}
            autocomplete="username"
          />
        )}
        <Button kind="primary" wide>
          {text.submit}
        </Button>
      </PostForm>
    </DoorFrame>
  );
};

export interface MailOffProps extends PageProps {
  readonly backHref: string;
}

/** No mail server is set up: said plainly, with a way on. */
export const MailOffPage = ({ t, assets, backHref }: MailOffProps) => (
  <DoorFrame t={t} assets={assets} title={t.mail.off.title} failed>
    <DoorTitle title={t.mail.off.title} lead={t.mail.off.lead} />
    <p class="next">{t.mail.off.next}</p>
    <ButtonLink href={backHref} kind="primary" wide>
      {t.setup.signInInstead}
    </ButtonLink>
  </DoorFrame>
);
