/** How a person comes in: the identities linked to the account, the sessions that are open, and what applications hold. */
import { SandboxBadge } from "../../../parts/badge.tsx";
import { Confirm } from "../../../parts/confirm.tsx";
import { Code, Said } from "../../../parts/said.tsx";
import { Table } from "../../../parts/table.tsx";
import { ProviderMark } from "../../../parts/tile.tsx";
import { Time } from "../../../parts/time.tsx";
import type { Text } from "../../../text/index.ts";
import { type GrantEntry, grantColumns } from "../access/grants.tsx";
import { type SessionEntry, sessionColumns } from "../access/sessions.tsx";

export interface UserIdentity {
  readonly id: string;
  readonly provider: {
    readonly name: string;
    readonly colour: string | null;
    /** Its entry in the catalogue; left out where the provider is gone. */
    readonly entry?: string | undefined;
    readonly sandbox: boolean;
  };
  readonly subject: string;
  /** What the provider calls the person: a username or an e-mail address, or null. */
  readonly label: string | null;
  /** Unix seconds. */
  readonly linkedAt: number;
  /** Unix seconds, or null. */
  readonly lastUsedAt: number | null;
  readonly unlinkAction: string;
}

interface ListProps {
  readonly t: Text;
  readonly csrf: string;
  /** Unix seconds. */
  readonly now: number;
}

export const UserIdentities = ({
  t,
  csrf,
  now,
  identities,
}: ListProps & { readonly identities: readonly UserIdentity[] }) => {
  const text = t.account.identities;
  if (identities.length === 0) return <p class="muted">{t.admin.user.noIdentities}</p>;
  return (
    <Table
      caption={t.admin.user.identities}
      rows={identities}
      columns={[
        {
          title: t.admin.providers.provider,
          cell: ({ provider }) => (
            <span class="row row-near row-still">
              <ProviderMark name={provider.name} colour={provider.colour} entry={provider.entry} />
              <Said>{provider.name}</Said>
              {provider.sandbox && <SandboxBadge t={t} />}
            </span>
          ),
        },
        { title: t.admin.user.label, cell: ({ label }) => (label === null ? "–" : <Said>{label}</Said>) },
        { title: text.subject, cell: ({ subject }) => <Code>{subject}</Code> },
        { title: text.linkedAt, cell: ({ linkedAt }) => <Time t={t} at={linkedAt} now={now} /> },
        { title: text.lastUsed, cell: ({ lastUsedAt }) => <Time t={t} at={lastUsedAt} now={now} /> },
        {
          title: t.admin.user.unlink,
          unseen: true,
          cell: ({ id, provider, unlinkAction }) => (
            <Confirm
              t={t}
              id={`unlink-${id}`}
              label={t.admin.user.unlink}
              fullLabel={`${t.admin.user.unlink}: ${provider.name}`}
              title={t.admin.user.unlinkTitle}
              body={t.admin.user.unlinkBody}
              action={unlinkAction}
              csrf={csrf}
              small
            />
          ),
        },
      ]}
    />
  );
};

export const UserSessions = ({ sessions, ...list }: ListProps & { readonly sessions: readonly SessionEntry[] }) => {
  const { t } = list;
  if (sessions.length === 0) return <p class="muted">{t.admin.user.noSessions}</p>;
  return <Table caption={t.admin.user.sessions} rows={sessions} columns={sessionColumns(list)} />;
};

export const UserGrants = ({ grants, ...list }: ListProps & { readonly grants: readonly GrantEntry[] }) => {
  const { t } = list;
  if (grants.length === 0) return <p class="muted">{t.admin.user.noGrants}</p>;
  return <Table caption={t.admin.user.grants} rows={grants} columns={grantColumns(list)} />;
};
