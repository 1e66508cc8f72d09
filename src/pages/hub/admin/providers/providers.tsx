/** The sign-in providers that have been set up. */
import { EnabledBadge, SandboxBadge } from "../../../parts/badge.tsx";
import { ButtonLink } from "../../../parts/button.tsx";
import { Copyable } from "../../../parts/copyable.tsx";
import { Empty } from "../../../parts/empty.tsx";
import { safeHref } from "../../../parts/href.ts";
import { Said } from "../../../parts/said.tsx";
import { type Column, Table } from "../../../parts/table.tsx";
import { ProviderMark } from "../../../parts/tile.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";

export type Protocol = keyof Text["admin"]["protocols"];

export interface ProviderRow {
  /** The row's own id, unique on the page. */
  readonly id: string;
  readonly name: string;
  readonly colour: string | null;
  /** Its entry in the catalogue. */
  readonly entry: string;
  readonly protocol: Protocol;
  /** The callback address to register with the provider. */
  readonly callback: string;
  readonly enabled: boolean;
  readonly sandbox: boolean;
  /** Where it is edited. */
  readonly href: string;
}

export interface AdminProvidersProps extends AdminPageProps {
  readonly providers: readonly ProviderRow[];
  /** Where one is chosen from the catalogue. */
  readonly addHref: string;
}

const columnsOf = (t: Text): Column<ProviderRow>[] => {
  const text = t.admin.providers;
  return [
    {
      title: text.provider,
      cell: ({ name, colour, entry, href }) => (
        <span class="row row-near row-still">
          <ProviderMark name={name} colour={colour} entry={entry} />
          <a href={safeHref(href)}>
            <Said>{name}</Said>
          </a>
        </span>
      ),
    },
    { title: text.protocol, cell: ({ protocol }) => t.admin.protocols[protocol] },
    {
      title: text.callback,
      cell: ({ id, name, callback }) => (
        <Copyable t={t} id={`callback-${id}`} name={`${text.callback}, ${name}`} value={callback} />
      ),
    },
    {
      title: text.status,
      cell: ({ enabled, sandbox }) => (
        <span class="row row-near">
          <EnabledBadge t={t} enabled={enabled} />
          {sandbox && <SandboxBadge t={t} />}
        </span>
      ),
    },
  ];
};

export const AdminProvidersPage = (props: AdminProvidersProps) => {
  const { t, providers, addHref } = props;
  const text = t.admin.providers;
  const add = (
    <ButtonLink href={addHref} kind="primary" icon="plus">
      {text.add}
    </ButtonLink>
  );
  return (
    <AdminFrame
      page={props}
      section="providers"
      title={text.title}
      lead={text.lead}
      headAction={add}
      copies={providers.length > 0}
    >
      <section class="card card-flush" aria-label={text.title}>
        {providers.length === 0 ? (
          <Empty icon="provider" title={text.none} hint={text.noneHint} />
        ) : (
          <Table caption={text.title} columns={columnsOf(t)} rows={providers} />
        )}
      </section>
    </AdminFrame>
  );
};
