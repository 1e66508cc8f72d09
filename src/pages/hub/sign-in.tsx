/**
 * Sign-in: the ways in that the application (or the hub itself) offers. Provider buttons are links; the form's fields
 * are `username` and `password`, hidden: `csrf` and where the person is on the way to.
 *
 * One sentence answers a wrong username and a wrong password alike, so that nobody learns here who has an account.
 */
import type { PageProps } from "../layout.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { Divider, DoorFrame, DoorTitle } from "../parts/door-frame.tsx";
import { Empty } from "../parts/empty.tsx";
import { TextField } from "../parts/field.tsx";
import { Fill } from "../parts/fill.tsx";
import { PostForm } from "../parts/form.tsx";
import { safeHref } from "../parts/href.ts";
import { FormError, formErrorId, Notice } from "../parts/notice.tsx";
import { PasskeyForm } from "../parts/passkey-form.tsx";
import { ProviderButtons, type ProviderChoice } from "../parts/provider-button.tsx";
import { Code, Named } from "../parts/said.tsx";
import { ApplicationTile } from "../parts/tile.tsx";
import type { Text } from "../text/index.ts";

export type SignInError = keyof Text["signIn"]["errors"];
export type SignInNotice = keyof Text["signIn"]["notices"];

/** The application that the person is on the way to. */
export interface SignInApplication {
  readonly name: string;
  /** A path on this origin, or null. */
  readonly logo: string | null;
}

export interface SignInProps extends PageProps {
  /** Null when somebody signs in to the hub itself. */
  readonly application: SignInApplication | null;
  readonly providers: readonly ProviderChoice[];
  readonly passwordEnabled: boolean;
  /** Options for `navigator.credentials.get`, as JSON, and where its answer goes. */
  readonly passkeyOptions: string;
  readonly passkeyAction: string;
  /** Where a code by mail is asked for, and a new password; null where this server sends no mail, or the application does not want it. */
  readonly emailHref: string | null;
  readonly recoverHref: string | null;
  readonly signUpHref: string | null;
  /** Prefills the username (a failed attempt, `login_hint`). */
  readonly username: string;
  /** A signed-in person has to prove themselves again: the username is fixed, no account can be created. */
  readonly confirming: boolean;
  readonly error: SignInError | null;
  /** The request in which the error happened, as the log has it; null where it is this one. */
  readonly reference: string | null;
  readonly notice: SignInNotice | null;
  readonly action: string;
  readonly csrf: string;
  /** What the form carries unseen: where the person is on the way to. */
  readonly hidden: Readonly<Record<string, string | null>>;
}

type Part = Pick<SignInProps, "t">;

const Lead = ({ t, application, confirming }: Part & Pick<SignInProps, "application" | "confirming">) => {
  if (confirming) return <>{t.signIn.confirmLead}</>;
  if (application === null) return <>{t.signIn.toAccount}</>;
  return (
    <Fill
      text={t.signIn.continueTo}
      values={{
        application: <Named>{application.name}</Named>,
      }}
    />
  );
};

const PasswordForm = (props: SignInProps) => {
  const { t, action, csrf, hidden, username, confirming, error } = props;
  // Both fields point at the one error, since it does not say which of them is wrong.
  const describedBy = error === null ? undefined : formErrorId;
  return (
    <PostForm action={action} csrf={csrf} hidden={hidden} class="stack">
      <TextField
        t={t}
        name="username"
        label={t.fields.usernameOrEmail}
        value={username}
        autocomplete="username webauthn"
        readonly={confirming}
        describedBy={describedBy}
      />
      <TextField
        t={t}
        name="password"
        type="password"
        label={t.fields.password}
        autocomplete="current-password"
        describedBy={describedBy}
      />
      <Button kind="primary" wide>
        {t.signIn.submit}
      </Button>
    </PostForm>
  );
};

const PasskeyDoor = ({ t, passkeyOptions, passkeyAction, csrf, hidden }: SignInProps) => (
  <PasskeyForm
    does="get"
    options={passkeyOptions}
    suggests
    failed={t.signIn.passkeyFailed}
    action={passkeyAction}
    csrf={csrf}
    hidden={hidden}
  >
    <Button icon="key" wide>
      {t.signIn.passkey}
    </Button>
  </PasskeyForm>
);

const SignUpLine = ({ t, href }: Part & { readonly href: string }) => (
  <p>
    {t.signIn.newHere} <a href={safeHref(href)}>{t.signIn.signUp}</a>
  </p>
);

export const SignInPage = (props: SignInProps) => {
  const {
    t,
    assets,
    application,
    providers,
    passwordEnabled,
    emailHref,
    recoverHref,
    signUpHref,
    confirming,
    error,
    reference,
    notice,
  } = props;
  const title = confirming ? t.signIn.confirmTitle : t.signIn.title;
  const sandboxed = providers.some((provider) => provider.sandbox);
  return (
    <DoorFrame
      t={t}
      assets={assets}
      title={title}
      failed={error !== null}
      script={assets.passkeyScript}
      below={
        <>
          {signUpHref !== null && !confirming && <SignUpLine t={t} href={signUpHref} />}
          {sandboxed && <p class="small">{t.signIn.sandboxNote}</p>}
        </>
      }
    >
      <DoorTitle
        title={title}
        lead={<Lead t={t} application={application} confirming={confirming} />}
        above={application && <ApplicationTile name={application.name} logo={application.logo} large />}
      />
      <FormError text={error && t.signIn.errors[error]} />
      {error !== null && reference !== null && (
        <p class="small muted">
          {t.error.requestId} <Code>{reference}</Code>
        </p>
      )}
      {notice && error === null && <Notice kind="success">{t.signIn.notices[notice]}</Notice>}
      <PasskeyDoor {...props} />
      {providers.length > 0 && <ProviderButtons t={t} label={t.signIn.providers} providers={providers} />}
      {providers.length > 0 && passwordEnabled && <Divider>{t.signIn.orPassword}</Divider>}
      {passwordEnabled && <PasswordForm {...props} />}
      {passwordEnabled && recoverHref !== null && (
        <p class="small">
          <a href={safeHref(recoverHref)}>{t.mail.recover.offer}</a>
        </p>
      )}
      {emailHref !== null && (
        <ButtonLink href={emailHref} kind="plain" wide>
          {t.mail.enter.offer}
        </ButtonLink>
      )}
      {providers.length === 0 && !passwordEnabled && emailHref === null && (
        <Empty icon="lock" title={t.signIn.nothing} hint={t.signIn.nothingNext} />
      )}
    </DoorFrame>
  );
};
