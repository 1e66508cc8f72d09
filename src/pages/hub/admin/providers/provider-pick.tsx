/** The catalogue to add a provider from. The search field is `q` (GET). */
import { Badge } from "../../../parts/badge.tsx";
import { Empty } from "../../../parts/empty.tsx";
import { safeHref } from "../../../parts/href.ts";
import { Said } from "../../../parts/said.tsx";
import { Search } from "../../../parts/search.tsx";
import { ProviderMark } from "../../../parts/tile.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";
import type { Protocol } from "./providers.tsx";

export interface CatalogueEntry {
  readonly id: string;
  readonly name: string;
  readonly colour: string | null;
  readonly protocol: Protocol;
  readonly status: keyof Text["admin"]["pick"]["statuses"];
  /** There is a row for it already; a second one is possible. */
  readonly configured: boolean;
  /** Where it is added. */
  readonly href: string;
}

export interface AdminProviderPickProps extends AdminPageProps {
  readonly q: string;
  readonly searchAction: string;
  /** The entries that fit `q`, by name. */
  readonly entries: readonly CatalogueEntry[];
}

const Entry = ({ t, entry }: { readonly t: Text; readonly entry: CatalogueEntry }) => {
  const text = t.admin.pick;
  return (
    <li>
      <a class="pick" href={safeHref(entry.href)}>
        <ProviderMark name={entry.name} colour={entry.colour} />
        <span class="pick-words">
          <span class="pick-name">
            <Said>{entry.name}</Said>
          </span>
          <span class="small muted">{t.admin.protocols[entry.protocol]}</span>
        </span>
        {entry.status !== "live" && (
          <Badge kind={entry.status === "closed" ? "danger" : "warning"}>{text.statuses[entry.status]}</Badge>
        )}
        {entry.configured && <Badge kind="good">{text.configured}</Badge>}
      </a>
    </li>
  );
};

export const AdminProviderPickPage = (props: AdminProviderPickProps) => {
  const { t, q, searchAction, entries } = props;
  const text = t.admin.pick;
  return (
    <AdminFrame page={props} section="providers" title={text.title} lead={text.lead} below>
      <Search t={t} label={text.search} action={searchAction} q={q} />
      <p class="small muted" role="status">
        {text.found(entries.length)}
      </p>
      {entries.length === 0 ? (
        <section class="card">
          <Empty icon="search" title={text.none} hint={text.noneHint} />
        </section>
      ) : (
        <ul class="picks">
          {entries.map((entry) => (
            <Entry t={t} entry={entry} />
          ))}
        </ul>
      )}
    </AdminFrame>
  );
};
