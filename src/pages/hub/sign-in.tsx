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
  /** Options for `navigator.credentials.get`, as JSON, and where its answer goes; null where passkeys are not taken. */
  readonly passkeyOptions: string | null;
  readonly passkeyAction: string;
  /** Where a code by mail is asked for, and a new password; null where this server sends no mail, or the application does not want it. */
  readonly emailHref: string | null;
  readonly recoverHref: string | null;
  readonly signUpHref: string | null;
  /** Ways in that come first: `passkey`, `password`, `email`, `provider:` and an id. Those that are not offered are passed over. */
  readonly first?: readonly string[];
  /** Prefills the username (a failed attempt, `login_hint`). */
  readonly username: string;
  /** A signed-in person has to prove themselves again: the username is fixed, no account can be created. */
  readonly confirming: boolean;
  readonly error: SignInError | null;
  /** The request in which the error happened, as the log has it; null where it is this one. */
  readonly reference: string | null;
  /** Where an administrator sees what happened; null for anybody else. */
  readonly inspectHref?: string | null;
  readonly notice: SignInNotice | null;
  readonly action: string;
  readonly csrf: string;
  /** What the form carries unseen: where the person is on the way to. */
  readonly hidden: Readonly<Record<string, string | null>>;
  /** The page is only looked at, from the console: nothing on it can be used. */
  readonly preview?: boolean;
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

const PasskeyDoor = ({
  t,
  passkeyOptions,
  passkeyAction,
  csrf,
  hidden,
}: SignInProps & { readonly passkeyOptions: string }) => (
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

/** One way in, or several providers one after the other. */
type Block =
  | { readonly kind: "passkey" | "password" | "email" }
  | { readonly kind: "providers"; readonly providers: readonly ProviderChoice[] };

function blocksOf({ first = [], providers, passwordEnabled, passkeyOptions, emailHref }: SignInProps): Block[] {
  const byWay = new Map<string, ProviderChoice>(providers.map((provider) => [`provider:${provider.id}`, provider]));
  const usual = [
    ...(passkeyOptions === null ? [] : ["passkey"]),
    ...byWay.keys(),
    ...(passwordEnabled ? ["password"] : []),
    ...(emailHref === null ? [] : ["email"]),
  ];
  const named = first.filter((way) => usual.includes(way));
  const blocks: Block[] = [];
  for (const way of [...named, ...usual.filter((each) => !named.includes(each))]) {
    const provider = byWay.get(way);
    const last = blocks.at(-1);
    if (provider && last?.kind === "providers")
      blocks[blocks.length - 1] = { ...last, providers: [...last.providers, provider] };
    else if (provider) blocks.push({ kind: "providers", providers: [provider] });
    else if (way === "passkey" || way === "password" || way === "email") blocks.push({ kind: way });
  }
  return blocks;
}

const WayIn = ({ block, before, isFirst, ...props }: SignInProps & WayInProps) => {
  const { t, passkeyOptions, recoverHref, emailHref } = props;
  // A form needs a word between it and the buttons beside it.
  const divider =
    block.kind === "password" && before === "providers"
      ? t.signIn.orPassword
      : before === "password" && block.kind !== "email"
        ? t.look.orAnother
        : null;
  return (
    <>
      {divider !== null && <Divider>{divider}</Divider>}
      {block.kind === "passkey" && passkeyOptions !== null && !props.preview && (
        <PasskeyDoor {...props} passkeyOptions={passkeyOptions} />
      )}
      {block.kind === "passkey" && props.preview && (
        <Button icon="key" wide>
          {t.signIn.passkey}
        </Button>
      )}
      {block.kind === "providers" && (
        <ProviderButtons t={t} label={isFirst ? t.signIn.providers : t.look.orAnother} providers={block.providers} />
      )}
      {block.kind === "password" && <PasswordForm {...props} />}
      {block.kind === "password" && recoverHref !== null && (
        <p class="small">
          <a href={safeHref(recoverHref)}>{t.mail.recover.offer}</a>
        </p>
      )}
      {block.kind === "email" && emailHref !== null && (
        <ButtonLink href={emailHref} kind="plain" wide>
          {t.mail.enter.offer}
        </ButtonLink>
      )}
    </>
  );
};

interface WayInProps {
  readonly block: Block;
  /** What stands above it. */
  readonly before: Block["kind"] | undefined;
  /** Of the lists of providers it is the first. */
  readonly isFirst: boolean;
}

const WaysIn = (props: SignInProps) => {
  const blocks = blocksOf(props);
  return (
    <>
      {blocks.map((block, index) => (
        <WayIn
          {...props}
          block={block}
          before={blocks[index - 1]?.kind}
          isFirst={blocks.findIndex(({ kind }) => kind === "providers") === index}
        />
      ))}
    </>
  );
};

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
    signUpHref,
    confirming,
    error,
    reference,
    inspectHref = null,
    notice,
    preview = false,
  } = props;
  const title = confirming ? t.signIn.confirmTitle : t.signIn.title;
  const sandboxed = providers.some((provider) => provider.sandbox);
  return (
    <DoorFrame
      t={t}
      assets={assets}
      title={title}
      failed={error !== null}
      {...(!preview ? { script: assets.passkeyScript } : {})}
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
          {t.error.requestId}{" "}
          {inspectHref === null ? (
            <Code>{reference}</Code>
          ) : (
            <a href={safeHref(inspectHref)}>
              <Code>{reference}</Code>
            </a>
          )}
        </p>
      )}
      {preview && <Notice kind="info">{t.look.console.onPageTitle}</Notice>}
      {notice && error === null && <Notice kind="success">{t.signIn.notices[notice]}</Notice>}
      {!preview ? (
        <WaysIn {...props} />
      ) : (
        <div class="stack" inert>
          <WaysIn {...props} />
        </div>
      )}
      {providers.length === 0 && !passwordEnabled && emailHref === null && (
        <Empty icon="lock" title={t.signIn.nothing} hint={t.signIn.nothingNext} />
      )}
    </DoorFrame>
  );
};
