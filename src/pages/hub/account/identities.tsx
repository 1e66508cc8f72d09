/**
 * The identities elsewhere that open this account. Linking and unlinking are forms, never links: a page of another
 * site must not be able to start either. Fields: `identity` (unlink); hidden: `csrf`.
 */
import { Badge, SandboxBadge, VerifiedBadge } from "../../parts/badge.tsx";
import { Card } from "../../parts/card.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Fact, Facts } from "../../parts/facts.tsx";
import { Fill } from "../../parts/fill.tsx";
import { PostForm } from "../../parts/form.tsx";
import { Code, Said } from "../../parts/said.tsx";
import { ProviderMark } from "../../parts/tile.tsx";
import { Time } from "../../parts/time.tsx";
import { AccountFrame, type AccountPageProps } from "./frame.tsx";

export interface LinkedIdentity {
  readonly id: string;
  readonly provider: {
    readonly name: string;
    readonly colour: string | null;
    /** Its entry in the catalogue; left out where the provider is gone. */
    readonly entry?: string | undefined;
    readonly sandbox: boolean;
  };
  readonly username: string | null;
  readonly email: string | null;
  readonly emailVerified: boolean;
  /** The provider's immutable identifier. */
  readonly subject: string;
  /** Unix seconds. */
  readonly linkedAt: number;
  /** Unix seconds, or null. */
  readonly lastUsedAt: number | null;
  /** Why it can't be unlinked: it is the only way in, or an application needs it. Null where it can be. */
  readonly keptBy: "last_way_in" | "application" | null;
}

export interface LinkableProvider {
  readonly id: string;
  readonly name: string;
  readonly colour: string | null;
  readonly entry?: string | undefined;
  readonly sandbox: boolean;
  /** Where linking it starts (POST). */
  readonly action: string;
  /** An application asks its people for such a link. */
  readonly prompted: boolean;
}

/** A link that came or went. */
export interface LinkHistory {
  /** False where it went. */
  readonly linked: boolean;
  /** Unix seconds. */
  readonly at: number;
  readonly provider: string;
  /** The network address that it was done from, or null. */
  readonly address: string | null;
}

export interface AccountIdentitiesProps extends AccountPageProps {
  /** Unix seconds. */
  readonly now: number;
  readonly identities: readonly LinkedIdentity[];
  readonly linkable: readonly LinkableProvider[];
  /** Newest first. */
  readonly events: readonly LinkHistory[];
  readonly unlinkAction: string;
}

type IdentityProps = Pick<AccountIdentitiesProps, "t" | "csrf" | "now" | "unlinkAction"> & {
  readonly identity: LinkedIdentity;
};

const Unlink = ({ t, csrf, unlinkAction, identity }: IdentityProps) => {
  const text = t.account.identities;
  if (identity.keptBy !== null)
    return <p class="small muted">{identity.keptBy === "application" ? text.needed : text.onlyWay}</p>;
  return (
    <Confirm
      t={t}
      id={`unlink-${identity.id}`}
      label={text.unlink}
      fullLabel={`${text.unlink}: ${identity.provider.name}`}
      title={<Fill text={text.unlinkTitle} values={{ provider: <Said>{identity.provider.name}</Said> }} />}
      body={text.unlinkBody}
      action={unlinkAction}
      csrf={csrf}
      hidden={{ identity: identity.id }}
      small
    />
  );
};

const Identity = (props: IdentityProps) => {
  const { t, now, identity } = props;
  const text = t.account.identities;
  return (
    <li class="item">
      <div class="item-head">
        <ProviderMark name={identity.provider.name} colour={identity.provider.colour} entry={identity.provider.entry} />
        <h3>
          <Said>{identity.provider.name}</Said>
        </h3>
        {identity.provider.sandbox && <SandboxBadge t={t} />}
        <div class="item-end">
          <Unlink {...props} />
        </div>
      </div>
      <Facts>
        {identity.username !== null && (
          <Fact name={t.fields.username}>
            <Said>{identity.username}</Said>
          </Fact>
        )}
        {identity.email !== null && (
          <Fact name={t.fields.email}>
            <span class="row row-near">
              <Said>{identity.email}</Said>
              <VerifiedBadge t={t} verified={identity.emailVerified} />
            </span>
          </Fact>
        )}
        <Fact name={text.subject}>
          <Code>{identity.subject}</Code>
        </Fact>
        <Fact name={text.linkedAt}>
          <Time t={t} at={identity.linkedAt} now={now} />
        </Fact>
        <Fact name={text.lastUsed}>
          <Time t={t} at={identity.lastUsedAt} now={now} />
        </Fact>
      </Facts>
    </li>
  );
};

const Link = ({
  t,
  csrf,
  provider,
}: Pick<AccountIdentitiesProps, "t" | "csrf"> & { readonly provider: LinkableProvider }) => (
  <li>
    <PostForm action={provider.action} csrf={csrf}>
      <button type="submit" class="button button-plain button-wide provider-button">
        <ProviderMark name={provider.name} colour={provider.colour} entry={provider.entry} />
        <span class="provider-words">
          <Fill text={t.account.identities.link} values={{ provider: <Said>{provider.name}</Said> }} />
        </span>
        {provider.prompted && <Badge kind="warning">{t.account.identities.prompted}</Badge>}
        {provider.sandbox && <SandboxBadge t={t} />}
      </button>
    </PostForm>
  </li>
);

const History = ({ t, now, events }: Pick<AccountIdentitiesProps, "t" | "now" | "events">) => {
  const text = t.account.identities;
  return (
    <ul class="items">
      {events.map(({ linked, at, provider, address }) => (
        <li class="item">
          <p>
            <Fill
              text={linked ? text.events.linked : text.events.unlinked}
              values={{ provider: <Said>{provider}</Said> }}
            />
          </p>
          <p class="small muted">
            <Time t={t} at={at} now={now} />
            {address !== null && <> · {address}</>}
          </p>
        </li>
      ))}
    </ul>
  );
};

export const AccountIdentitiesPage = (props: AccountIdentitiesProps) => {
  const { t, csrf, now, identities, linkable, events, unlinkAction } = props;
  const text = t.account.identities;
  return (
    <AccountFrame page={props} section="identities" title={text.title} lead={text.lead}>
      <Card id="linked" title={text.linked}>
        {identities.length === 0 ? (
          <Empty icon="link" title={text.none} hint={text.noneHint} />
        ) : (
          <ul class="items">
            {identities.map((identity) => (
              <Identity t={t} csrf={csrf} now={now} unlinkAction={unlinkAction} identity={identity} />
            ))}
          </ul>
        )}
      </Card>
      <Card id="link" title={text.add} lead={linkable.length === 0 ? text.noProviders : text.addHint}>
        {linkable.length > 0 && (
          <ul class="provider-grid">
            {linkable.map((provider) => (
              <Link t={t} csrf={csrf} provider={provider} />
            ))}
          </ul>
        )}
      </Card>
      {events.length > 0 && (
        <Card id="history" title={text.history} lead={text.historyLead}>
          <History t={t} now={now} events={events} />
        </Card>
      )}
    </AccountFrame>
  );
};
