/** How a person comes in: the identities linked to the account and the sessions that are open. */
import { SandboxBadge } from "../../parts/badge.tsx";
import { describeDevice, deviceName } from "../../parts/device.tsx";
import { Code, Said } from "../../parts/said.tsx";
import { Table } from "../../parts/table.tsx";
import { ProviderMark } from "../../parts/tile.tsx";
import { Time } from "../../parts/time.tsx";
import type { Text } from "../../text/index.ts";

export interface UserIdentity {
  readonly provider: { readonly name: string; readonly colour: string | null; readonly sandbox: boolean };
  readonly subject: string;
  /** What the provider calls the person: a username or an e-mail address, or null. */
  readonly label: string | null;
  /** Unix seconds. */
  readonly linkedAt: number;
  /** Unix seconds, or null. */
  readonly lastUsedAt: number | null;
}

export interface UserSession {
  readonly userAgent: string | null;
  readonly ip: string | null;
  /** Unix seconds. */
  readonly startedAt: number;
  /** Unix seconds. */
  readonly lastSeenAt: number;
}

interface ListProps {
  readonly t: Text;
  /** Unix seconds. */
  readonly now: number;
}

export const UserIdentities = ({
  t,
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
              <ProviderMark name={provider.name} colour={provider.colour} />
              <Said>{provider.name}</Said>
              {provider.sandbox && <SandboxBadge t={t} />}
            </span>
          ),
        },
        { title: t.admin.user.label, cell: ({ label }) => (label === null ? "–" : <Said>{label}</Said>) },
        { title: text.subject, cell: ({ subject }) => <Code>{subject}</Code> },
        { title: text.linkedAt, cell: ({ linkedAt }) => <Time t={t} at={linkedAt} now={now} /> },
        { title: text.lastUsed, cell: ({ lastUsedAt }) => <Time t={t} at={lastUsedAt} now={now} /> },
      ]}
    />
  );
};

export const UserSessions = ({ t, now, sessions }: ListProps & { readonly sessions: readonly UserSession[] }) => {
  const text = t.account.sessions;
  if (sessions.length === 0) return <p class="muted">{t.admin.user.noSessions}</p>;
  return (
    <Table
      caption={t.admin.user.sessions}
      rows={sessions}
      columns={[
        { title: text.device, cell: ({ userAgent }) => deviceName(t, describeDevice(userAgent)) },
        { title: text.address, cell: ({ ip }) => (ip === null ? t.common.unknown : <Code>{ip}</Code>) },
        { title: text.started, cell: ({ startedAt }) => <Time t={t} at={startedAt} now={now} /> },
        { title: text.lastSeen, cell: ({ lastSeenAt }) => <Time t={t} at={lastSeenAt} now={now} /> },
      ]}
    />
  );
};
