/**
 * The second step of a sign-in: a code, a recovery code, or a passkey; or, where the organization asks for a second step and the
 * person has none, setting one up. Fields `code`, `remember`; hidden: `csrf`, `login`.
 */
import type { PageProps } from "../layout.tsx";
import { AuthenticatorForm, type AuthenticatorOffer } from "../parts/authenticator-form.tsx";
import { Button } from "../parts/button.tsx";
import { Divider, DoorFrame, DoorTitle, LookTile } from "../parts/door-frame.tsx";
import { TextField } from "../parts/field.tsx";
import { Fill } from "../parts/fill.tsx";
import { PostForm } from "../parts/form.tsx";
import { safeHref } from "../parts/href.ts";
import { FormError, formErrorId } from "../parts/notice.tsx";
import { PasskeyForm } from "../parts/passkey-form.tsx";
import { Named } from "../parts/said.tsx";
import type { Text } from "../text/index.ts";

export type SecondStepError = keyof Text["secondStep"]["errors"];

export interface SecondStepProps extends PageProps {
  /** Whose sign-in it is. */
  readonly person: string;
  /** Which code is asked for; null where there is none to ask for. */
  readonly asks: "totp" | "recovery" | null;
  /** The same page, asking for the other code; null where there is no other. */
  readonly otherHref: string | null;
  /** Options of the passkeys that may stand in, as JSON; null where there is none. */
  readonly passkeyOptions: string | null;
  /** Whether this browser may be remembered. */
  readonly canRemember: boolean;
  /** What is to be set up first. */
  readonly enrolment: AuthenticatorOffer | null;
  readonly error: SecondStepError | null;
  readonly signInHref: string;
  readonly action: string;
  readonly passkeyAction: string;
  readonly enrolAction: string;
  readonly csrf: string;
  readonly hidden: Readonly<Record<string, string | null>>;
}

const Remember = ({ t }: Pick<SecondStepProps, "t">) => (
  <div class="choice">
    <input type="checkbox" id="remember" name="remember" value="true" aria-describedby="remember-hint" />
    <label for="remember">{t.secondStep.remember}</label>
    <p class="field-hint" id="remember-hint">
      {t.secondStep.rememberHint}
    </p>
  </div>
);

const CodeForm = (props: SecondStepProps & { readonly asked: "totp" | "recovery" }) => {
  const { t, asked, otherHref, canRemember, error, action, csrf, hidden } = props;
  const text = t.secondStep;
  const isTotp = asked === "totp";
  return (
    <>
      <PostForm action={action} csrf={csrf} hidden={{ ...hidden, with: asked }} class="stack">
        <TextField
          t={t}
          name="code"
          label={isTotp ? text.totp : text.recovery}
          hint={isTotp ? text.totpHint : text.recoveryHint}
          autocomplete={isTotp ? "one-time-code" : "off"}
          inputmode={isTotp ? "numeric" : "text"}
          describedBy={error === null ? undefined : formErrorId}
        />
        {canRemember && <Remember t={t} />}
        <Button kind="primary" wide>
          {text.submit}
        </Button>
      </PostForm>
      {otherHref !== null && (
        <p class="small">
          <a href={safeHref(otherHref)}>{isTotp ? text.useRecovery : text.useTotp}</a>
        </p>
      )}
    </>
  );
};

export const SecondStepPage = (props: SecondStepProps) => {
  const { t, assets, person, asks, passkeyOptions, enrolment, error, signInHref, csrf, hidden } = props;
  const text = t.secondStep;
  const title = enrolment === null ? text.title : text.enrolTitle;
  const lead =
    enrolment === null ? <Fill text={text.lead} values={{ person: <Named>{person}</Named> }} /> : text.enrolLead;
  return (
    <DoorFrame
      t={t}
      assets={assets}
      title={title}
      failed={error !== null}
      copies={enrolment !== null}
      {...(passkeyOptions === null ? {} : { script: assets.passkeyScript })}
      below={<a href={safeHref(signInHref)}>{text.cancel}</a>}
    >
      <DoorTitle title={title} lead={lead} above={<LookTile assets={assets} />} />
      <FormError text={error && text.errors[error]} />
      {enrolment !== null && (
        <AuthenticatorForm
          t={t}
          offer={enrolment}
          failed={error !== null}
          action={props.enrolAction}
          csrf={csrf}
          hidden={hidden}
          wide
        />
      )}
      {passkeyOptions !== null && (
        <PasskeyForm
          does="get"
          options={passkeyOptions}
          failed={t.signIn.passkeyFailed}
          action={props.passkeyAction}
          csrf={csrf}
          hidden={hidden}
        >
          <Button icon="key" wide>
            {text.passkey}
          </Button>
        </PasskeyForm>
      )}
      {passkeyOptions !== null && asks !== null && <Divider>{text.or}</Divider>}
      {asks !== null && <CodeForm {...props} asked={asks} />}
    </DoorFrame>
  );
};
