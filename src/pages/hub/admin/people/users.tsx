/**
 * Everybody with an account. The search field is `q`, beside it what narrows and orders the list (GET); the pages of the list
 * are cursors in links.
 */
import { Badge } from "../../../parts/badge.tsx";
import { Button, ButtonLink } from "../../../parts/button.tsx";
import { Card } from "../../../parts/card.tsx";
import { OneOf } from "../../../parts/choice.tsx";
import { Empty } from "../../../parts/empty.tsx";
import { type Filter, Filters } from "../../../parts/filters.tsx";
import { PostForm } from "../../../parts/form.tsx";
import { safeHref } from "../../../parts/href.ts";
import { type Paging, PagingLinks } from "../../../parts/paging.tsx";
import { Said } from "../../../parts/said.tsx";
import { type Column, Table } from "../../../parts/table.tsx";
import { Avatar } from "../../../parts/tile.tsx";
import { Time } from "../../../parts/time.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";

export interface UserRow {
  readonly username: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly administrator: boolean;
  readonly disabled: boolean;
  /** Unix seconds. */
  readonly createdAt: number;
  /** Unix seconds, or null where nobody has signed in yet. */
  readonly lastSignInAt: number | null;
  readonly href: string;
}

export interface AdminUsersProps extends AdminPageProps {
  /** Unix seconds. */
  readonly now: number;
  readonly q: string;
  readonly searchAction: string;
  readonly chosen: UserChoices;
  /** What people may be linked to. */
  readonly providers: readonly { readonly id: string; readonly name: string }[];
  /** Whether anything narrows the list now. */
  readonly narrowed: boolean;
  readonly createHref: string;
  readonly importHref: string;
  readonly exportAction: string;
  readonly users: readonly UserRow[];
  readonly paging: Paging;
  /** Whose sign-ins need a second factor. */
  readonly secondFactor: SecondFactorPolicy;
  readonly secondFactorAction: string;
}

export const STANDINGS = ["enabled", "disabled", "administrators"] as const;
export const FACTORS = ["with", "without"] as const;
const ORDERS = ["name", "created", "last-sign-in"] as const;

/** What the list is narrowed by, empty for nothing, and its order. */
export interface UserChoices {
  readonly standing: (typeof STANDINGS)[number] | "";
  readonly factor: (typeof FACTORS)[number] | "";
  /** A provider's id. */
  readonly provider: string;
  readonly order: (typeof ORDERS)[number];
}

function filtersOf({ t, chosen, providers }: AdminUsersProps): Filter[] {
  const text = t.admin.users;
  const all = { value: "", label: text.everything };
  const standings = { enabled: text.active, disabled: text.disabled, administrators: text.administrators };
  const orders = { name: text.byName, created: text.byAge, "last-sign-in": text.bySignIn };
  return [
    {
      name: "standing",
      label: text.status,
      value: chosen.standing,
      choices: [all, ...STANDINGS.map((value) => ({ value, label: standings[value] }))],
    },
    {
      name: "factor",
      label: text.policy,
      value: chosen.factor,
      choices: [all, { value: "with", label: text.withFactor }, { value: "without", label: text.withoutFactor }],
    },
    ...(providers.length === 0
      ? []
      : [
          {
            name: "provider",
            label: t.admin.providers.provider,
            value: chosen.provider,
            choices: [all, ...providers.map(({ id, name }) => ({ value: id, label: name }))],
          },
        ]),
    {
      name: "order",
      label: text.order,
      value: chosen.order,
      choices: ORDERS.map((value) => ({ value, label: orders[value] })),
    },
  ];
}

export type SecondFactorPolicy = keyof Text["admin"]["users"]["policies"];

/** A person's standing, as badges. */
export const Standing = ({
  t,
  administrator,
  disabled,
}: { readonly t: Text } & Pick<UserRow, "administrator" | "disabled">) => (
  <span class="row row-near">
    {disabled ? (
      <Badge kind="danger">{t.admin.users.disabled}</Badge>
    ) : (
      <Badge kind="good">{t.admin.users.active}</Badge>
    )}
    {administrator && <Badge kind="brass">{t.admin.users.administrator}</Badge>}
  </span>
);

/** Of those who were here before it was written down, none is no proof of "never". */
export const LastSignIn = ({ t, at, now }: { readonly t: Text; readonly at: number | null; readonly now: number }) =>
  at === null ? <span class="muted">–</span> : <Time t={t} at={at} now={now} />;

const columnsOf = (t: Text, now: number): Column<UserRow>[] => {
  const text = t.admin.users;
  return [
    {
      title: text.user,
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
    {
      title: text.email,
      cell: ({ email }) => (
        <span class="mailbox">
          {email === null ? <span class="muted">{t.common.none}</span> : <Said>{email}</Said>}
        </span>
      ),
    },
    {
      title: text.status,
      cell: (user) => <Standing t={t} administrator={user.administrator} disabled={user.disabled} />,
    },
    { title: text.lastSignIn, cell: ({ lastSignInAt }) => <LastSignIn t={t} at={lastSignInAt} now={now} /> },
    { title: text.created, cell: ({ createdAt }) => <Time t={t} at={createdAt} now={now} /> },
  ];
};

const Policy = ({ t, csrf, secondFactor, secondFactorAction }: AdminUsersProps) => {
  const text = t.admin.users;
  const names = Object.keys(text.policies) as SecondFactorPolicy[];
  return (
    <Card id="second-factor" title={text.policy} lead={text.policyLead}>
      <PostForm action={secondFactorAction} csrf={csrf} class="stack">
        <OneOf
          t={t}
          legend={text.policyFor}
          name="require_second_factor"
          value={secondFactor}
          choices={names.map((value) => ({ value, label: text.policies[value], hint: text.policyHints[value] }))}
        />
        <div class="row">
          <Button>{t.common.save}</Button>
        </div>
      </PostForm>
    </Card>
  );
};

const InBulk = ({ t, csrf, importHref, exportAction }: AdminUsersProps) => {
  const text = t.admin.bulk;
  return (
    <Card id="bulk" title={text.title} lead={text.lead}>
      <div class="row">
        <ButtonLink href={importHref}>{text.import}</ButtonLink>
        <PostForm action={exportAction} csrf={csrf}>
          <Button>{text.export}</Button>
        </PostForm>
      </div>
    </Card>
  );
};

export const AdminUsersPage = (props: AdminUsersProps) => {
  const { t, now, q, searchAction, narrowed, createHref, users, paging } = props;
  const text = t.admin.users;
  const create = (
    <ButtonLink href={createHref} kind="primary" icon="plus">
      {t.admin.accounts.title}
    </ButtonLink>
  );
  return (
    <AdminFrame page={props} section="users" title={text.title} lead={text.lead} headAction={create}>
      <Filters t={t} label={text.search} action={searchAction} q={q} filters={filtersOf(props)} narrowed={narrowed} />
      <section class="card card-flush" aria-label={text.title}>
        {users.length === 0 ? (
          <Empty icon="people" title={text.none} hint={paging.nextHref === null ? text.noneHint : text.goOn} />
        ) : (
          <Table caption={text.title} columns={columnsOf(t, now)} rows={users} />
        )}
      </section>
      <PagingLinks t={t} paging={paging} />
      <InBulk {...props} />
      <Policy {...props} />
    </AdminFrame>
  );
};
