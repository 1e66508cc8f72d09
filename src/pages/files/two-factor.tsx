/** Codes of an authenticator application: offered, shown once, turned on by the first code, turned off by a later one. Fields: `code`; hidden: `secret`. */
import { Badge } from "../parts/badge.tsx";
import { Button } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Copyable } from "../parts/copyable.tsx";
import { TextField } from "../parts/field.tsx";
import { PostForm } from "../parts/form.tsx";
import { QrCode } from "../parts/qr-code.tsx";
import type { Text } from "../text/index.ts";
import type { ProfileActions } from "./profile.tsx";

export type TwoFactorState =
  | { readonly kind: "off" | "on" }
  /** The secret is shown, and waits for its first code. `address` is what the picture says. */
  | { readonly kind: "offered"; readonly secret: string; readonly address: string };

interface TwoFactorProps {
  readonly t: Text;
  readonly csrf: string;
  readonly state: TwoFactorState;
  readonly actions: ProfileActions;
}

const CodeField = ({ t }: { readonly t: Text }) => (
  <TextField t={t} name="code" label={t.files.signIn.code} autocomplete="one-time-code" inputmode="numeric" />
);

const Offered = ({
  t,
  csrf,
  secret,
  address,
  actions,
}: Omit<TwoFactorProps, "state"> & { secret: string; address: string }) => (
  <>
    <QrCode text={address} label={t.files.twoFactor.picture} />
    <Copyable t={t} id="secret" name={t.files.twoFactor.secret} value={secret} />
    <PostForm action={actions.turnOn} csrf={csrf} hidden={{ secret }} class="stack">
      <CodeField t={t} />
      <Button kind="primary">{t.files.twoFactor.turnOn}</Button>
    </PostForm>
  </>
);

export const TwoFactor = ({ t, csrf, state, actions }: TwoFactorProps) => {
  const text = t.files.twoFactor;
  const badge = (
    <Badge kind={state.kind === "on" ? "good" : "muted"}>
      {state.kind === "on" ? t.common.enabled : t.common.disabled}
    </Badge>
  );
  return (
    <Card id="two-factor" title={text.title} lead={state.kind === "offered" ? text.offered : text.lead} aside={badge}>
      {state.kind === "off" && (
        <PostForm action={actions.offer} csrf={csrf}>
          <Button icon="phone">{text.setUp}</Button>
        </PostForm>
      )}
      {state.kind === "offered" && (
        <Offered t={t} csrf={csrf} secret={state.secret} address={state.address} actions={actions} />
      )}
      {state.kind === "on" && (
        <PostForm action={actions.turnOff} csrf={csrf} class="stack">
          <CodeField t={t} />
          <Button>{text.turnOff}</Button>
        </PostForm>
      )}
    </Card>
  );
};
