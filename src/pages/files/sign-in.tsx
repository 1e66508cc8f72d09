/**
 * Signing in to the file server: by a passkey, by a button for each platform, and by password. Fields: `username`, `password`;
 * hidden: `csrf`, `next`, of a passkey `credential`. The second step asks for `code` alone.
 */
import type { PageProps } from "../layout.tsx";
import { Button } from "../parts/button.tsx";
import { Divider, DoorFrame, DoorTitle } from "../parts/door-frame.tsx";
import { TextField } from "../parts/field.tsx";
import { PostForm } from "../parts/form.tsx";
import { safeHref } from "../parts/href.ts";
import { FormError, formErrorId, Notice } from "../parts/notice.tsx";
import { PasskeyForm } from "../parts/passkey-form.tsx";
import { ProviderButtons, type ProviderChoice } from "../parts/provider-button.tsx";
import type { FilesError, FilesNotice } from "./frame.tsx";

export interface FilesSignInProps extends PageProps {
  readonly site: string;
  readonly platforms: readonly ProviderChoice[];
  readonly username: string;
  readonly error: FilesError | null;
  readonly notice: FilesNotice | null;
  /** Where passkeys are on; `options` are for `navigator.credentials.get`, as JSON. */
  readonly passkey: { readonly options: string; readonly action: string } | null;
  /** Where guests may look around; null where they may not. */
  readonly guestHref: string | null;
  readonly action: string;
  readonly next: string;
  readonly csrf: string;
}

export const FilesSignInPage = (props: FilesSignInProps) => {
  const { t, assets, site, platforms, username, error, notice, passkey, guestHref, action, next, csrf } = props;
  const text = t.files.signIn;
  const describedBy = error === null ? undefined : formErrorId;
  return (
    <DoorFrame
      t={t}
      assets={assets}
      title={text.title}
      product={site}
      failed={error !== null}
      {...(passkey === null ? {} : { script: assets.passkeyScript })}
      below={guestHref !== null && <a href={safeHref(guestHref)}>{text.asGuest}</a>}
    >
      <DoorTitle title={text.title} lead={text.lead} />
      <FormError text={error && t.files.errors[error]} />
      {notice && error === null && <Notice kind="success">{t.files.notices[notice]}</Notice>}
      {passkey !== null && (
        <PasskeyForm
          does="get"
          options={passkey.options}
          suggests
          failed={t.signIn.passkeyFailed}
          action={passkey.action}
          csrf={csrf}
          hidden={{ next }}
        >
          <Button icon="key" wide>
            {t.signIn.passkey}
          </Button>
        </PasskeyForm>
      )}
      {platforms.length > 0 && (
        <>
          <ProviderButtons t={t} label={t.signIn.providers} providers={platforms} />
          <Divider>{text.or}</Divider>
        </>
      )}
      <PostForm action={action} csrf={csrf} hidden={{ next }} class="stack">
        <TextField
          t={t}
          name="username"
          label={t.fields.username}
          value={username}
          autocomplete={passkey === null ? "username" : "username webauthn"}
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
          {text.title}
        </Button>
      </PostForm>
    </DoorFrame>
  );
};

export interface FilesSecondStepProps
  extends Pick<FilesSignInProps, "t" | "assets" | "site" | "error" | "action" | "next" | "csrf"> {}

export const FilesSecondStepPage = (props: FilesSecondStepProps) => {
  const { t, assets, site, error, action, next, csrf } = props;
  const text = t.files.signIn;
  return (
    <DoorFrame t={t} assets={assets} title={text.secondStep} product={site} failed={error !== null}>
      <DoorTitle title={text.secondStep} lead={text.secondStepLead} />
      <FormError text={error && t.files.errors[error]} />
      <PostForm action={action} csrf={csrf} hidden={{ next }} class="stack">
        <TextField
          t={t}
          name="code"
          label={text.code}
          autocomplete="one-time-code"
          inputmode="numeric"
          describedBy={error === null ? undefined : formErrorId}
        />
        <Button kind="primary" wide>
          {text.goOn}
        </Button>
      </PostForm>
    </DoorFrame>
  );
};
