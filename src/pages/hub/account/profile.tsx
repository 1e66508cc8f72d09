/** Who I am here. Fields: `display_name`, `email`, `locale`; of the picture's form the file `picture`; hidden: `csrf`. */
import { VerifiedBadge } from "../../parts/badge.tsx";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { Copyable } from "../../parts/copyable.tsx";
import { Fact, Facts } from "../../parts/facts.tsx";
import { type FieldErrors, FileField, SelectField, TextField } from "../../parts/field.tsx";
import { PostForm } from "../../parts/form.tsx";
import { Said } from "../../parts/said.tsx";
import { Avatar } from "../../parts/tile.tsx";
import { Time } from "../../parts/time.tsx";
import { languages } from "../../text/index.ts";
import { AccountFrame, type AccountPageProps } from "./frame.tsx";

export interface AccountProfileProps extends AccountPageProps {
  readonly person: {
    readonly username: string;
    readonly displayName: string;
    readonly email: string | null;
    readonly emailVerified: boolean;
    /** The `sub` that applications receive. */
    readonly subject: string;
    /** Unix seconds. */
    readonly createdAt: number;
    /** A path on this origin, or null. */
    readonly picture: string | null;
    /** Their picture is kept elsewhere: no page of ours asks for it. */
    readonly pictureElsewhere: boolean;
  };
  /** The languages to choose from, as BCP 47 has them. */
  readonly locales: readonly string[];
  /** Where a new picture is sent; `/remove` takes it away. */
  readonly pictureAction: string;
  /** What the form shows: the stored values, or what was sent and refused. */
  readonly values: { readonly display_name: string; readonly email: string; readonly locale: string };
  readonly fieldErrors: FieldErrors<"display_name" | "email" | "locale" | "picture">;
  readonly action: string;
  /** Whether this server sends mail: then a new address is proven before it replaces the old one. */
  readonly mail: boolean;
  /** Where a letter is asked for that proves the present address; null where there is nothing to prove, or no mail. */
  readonly verifyAction: string | null;
}

const About = ({ t, person }: Pick<AccountProfileProps, "t" | "person">) => (
  <Card id="about" title={t.account.profile.about}>
    <div class="person">
      <Avatar name={person.displayName} picture={person.picture} large />
      <div class="person-words">
        <p class="person-name">
          <Said>{person.displayName}</Said>
        </p>
        <p class="muted">
          <Said>{person.username}</Said>
        </p>
      </div>
    </div>
    <Facts>
      <Fact name={t.fields.email}>
        {person.email === null ? (
          <span class="muted">{t.account.profile.noEmail}</span>
        ) : (
          <span class="row row-near">
            <Said>{person.email}</Said>
            <VerifiedBadge t={t} verified={person.emailVerified} />
          </span>
        )}
      </Fact>
      <Fact name={t.account.profile.memberSince}>
        <Time t={t} at={person.createdAt} />
      </Fact>
      <Fact name={t.account.profile.subject}>
        <Copyable t={t} id="subject" name={t.account.profile.subject} value={person.subject} />
        <span class="small muted">{t.account.profile.subjectHint}</span>
      </Fact>
    </Facts>
  </Card>
);

/** A language in its own words, or its tag. */
const languageName = (locale: string): string =>
  Object.values(languages).find(({ lang }) => lang === locale)?.language ?? locale;

type PictureProps = Pick<AccountProfileProps, "t" | "person" | "csrf" | "pictureAction" | "fieldErrors">;

const Picture = ({ t, person, csrf, pictureAction, fieldErrors }: PictureProps) => {
  const text = t.account.profile;
  const isThere = person.picture !== null || person.pictureElsewhere;
  return (
    <Card
      id="portrait"
      title={text.picture}
      lead={person.pictureElsewhere ? text.pictureElsewhere : text.pictureLead}
      aside={
        isThere && (
          <Confirm
            t={t}
            id="remove-picture"
            label={text.pictureRemove}
            title={text.pictureRemoveTitle}
            body={text.pictureRemoveBody}
            action={`${pictureAction}/remove`}
            csrf={csrf}
            small
          />
        )
      }
    >
      <PostForm action={pictureAction} csrf={csrf} class="stack" upload>
        <FileField
          t={t}
          name="picture"
          label={text.pictureFile}
          hint={text.pictureHint}
          error={fieldErrors.picture}
          accept="image/png,image/jpeg,image/webp"
        />
        <Button kind="plain">{text.pictureSubmit}</Button>
      </PostForm>
    </Card>
  );
};

export const AccountProfilePage = (props: AccountProfileProps) => {
  const { t, person, locales, values, fieldErrors, action, csrf, mail, verifyAction } = props;
  const text = t.account.profile;
  return (
    <AccountFrame page={props} section="profile" title={text.title} lead={text.lead} copies>
      <About t={t} person={person} />
      {verifyAction !== null && (
        <Card id="verify" title={text.verify} lead={text.verifyLead}>
          <PostForm action={verifyAction} csrf={csrf}>
            <Button kind="plain">{text.verifySubmit}</Button>
          </PostForm>
        </Card>
      )}
      <Card id="edit" title={text.edit}>
        <PostForm action={action} csrf={csrf} class="stack">
          <TextField
            t={t}
            name="display_name"
            label={t.fields.displayName}
            hint={t.fields.displayNameHint}
            value={values.display_name}
            error={fieldErrors.display_name}
            autocomplete="name"
            prose
          />
          <TextField
            t={t}
            name="email"
            type="email"
            label={t.fields.email}
            hint={mail ? text.emailHintMail : text.emailHint}
            value={values.email}
            error={fieldErrors.email}
            autocomplete="email"
            optional
          />
          <SelectField
            t={t}
            name="locale"
            label={text.language}
            hint={text.languageHint}
            value={values.locale}
            error={fieldErrors.locale}
            choices={[
              { value: "", label: text.languageOfBrowser },
              ...locales.map((locale) => ({ value: locale, label: languageName(locale) })),
            ]}
          />
          <Button kind="primary">{t.common.save}</Button>
        </PostForm>
      </Card>
      <Picture {...props} />
    </AccountFrame>
  );
};
