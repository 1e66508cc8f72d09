/**
 * The first administrator. The link to this page is printed once at the first start and holds a single-use token;
 * there is no default password. Fields: `username`, `display_name`, `email`, `password`; hidden: `csrf`, `token`.
 */
import type { PageProps } from "../layout.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { DoorFrame, DoorTitle } from "../parts/door-frame.tsx";
import { PostForm } from "../parts/form.tsx";
import { FormError } from "../parts/notice.tsx";
import { type PersonErrors, PersonFields, type PersonValues } from "../parts/person-fields.tsx";
import type { Text } from "../text/index.ts";

export type SetupError = keyof Text["setup"]["errors"];

export interface SetupProps extends PageProps {
  readonly action: string;
  readonly csrf: string;
  /** The single-use token of the set-up link. */
  readonly token: string;
  readonly values: PersonValues;
  readonly fieldErrors: PersonErrors;
  readonly error: SetupError | null;
  /** The shortest password allowed, in characters. */
  readonly passwordMinimum: number;
}

export const SetupPage = ({
  t,
  assets,
  action,
  csrf,
  token,
  values,
  fieldErrors,
  error,
  passwordMinimum,
}: SetupProps) => (
  <DoorFrame t={t} assets={assets} title={t.setup.title} failed={error !== null} below={t.setup.whatFollows}>
    <DoorTitle title={t.setup.title} lead={t.setup.lead} />
    <FormError text={error && t.setup.errors[error]} />
    <PostForm action={action} csrf={csrf} hidden={{ token }} class="stack">
      <PersonFields t={t} values={values} errors={fieldErrors} passwordMinimum={passwordMinimum} />
      <Button kind="primary" wide>
        {t.setup.submit}
      </Button>
    </PostForm>
  </DoorFrame>
);

export interface SetupClosedProps extends PageProps {
  readonly signInHref: string;
}

/** The link was used already, has been replaced by a newer one, or never was one. */
export const SetupClosedPage = ({ t, assets, signInHref }: SetupClosedProps) => (
  <DoorFrame t={t} assets={assets} title={t.setup.usedTitle} failed>
    <DoorTitle title={t.setup.usedTitle} lead={t.setup.usedLead} />
    <p class="next">{t.setup.usedNext}</p>
    <ButtonLink href={signInHref} kind="primary" wide>
      {t.setup.signInInstead}
    </ButtonLink>
  </DoorFrame>
);
