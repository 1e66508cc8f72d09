/**
 * Consent: an application asks, the person decides (OpenID Connect Core 1.0, section 3.1.2.4; RFC 6819, section 5.1.3).
 * The buttons are `name=consent` with the value `allow` or `deny`; hidden: `csrf`, `flow`, `account`.
 *
 * Hosts are shown whole and in their ASCII form: whoever cuts a host short, or shows look-alike letters, helps fraud.
 */
import type { PageProps } from "../layout.tsx";
import { Badge } from "../parts/badge.tsx";
import { Button } from "../parts/button.tsx";
import { DoorFrame, DoorTitle } from "../parts/door-frame.tsx";
import { Fill } from "../parts/fill.tsx";
import { PostForm } from "../parts/form.tsx";
import { safeHref } from "../parts/href.ts";
import { Code, Said } from "../parts/said.tsx";
import { type ScopeDescriptions, ScopeList } from "../parts/scope.tsx";
import { ApplicationTile, Avatar } from "../parts/tile.tsx";

export interface ConsentApplication {
  readonly name: string;
  readonly logo: string | null;
  /** The host of its home page as it says itself, in ASCII, or null. */
  readonly host: string | null;
  /** RFC 6749, section 2.1. */
  readonly type: "confidential" | "public";
  /** What it says of itself elsewhere: addresses for the person to follow. */
  readonly links?: { readonly policy?: string | undefined; readonly terms?: string | undefined };
  /** Set where nobody here set the application up: how it came, and what of it is certain. */
  readonly unknown?: UnknownApplication;
}

/** One that registered itself (RFC 7591), or one named by a document of its own: then its host, in ASCII, names it. */
export type UnknownApplication =
  | { readonly type: "registration" }
  | { readonly type: "document"; readonly host: string; readonly callsItself: string | null };

export interface ConsentProps extends PageProps {
  readonly application: ConsentApplication;
  readonly account: { readonly displayName: string; readonly username: string; readonly email: string | null };
  /** Where somebody else signs in instead. */
  readonly switchHref: string;
  /** The scopes asked for. */
  readonly scopes: readonly string[];
  readonly scopeDescriptions?: ScopeDescriptions;
  /** The services that it wants tokens for (RFC 8707); none where they are its own. */
  readonly resources: readonly string[];
  /** The host (and port) that the answer goes to, in ASCII. */
  readonly redirectHost: string;
  /** The redirect address is a loopback one (RFC 8252, section 7.3). */
  readonly loopback: boolean;
  readonly action: string;
  readonly csrf: string;
  /** What the form carries unseen: the waiting request. */
  readonly hidden: Readonly<Record<string, string | null>>;
}

const Account = ({ t, account, switchHref }: Pick<ConsentProps, "t" | "account" | "switchHref">) => (
  <div class="consent-account">
    <Avatar name={account.displayName} />
    <p>
      <span class="small muted">{t.consent.account}</span>
      <span class="consent-name">
        <Said>{account.displayName}</Said>
      </span>
      <span class="small muted">
        <Said>{account.email ?? account.username}</Said>
      </span>
    </p>
    <a class="small" href={safeHref(switchHref)} aria-label={`${t.consent.notYou} ${t.consent.switchAccount}`}>
      {t.consent.notYou}
    </a>
  </div>
);

const Where = ({ t, application, resources, redirectHost, loopback }: Omit<ConsentProps, "account" | "switchHref">) => (
  <dl class="consent-where">
    {resources.length > 0 && (
      <div>
        <dt>{t.consent.resources}</dt>
        {resources.map((resource) => (
          <dd>
            <Code>{resource}</Code>
          </dd>
        ))}
      </div>
    )}
    <div>
      <dt>{t.consent.sendsTo}</dt>
      <dd>
        {loopback ? (
          <Fill text={t.consent.loopback} values={{ host: <Code>{redirectHost}</Code> }} />
        ) : (
          <Code>{redirectHost}</Code>
        )}
      </dd>
    </div>
    {(["policy", "terms"] as const).map((name) => {
      const href = application.links?.[name];
      return href === undefined ? null : (
        <div>
          <dt>{t.consent[name]}</dt>
          <dd>
            <a href={safeHref(href)} rel="noreferrer" target="_blank">
              <Code>{href}</Code>
            </a>
          </dd>
        </div>
      );
    })}
    {application.host !== null && (
      <div>
        <dt>{t.consent.homepage}</dt>
        <dd>
          <Code>{application.host}</Code>
        </dd>
      </div>
    )}
  </dl>
);

/** What is to be known of an application that nobody here vouches for. */
const Unknown = ({ t, unknown }: Pick<ConsentProps, "t"> & { readonly unknown: UnknownApplication }) => {
  if (unknown.type === "registration") return <p class="small">{t.consent.registeredNote}</p>;
  if (unknown.callsItself === null) return null;
  return (
    <p class="small">
      <Fill text={t.consent.documentName} values={{ name: <Said>{unknown.callsItself}</Said> }} />
    </p>
  );
};

export const ConsentPage = (props: ConsentProps) => {
  const { t, assets, application, scopes, action, csrf, hidden } = props;
  const { unknown } = application;
  const shown = unknown?.type === "document" ? <Code>{unknown.host}</Code> : <Said>{application.name}</Said>;
  const plain = unknown?.type === "document" ? unknown.host : application.name;
  return (
    <DoorFrame t={t} assets={assets} title={t.consent.titlePlain(plain)} below={t.consent.revocable}>
      <DoorTitle
        title={<Fill text={t.consent.title} values={{ application: shown }} />}
        above={<ApplicationTile name={plain} logo={application.logo} large />}
        lead={<Badge kind="muted">{t.consent[application.type]}</Badge>}
      />
      {unknown && <Unknown t={t} unknown={unknown} />}
      <Account {...props} />
      <ScopeList t={t} scopes={scopes} descriptions={props.scopeDescriptions} />
      <Where {...props} />
      {application.type === "public" && !unknown && <p class="small muted">{t.consent.publicNote}</p>}
      <PostForm action={action} csrf={csrf} hidden={hidden} class="consent-answer">
        <Button name="consent" value="deny" wide>
          {t.consent.deny}
        </Button>
        <Button kind="primary" name="consent" value="allow" wide>
          {t.consent.allow}
        </Button>
      </PostForm>
    </DoorFrame>
  );
};
