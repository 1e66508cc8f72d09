/** Every dangerous switch that is on, with when it was last of use: what can be closed is found here. */
import { Empty } from "../../../parts/empty.tsx";
import { safeHref } from "../../../parts/href.ts";
import { type Paging, PagingLinks } from "../../../parts/paging.tsx";
import { Code, Said } from "../../../parts/said.tsx";
import { type Column, Table } from "../../../parts/table.tsx";
import { Time } from "../../../parts/time.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";

export interface DangerEntry {
  readonly application: string;
  readonly href: string;
  /** The setting's own name, which begins with `dangerously`. */
  readonly setting: string;
  /** Unix seconds; null for never. */
  readonly lastUsedAt: number | null;
  readonly uses: number;
}

export interface AdminDangersProps extends AdminPageProps {
  /** Unix seconds. */
  readonly now: number;
  readonly dangers: readonly DangerEntry[];
  readonly paging: Paging;
}

const columnsOf = (t: Text, now: number): Column<DangerEntry>[] => {
  const text = t.console.dangers;
  const words: Readonly<Record<string, string>> = t.admin.dangerous;
  return [
    {
      title: text.application,
      cell: ({ application, href }) => (
        <a href={safeHref(href)}>
          <Said>{application}</Said>
        </a>
      ),
    },
    {
      title: text.setting,
      cell: ({ setting }) => (
        <span class="two-lines">
          <Code>{setting}</Code>
          <span class="small muted">{words[setting] ?? ""}</span>
        </span>
      ),
    },
    { title: text.lastUsed, cell: ({ lastUsedAt }) => <Time t={t} at={lastUsedAt} now={now} /> },
    { title: text.uses, cell: ({ uses }) => uses.toLocaleString(t.dateLocale) },
  ];
};

export const AdminDangersPage = (props: AdminDangersProps) => {
  const { t, now, dangers, paging } = props;
  const text = t.console.dangers;
  return (
    <AdminFrame page={props} section="dangers" title={text.title} lead={text.lead}>
      <section class="card card-flush" aria-label={text.title}>
        {dangers.length === 0 ? (
          <Empty icon="shield" title={text.none} hint={text.noneHint} />
        ) : (
          <Table caption={text.title} columns={columnsOf(t, now)} rows={dangers} />
        )}
      </section>
      <PagingLinks t={t} paging={paging} />
    </AdminFrame>
  );
};
