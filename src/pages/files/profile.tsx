/**
 * Personal data: who one is here, and every way in. Forms: username (`username`), password (`new_password`), platforms, and the
 * cards of `two-factor.tsx`, `passkeys.tsx`, `app-passwords.tsx` and `sessions.tsx`; each has the hidden `csrf`. Whatever changes a
 * way in needs a sign-in that is not old; where it is, the page offers one.
 */
import { Button } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { Empty } from "../parts/empty.tsx";
import { Fact, Facts } from "../parts/facts.tsx";
import { type FieldErrors, TextField } from "../parts/field.tsx";
import { Fill } from "../parts/fill.tsx";
import { PostForm } from "../parts/form.tsx";
import { safeHref } from "../parts/href.ts";
import { Notice } from "../parts/notice.tsx";
import { Code, Named, Said } from "../parts/said.tsx";
import { ProviderMark } from "../parts/tile.tsx";
import { Time } from "../parts/time.tsx";
import { AppPasswords, type AppPasswordsProps } from "./app-passwords.tsx";
import { FilesFrame, type FilesPageProps } from "./frame.tsx";
import { Passkeys, type PasskeysProps } from "./passkeys.tsx";
import { PermissionBadges } from "./permission-boxes.tsx";
import { type SessionRow, Sessions } from "./sessions.tsx";
import { TwoFactor, type TwoFactorState } from "./two-factor.tsx";

export interface LinkedRow {
  readonly id: string;
  readonly platform: string;
  /** How the platform calls the person. */
  readonly label: string;
  /** Unix seconds. */
  readonly linkedAt: number;
  readonly lastUsedAt: number | null;
}

export interface LinkChoice {
  readonly id: string;
  readonly name: string;
}

export type ProfileActions = Readonly<
  Record<
    "username" | "password" | "offer" | "turnOn" | "turnOff" | "link" | "unlink" | "endSession" | "endOthers",
    string
  >
>;

export interface ProfileProps extends FilesPageProps {
  /** Unix seconds. */
  readonly now: number;
  readonly username: string;
  readonly basePath: string;
  readonly isAdmin: boolean;
  readonly permission: number;
  readonly hasPassword: boolean;
  readonly passwordMinimum: number;
  /** The sign-in is too old for what changes a way in. */
  readonly isStale: boolean;
  readonly usernameWish: string;
  readonly fieldErrors: FieldErrors<"username" | "password" | "name" | "path">;
  readonly twoFactor: TwoFactorState;
  readonly linked: readonly LinkedRow[];
  readonly linkable: readonly LinkChoice[];
  /** Null: there are none, and none can be made. */
  readonly passkeys: Omit<PasskeysProps, "t" | "csrf" | "now"> | null;
  readonly appPasswords: Omit<AppPasswordsProps, "t" | "csrf" | "now" | "fieldErrors">;
  readonly sessions: readonly SessionRow[];
  readonly actions: ProfileActions;
}

const About = ({ t, basePath, isAdmin, permission }: ProfileProps) => (
  <Card id="about" title={t.files.profile.about} lead={t.files.profile.aboutLead}>
    <Facts>
      <Fact name={t.files.user.basePath}>
        <Code>{basePath}</Code>
      </Fact>
      <Fact name={t.files.user.permissions}>
        <PermissionBadges t={t} permission={permission} isAdmin={isAdmin} />
      </Fact>
    </Facts>
  </Card>
);

const Username = ({ t, csrf, usernameWish, fieldErrors, actions }: ProfileProps) => (
  <Card id="who" title={t.fields.username}>
    <PostForm action={actions.username} csrf={csrf} class="stack">
      <TextField
        t={t}
        name="username"
        label={t.fields.username}
        value={usernameWish}
        error={fieldErrors.username}
        autocomplete="username"
        prose
      />
      <Button>{t.common.save}</Button>
    </PostForm>
  </Card>
);

