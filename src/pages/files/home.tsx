/**
 * The file server's only page for now: what will be here, said honestly, and a sign-in through the hub that works
 * today. Hidden field of the sign-out form: `csrf`.
 */
import type { PageProps } from "../layout.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { DoorFrame, DoorTitle } from "../parts/door-frame.tsx";
import { Fact, Facts } from "../parts/facts.tsx";
import { Fill } from "../parts/fill.tsx";
import { PostForm } from "../parts/form.tsx";
import { Icon, type IconName } from "../parts/icon.tsx";
import { FormError, Notice } from "../parts/notice.tsx";
import { Code, Said } from "../parts/said.tsx";
import { Avatar } from "../parts/tile.tsx";
import type { Text } from "../text/index.ts";

export interface FilesPerson {
  readonly name: string;
  readonly email: string | null;
  /** The hub's `sub`. */
  readonly subject: string;
}

export interface FilesHomeProps extends PageProps {
  /** Null while nobody is signed in. */
  readonly person: FilesPerson | null;
  /** Usually `/sign-in`. */
  readonly signInHref: string;
  readonly signOutAction: string;
  readonly csrf: string;
  readonly error: keyof Text["files"]["errors"] | null;
  readonly notice: keyof Text["files"]["notices"] | null;
}

const Coming = ({ t }: Pick<FilesHomeProps, "t">) => {
  const text = t.files;
  const plans: readonly (readonly [IconName, string, string])[] = [
    ["browser", text.browser, text.browserBody],
    ["code", text.api, text.apiBody],
    ["drive", text.webdav, text.webdavBody],
  ];
  return (
    <section class="coming" aria-labelledby="coming-title">
      <h2 id="coming-title">{text.coming}</h2>
      <p class="small muted">{text.comingLead}</p>
      <ul>
        {plans.map(([icon, title, body]) => (
          <li>
            <span class="item-icon">
              <Icon name={icon} />
            </span>
            <h3>{title}</h3>
            <p class="small muted">{body}</p>
          </li>
        ))}
      </ul>
    </section>
  );
};

const Outside = ({ t, signInHref }: Pick<FilesHomeProps, "t" | "signInHref">) => (
  <>
    <DoorTitle title={t.files.title} lead={t.files.lead} />
    <ButtonLink href={signInHref} kind="primary" wide>
      {t.files.signIn}
    </ButtonLink>
  </>
);

const Inside = ({
  t,
  person,
  signOutAction,
  csrf,
}: Pick<FilesHomeProps, "t" | "signOutAction" | "csrf"> & { readonly person: FilesPerson }) => (
  <>
    <DoorTitle
      above={<Avatar name={person.name} large />}
      title={<Fill text={t.files.welcomeTitle} values={{ name: <Said>{person.name}</Said> }} />}
      lead={t.files.welcomeLead}
    />
    <Facts>
      <Fact name={t.files.name}>
        <Said>{person.name}</Said>
      </Fact>
      <Fact name={t.files.email}>
        {person.email === null ? <span class="muted">{t.files.noEmail}</span> : <Said>{person.email}</Said>}
      </Fact>
      <Fact name={t.files.subject}>
        <Code>{person.subject}</Code>
      </Fact>
    </Facts>
    <PostForm action={signOutAction} csrf={csrf}>
      <Button icon="signOut" wide>
        {t.common.signOut}
      </Button>
    </PostForm>
  </>
);

export const FilesHomePage = (props: FilesHomeProps) => {
  const { t, assets, person, signInHref, error, notice } = props;
  return (
    <DoorFrame
      t={t}
      assets={assets}
      title={person ? t.files.welcomePlain(person.name) : t.files.title}
      product={t.files.product}
      failed={error !== null}
      wide
    >
      <FormError text={error && t.files.errors[error]} />
      {notice && error === null && <Notice kind="success">{t.files.notices[notice]}</Notice>}
      {person ? <Inside {...props} person={person} /> : <Outside t={t} signInHref={signInHref} />}
      <Coming t={t} />
    </DoorFrame>
  );
};
