/**
 * What a folder holds, as a table or as a grid of pictures. Where something may be done with it, every entry has a box to choose
 * it by; the form around it asks what is to be done (`dir`, `name` for each one chosen, `do`).
 */
import type { Child } from "hono/jsx";
import { Button } from "../parts/button.tsx";
import { PostForm } from "../parts/form.tsx";
import { ownPath, safeHref } from "../parts/href.ts";
import { Icon } from "../parts/icon.tsx";
import { plainly, Said } from "../parts/said.tsx";
import { Size } from "../parts/size.tsx";
import { Table } from "../parts/table.tsx";
import { Time } from "../parts/time.tsx";
import type { Text } from "../text/index.ts";

export interface EntryRow {
  readonly name: string;
  readonly href: string;
  readonly isFolder: boolean;
  /** Bytes. */
  readonly size: number;
  /** Unix seconds. */
  readonly modifiedAt: number;
  /** A picture's own address, where it is one that browsers show. */
  readonly picture: string | null;
  /** Of what was found by a search: the folder that it is in. */
  readonly folder: string | null;
}

export type Arrangement = keyof Text["files"]["arrange"]["actions"];

export interface EntriesProps {
  readonly t: Text;
  /** Unix seconds. */
  readonly now: number;
  readonly caption: string;
  readonly entries: readonly EntryRow[];
  readonly view: "list" | "grid";
  /** What this person may do with entries here. */
  readonly actions: readonly Arrangement[];
  readonly action: string;
  readonly dir: string;
  readonly csrf: string;
}

const Choose = ({ t, name, index }: { readonly t: Text; readonly name: string; readonly index: number }) => (
  <span class="entry-box">
    <input type="checkbox" id={`e${index}`} name="name" value={name} />
    <label class="unseen" for={`e${index}`}>
      {t.files.browse.choose(plainly(name))}
    </label>
  </span>
);

const Name = ({ entry }: { readonly entry: EntryRow }) => (
  <span class="two-lines">
    <a href={safeHref(entry.href)}>
      <Said>{entry.name}</Said>
    </a>
    {entry.folder !== null && (
      <span class="small muted">
        <Said>{entry.folder}</Said>
      </span>
    )}
  </span>
);

const List = ({ t, now, caption, entries, actions }: EntriesProps) => (
  <Table
    caption={caption}
    rows={entries.map((entry, index) => ({ entry, index }))}
    columns={[
      {
        title: t.files.browse.name,
        cell: ({ entry, index }) => (
          <span class="row row-near row-still">
            {actions.length > 0 && <Choose t={t} name={entry.name} index={index} />}
            <Icon name={entry.isFolder ? "folder" : "file"} />
            <Name entry={entry} />
          </span>
        ),
      },
      {
        title: t.files.browse.size,
        cell: ({ entry }) => (entry.isFolder ? <span class="muted">–</span> : <Size t={t} bytes={entry.size} />),
      },
      { title: t.files.browse.modified, cell: ({ entry }) => <Time t={t} at={entry.modifiedAt} now={now} /> },
    ]}
  />
);

const Grid = ({ t, entries, actions }: EntriesProps) => (
  <ul class="entry-grid">
    {entries.map((entry, index) => (
      <li>
        <span class="entry-picture">
          {entry.picture !== null ? (
            <img src={ownPath(entry.picture)} alt="" loading="lazy" width="160" height="120" />
          ) : (
            <Icon name={entry.isFolder ? "folder" : "file"} />
          )}
        </span>
        <span class="row row-near row-still">
          {actions.length > 0 && <Choose t={t} name={entry.name} index={index} />}
          <Name entry={entry} />
        </span>
      </li>
    ))}
  </ul>
);

const Around = (props: EntriesProps & { readonly children: Child }) => {
  const { t, actions, action, dir, csrf, children } = props;
  if (actions.length === 0) return <>{children}</>;
  return (
    <PostForm action={action} csrf={csrf} hidden={{ dir }}>
      {children}
      <p class="entry-actions">
        <span class="small muted">{t.files.browse.withChosen}</span>
        {actions.map((name) => (
          <Button small name="do" value={name}>
            {t.files.arrange.actions[name]}
          </Button>
        ))}
      </p>
    </PostForm>
  );
};

export const Entries = (props: EntriesProps) => (
  <section class="card card-flush entries" aria-label={props.caption}>
    <Around {...props}>{props.view === "grid" ? <Grid {...props} /> : <List {...props} />}</Around>
  </section>
);
