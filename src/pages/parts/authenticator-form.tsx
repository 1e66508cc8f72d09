/**
 * Setting up an authenticator application: the secret as a picture and as text, and the code that shows that it has arrived.
 * Field `code`; hidden: `csrf`, `offer`.
 */
import type { Text } from "../text/index.ts";
import { Button } from "./button.tsx";
import { Copyable } from "./copyable.tsx";
import { TextField } from "./field.tsx";
import { PostForm } from "./form.tsx";
import { formErrorId } from "./notice.tsx";
import { QrCode } from "./qr-code.tsx";

export interface AuthenticatorOffer {
  /** `otpauth://totp/…` */
  readonly address: string;
  /** Base32. */
  readonly secret: string;
  /** The offer as the form carries it. */
  readonly sealed: string;
}

interface AuthenticatorFormProps {
  readonly t: Text;
  readonly offer: AuthenticatorOffer;
  readonly failed: boolean;
  readonly action: string;
  readonly csrf: string;
  readonly hidden?: Readonly<Record<string, string | null>>;
  readonly wide?: boolean;
}

export const AuthenticatorForm = (props: AuthenticatorFormProps) => {
  const { t, offer, failed, action, csrf, hidden = {}, wide = false } = props;
  const text = t.authenticator;
  return (
    <>
      <p>{text.scan}</p>
      <QrCode text={offer.address} label={text.picture} />
      <p class="small">
        {text.key} <Copyable t={t} id="secret" name={text.key} value={offer.secret} />
      </p>
      <PostForm action={action} csrf={csrf} hidden={{ ...hidden, offer: offer.sealed }} class="stack">
        <TextField
          t={t}
          name="code"
          label={text.code}
          autocomplete="one-time-code"
          inputmode="numeric"
          describedBy={failed ? formErrorId : undefined}
        />
        <Button kind="primary" wide={wide}>
          {text.submit}
        </Button>
      </PostForm>
    </>
  );
};
