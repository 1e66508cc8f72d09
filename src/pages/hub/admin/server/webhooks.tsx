/** The webhooks: which servers are told of what happens here, and whether they take it. */
import { Badge, type BadgeKind } from "../../../parts/badge.tsx";
import { ButtonLink } from "../../../parts/button.tsx";
import { Empty } from "../../../parts/empty.tsx";
import { safeHref } from "../../../parts/href.ts";
import { type Paging, PagingLinks } from "../../../parts/paging.tsx";
import { Code, Said } from "../../../parts/said.tsx";
import { type Column, Table } from "../../../parts/table.tsx";
import { Time } from "../../../parts/time.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";

export type WebhookState = keyof Text["console"]["webhooks"]["states"];

export interface WebhookEntry {
  readonly name: string;
  /** Only where it goes; what follows may be a secret of the other side. */
  readonly host: string;
  /** How many events it listens to; null for every one. */
  readonly events: number | null;
  readonly state: WebhookState;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly href: string;
}

export interface AdminWebhooksProps extends AdminPageProps {
  /** Unix seconds. */
  readonly now: number;
  readonly webhooks: readonly WebhookEntry[];
  readonly createHref: string;
  readonly paging: Paging;
}

const kinds: Readonly<Record<WebhookState, BadgeKind>> = {
  on: "good",
  failing: "warning",
  administrator: "muted",
  failed: "danger",
  gone: "danger",
};

export const WebhookBadge = ({ t, state }: { readonly t: Text; readonly state: WebhookState }) => (
  <Badge kind={kinds[state]}>{t.console.webhooks.states[state]}</Badge>
);

const columnsOf = (t: Text, now: number): Column<WebhookEntry>[] => {
  const text = t.console.webhooks;
  return [
    {
      title: text.name,
      cell: ({ name, href }) => (
        <a href={safeHref(href)}>
          <Said>{name}</Said>
        </a>
      ),
    },
    { title: text.url, cell: ({ host }) => <Code>{host}</Code> },
    { title: text.events, cell: ({ events }) => (events === null ? text.every : text.some(events)) },
    { title: text.status, cell: ({ state }) => <WebhookBadge t={t} state={state} /> },
    { title: t.console.organizations.created, cell: ({ createdAt }) => <Time t={t} at={createdAt} now={now} /> },
  ];
};

export const AdminWebhooksPage = (props: AdminWebhooksProps) => {
  const { t, now, webhooks, createHref, paging } = props;
  const text = t.console.webhooks;
  const create = (
    <ButtonLink href={createHref} kind="primary" icon="plus">
      {text.create}
    </ButtonLink>
  );
  return (
    <AdminFrame page={props} section="webhooks" title={text.title} lead={text.lead} headAction={create}>
      <section class="card card-flush" aria-label={text.title}>
        {webhooks.length === 0 ? (
          <Empty icon="link" title={text.none} hint={text.noneHint} />
        ) : (
          <Table caption={text.title} columns={columnsOf(t, now)} rows={webhooks} />
        )}
      </section>
      <PagingLinks t={t} paging={paging} />
    </AdminFrame>
  );
};
