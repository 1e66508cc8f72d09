/**
 * The people of a group or a role: a card with the list, a form to find one of them (`q`, GET), one to add somebody (`user`) and a
 * button to take each out (hidden `user`).
 */
import type { Child } from "hono/jsx";
import { Button } from "../../../parts/button.tsx";
import { Empty } from "../../../parts/empty.tsx";
import { TextField } from "../../../parts/field.tsx";
import { PostForm } from "../../../parts/form.tsx";
import { safeHref } from "../../../parts/href.ts";
import { type Paging, PagingLinks } from "../../../parts/paging.tsx";
import { Said } from "../../../parts/said.tsx";
import { Search } from "../../../parts/search.tsx";
import { type Column, Table } from "../../../parts/table.tsx";
import { Avatar } from "../../../parts/tile.tsx";
import { Time } from "../../../parts/time.tsx";
import type { Text } from "../../../text/index.ts";

export interface MemberRow {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  /** Unix seconds. */
  readonly since: number;
  readonly href: string;
}

export interface MembersProps {
  readonly t: Text;
  readonly csrf: string;
  /** Unix seconds. */
  readonly now: number;
  readonly q: string;
  /** The page itself. */
  readonly searchAction: string;
  readonly members: readonly MemberRow[];
  readonly paging: Paging;
  readonly addAction: string;
  readonly takeAction: string;
}

const columnsOf = ({ t, csrf, now, takeAction }: MembersProps): Column<MemberRow>[] => {
  const text = t.admin.memberships.members;
  return [
    {
      title: text.person,
      cell: ({ username, displayName, href }) => (
        <span class="row row-near row-still">
          <Avatar name={displayName} />
          <span class="two-lines">
            <a href={safeHref(href)}>
              <Said>{displayName}</Said>
            </a>
            <span class="small muted">
              <Said>{username}</Said>
            </span>
          </span>
        </span>
      ),
    },
    { title: text.since, cell: ({ since }) => <Time t={t} at={since} now={now} /> },
    {
      title: text.take,
      unseen: true,
      cell: ({ id, username }) => (
        <PostForm action={takeAction} csrf={csrf} hidden={{ user: id }}>
          <Button small label={text.takeFull(username)}>
            {text.take}
          </Button>
        </PostForm>
      ),
    },
  ];
};

interface ListCardProps {
  readonly id: string;
  readonly title: string;
  readonly lead: string;
  readonly children: Child;
}

/** A card whose table reaches from edge to edge, with forms above it. */
export const ListCard = ({ id, title, lead, children }: ListCardProps) => (
  <section class="card" id={id} aria-labelledby={`${id}-title`}>
    <header class="card-head">
      <div>
        <h2 id={`${id}-title`}>{title}</h2>
        <p class="card-lead">{lead}</p>
      </div>
    </header>
    <div class="card-body stack">{children}</div>
  </section>
);

export const Members = (props: MembersProps) => {
  const { t, csrf, q, searchAction, members, paging, addAction } = props;
  const text = t.admin.memberships.members;
  const isSearch = q !== "";
  return (
    <ListCard id="members" title={text.title} lead={text.lead}>
      <PostForm action={addAction} csrf={csrf} class="stack">
        <TextField t={t} name="user" label={text.user} autocomplete="off" />
        <div class="row">
          <Button icon="plus">{text.add}</Button>
        </div>
      </PostForm>
      {(members.length > 0 || isSearch) && <Search t={t} label={text.search} action={searchAction} q={q} />}
      {members.length === 0 ? (
        <Empty
          icon="people"
          title={isSearch ? text.noneFound : text.none}
          hint={isSearch ? text.noneFoundHint : text.noneHint}
        />
      ) : (
        <Table caption={text.title} columns={columnsOf(props)} rows={members} />
      )}
      <PagingLinks t={t} paging={paging} />
    </ListCard>
  );
};
