/**
 * A new account, where the application allows people to open one. Fields: `username`, `display_name`, `email`,
 * `password`; hidden: `csrf` and where the person is on the way to.
 */
import type { PageProps } from "../layout.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { Divider, DoorFrame, DoorTitle } from "../parts/door-frame.tsx";
import { Empty } from "../parts/empty.tsx";
import { Fill } from "../parts/fill.tsx";
import { PostForm } from "../parts/form.tsx";
import { safeHref } from "../parts/href.ts";
import { FormError } from "../parts/notice.tsx";
import { type PersonErrors, PersonFields, type PersonValues } from "../parts/person-fields.tsx";
import { ProviderButtons, type ProviderChoice } from "../parts/provider-button.tsx";
import { Named } from "../parts/said.tsx";
import { ApplicationTile } from "../parts/tile.tsx";
import type { Text } from "../text/index.ts";

export type SignUpError = keyof Text["signUp"]["errors"];

export interface SignUpProps extends PageProps {
  readonly application: { readonly name: string; readonly logo: string | null } | null;
  readonly providers: readonly ProviderChoice[];
  /** Whether an account with a password may be opened; otherwise the providers are the only way. */
  readonly passwordEnabled: boolean;
  readonly values: PersonValues;
  readonly fieldErrors: PersonErrors;
  readonly error: SignUpError | null;
  /** In characters. */
  readonly passwordMinimum: number;
  /** Where an account is opened by a code by mail; null where that is not offered. */
  readonly emailHref: string | null;
  readonly signInHref: string;
  readonly action: string;
  readonly csrf: string;
  /** What the form carries unseen: where the person is on the way to. */
  readonly hidden: Readonly<Record<string, string | null>>;
}

export const SignUpPage = (props: SignUpProps) => {
  const { t, assets, application, providers, passwordEnabled, values, fieldErrors, error, passwordMinimum } = props;
  return (
    <DoorFrame
      t={t}
      assets={assets}
      title={t.signUp.title}
      failed={error !== null}
      below={
        <p>
          {t.signUp.haveAccount} <a href={safeHref(props.signInHref)}>{t.signUp.signIn}</a>
        </p>
      }
    >
      <DoorTitle
        title={t.signUp.title}
        lead={
          application ? (
            <Fill
              text={t.signUp.continueTo}
              values={{
                application: <Named>{application.name}</Named>,
              }}
            />
          ) : (
            t.signUp.lead
          )
        }
        above={application && <ApplicationTile name={application.name} logo={application.logo} large />}
      />
      <FormError text={error && t.signUp.errors[error]} />
      {providers.length > 0 && <ProviderButtons t={t} label={t.signUp.providers} providers={providers} />}
      {providers.length > 0 && passwordEnabled && <Divider>{t.signUp.orForm}</Divider>}
      {passwordEnabled && (
        <PostForm action={props.action} csrf={props.csrf} hidden={props.hidden} class="stack">
          <PersonFields t={t} values={values} errors={fieldErrors} passwordMinimum={passwordMinimum} />
          <Button kind="primary" wide>
            {t.signUp.submit}
          </Button>
        </PostForm>
      )}
      {props.emailHref !== null && (
        <ButtonLink href={props.emailHref} kind="plain" wide>
          {t.mail.enter.signUp}
        </ButtonLink>
      )}
      {providers.length === 0 && !passwordEnabled && props.emailHref === null && (
        <Empty icon="lock" title={t.signUp.nothing} hint={t.signIn.nothingNext} />
      )}
    </DoorFrame>
  );
};