const Password = ({ t, csrf, username, hasPassword, passwordMinimum, fieldErrors, actions }: ProfileProps) => (
  <Card
    id="password"
    title={t.fields.password}
    lead={hasPassword ? t.files.profile.passwordLead : t.files.profile.noPasswordLead}
  >
    <PostForm action={actions.password} csrf={csrf} class="stack">
      <TextField
        t={t}
        name="username"
        id="own-username"
        label={t.fields.username}
        value={username}
        autocomplete="username"
        readonly
      />
      <TextField
        t={t}
        name="new_password"
        type="password"
        label={t.fields.newPassword}
        hint={t.fields.passwordHint(passwordMinimum)}
        error={fieldErrors.password}
        autocomplete="new-password"
        minlength={passwordMinimum}
      />
      <Button>{hasPassword ? t.files.profile.changePassword : t.files.profile.setPassword}</Button>
    </PostForm>
  </Card>
);

const Linked = ({ t, csrf, now, linked, linkable, actions }: ProfileProps) => {
  const text = t.files.profile;
  return (
    <Card id="platforms" title={text.platforms} lead={text.platformsLead}>
      {linked.length === 0 ? (
        <Empty icon="link" title={text.noPlatforms} hint={text.noPlatformsHint} />
      ) : (
        <ul class="items">
          {linked.map(({ id, platform, label, linkedAt, lastUsedAt }) => (
            <li class="item">
              <div class="item-head">
                <ProviderMark name={platform} colour={null} />
                <div class="item-words">
                  <p>
                    <Said>{platform}</Said> · <Said>{label}</Said>
                  </p>
                  <p class="small muted">
                    {text.linkedAt} <Time t={t} at={linkedAt} now={now} />, {text.lastUsed}{" "}
                    <Time t={t} at={lastUsedAt} now={now} />
                  </p>
                </div>
                <span class="item-end">
                  <Confirm
                    t={t}
                    id={`unlink-${id}`}
                    label={text.unlink}
                    fullLabel={`${text.unlink}: ${platform}, ${label}`}
                    title={<Fill text={text.unlinkTitle} values={{ platform: <Named>{platform}</Named> }} />}
                    body={text.unlinkBody}
                    action={actions.unlink}
                    csrf={csrf}
                    hidden={{ id }}
                    small
                  />
                </span>
              </div>
            </li>
          ))}
        </ul>
      )}
      {linkable.length > 0 && (
        <PostForm action={actions.link} csrf={csrf} class="row row-near">
          {linkable.map(({ id, name }) => (
            <Button icon="link" small name="platform" value={id}>
              {text.link(name)}
            </Button>
          ))}
        </PostForm>
      )}
    </Card>
  );
};

export const ProfilePage = (props: ProfileProps) => {
  const { t, assets, csrf, now, isStale, signInHref, fieldErrors } = props;
  const { twoFactor, passkeys, appPasswords, sessions, actions } = props;
  const text = t.files.profile;
  return (
    <FilesFrame
      page={props}
      section="profile"
      title={text.title}
      lead={text.lead}
      copies
      {...(passkeys?.options ? { script: assets.passkeyScript } : {})}
    >
      {isStale && (
        <Notice kind="info">
          {text.stale} <a href={safeHref(signInHref)}>{text.signInAgain}</a>
        </Notice>
      )}
      <About {...props} />
      <Username {...props} />
      <Password {...props} />
      <TwoFactor t={t} csrf={csrf} state={twoFactor} actions={actions} />
      {passkeys !== null && <Passkeys t={t} csrf={csrf} now={now} {...passkeys} />}
      <Linked {...props} />
      <AppPasswords t={t} csrf={csrf} now={now} fieldErrors={fieldErrors} {...appPasswords} />
      <Sessions t={t} csrf={csrf} now={now} sessions={sessions} actions={actions} />
    </FilesFrame>
  );
};
