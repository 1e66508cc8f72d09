/**
 * Signing out (OpenID Connect RP-Initiated Logout 1.0). The person is asked, because otherwise any page could sign
 * them out with a link. Hidden: `csrf` and, where an application has asked, who it is.
 */
import type { PageProps } from "../layout.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { DoorFrame, DoorTitle } from "../parts/door-frame.tsx";
import { Fill } from "../parts/fill.tsx";
import { PostForm } from "../parts/form.tsx";
import { applicationHref } from "../parts/href.ts";
import { Icon } from "../parts/icon.tsx";
import { Named, Said } from "../parts/said.tsx";
import { Avatar } from "../parts/tile.tsx";

export interface ConfirmSignOutProps extends PageProps {
  readonly displayName: string;
  /** The application that asks, or null. */
  readonly application: string | null;
  readonly action: string;
  readonly csrf: string;
  /** What the form carries unseen: who asked, and where the browser goes afterwards. */
  readonly hidden: Readonly<Record<string, string | null>>;
  readonly stayHref: string;
}

export const ConfirmSignOutPage = (props: ConfirmSignOutProps) => {
  const { t, assets, displayName, application, action, csrf, hidden, stayHref } = props;
  return (
    <DoorFrame t={t} assets={assets} title={t.signOut.title}>
      <DoorTitle
        title={t.signOut.title}
        above={<Avatar name={displayName} large />}
        lead={
          <>
            <Fill text={t.signOut.lead} values={{ name: <Named>{displayName}</Named> }} />
            {application !== null && (
              <>
                {" "}
                <Fill text={t.signOut.fromApplication} values={{ application: <Named>{application}</Named> }} />
              </>
            )}
          </>
        }
      />
      <PostForm action={action} csrf={csrf} hidden={hidden} class="stack">
        <Button kind="primary" icon="signOut" wide>
          {t.signOut.submit}
        </Button>
        <ButtonLink href={stayHref} wide>
          {t.signOut.stay}
        </ButtonLink>
      </PostForm>
    </DoorFrame>
  );
};

export interface SignedOutProps extends PageProps {
  readonly signInHref: string;
  /** The application to go back to, where it has registered an address for it: proven, and of whatever scheme it has. */
  readonly back: { readonly name: string; readonly href: string } | null;
  /** Addresses of applications that sign the person out when they are loaded here (OpenID Connect Front-Channel Logout, 3). */
  readonly frames: readonly string[];
}

export const SignedOutPage = ({ t, assets, signInHref, back, frames }: SignedOutProps) => (
  <DoorFrame
    t={t}
    assets={assets}
    title={t.signOut.doneTitle}
    {...(back !== null && frames.length > 0 ? { script: assets.signedOutScript } : {})}
  >
    <DoorTitle
      title={t.signOut.doneTitle}
      lead={frames.length > 0 ? t.signOut.applicationsToo : t.signOut.doneLead}
      above={
        <span class="badge-round">
          <Icon name="check" />
        </span>
      }
    />
    <div class="stack">
      {back && (
        <a class="button button-primary button-wide" href={applicationHref(back.href)} data-goes-on={frames.length > 0}>
          <span>
            <Fill text={t.signOut.backTo} values={{ application: <Said>{back.name}</Said> }} />
          </span>
        </a>
      )}
      <ButtonLink href={signInHref} kind={back ? "plain" : "primary"} wide>
        {t.signOut.signInAgain}
      </ButtonLink>
    </div>
    {frames.map((src) => (
      <iframe src={src} title={t.signOut.frame} sandbox="allow-scripts allow-same-origin allow-forms" hidden></iframe>
    ))}
  </DoorFrame>
);
