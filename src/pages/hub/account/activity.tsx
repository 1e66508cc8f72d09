/** What has happened in my account lately. No form. */
import { Card } from "../../parts/card.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Fill } from "../../parts/fill.tsx";
import { type Paging, PagingLinks } from "../../parts/paging.tsx";
import { Code, Said } from "../../parts/said.tsx";
import { Table } from "../../parts/table.tsx";
import { Time } from "../../parts/time.tsx";
import { Way } from "../../parts/way.tsx";
import { AccountFrame, type AccountPageProps } from "./frame.tsx";

export interface ActivityRow {
  /** Unix seconds. */
  readonly at: number;
  /** As the audit log has it. */
  readonly action: string;
  readonly by: "you" | "somebody-else" | "nobody-known";
  readonly address: string | null;
  readonly application: string | null;
  /** By which way its person came in. */
  readonly way: string | null;
  /** What it was called: a passkey, a provider, a token. */
  readonly what: string | null;
}

export interface AccountActivityProps extends AccountPageProps {
  /** Unix seconds. */
  readonly now: number;
  readonly rows: readonly ActivityRow[];
  readonly paging: Paging;
}

const What = ({ t, row }: Pick<AccountActivityProps, "t"> & { readonly row: ActivityRow }) => {
  const { actions, at } = t.account.activity;
  const words = Object.entries(actions).find(([action]) => action === row.action)?.[1];
  return (
    <span class="two-lines">
      <span>
        {words ?? <Code>{row.action}</Code>}
        {row.what !== null && (
          <>
            {": "}
            <Said>{row.what}</Said>
          </>
        )}
      </span>
      {row.application !== null && (
        <span class="small muted">
          <Fill text={at} values={{ application: <Said>{row.application}</Said> }} />
        </span>
      )}
      {row.way !== null && (
        <span class="small muted">
          <Way t={t} way={row.way} />
        </span>
      )}
    </span>
  );
};

export const AccountActivityPage = (props: AccountActivityProps) => {
  const { t, now, rows, paging } = props;
  const text = t.account.activity;
  return (
    <AccountFrame page={props} section="activity" title={text.title} lead={text.lead}>
      <Card id="activity" title={text.lately}>
        {rows.length === 0 ? (
          <Empty icon="audit" title={text.none} hint={text.noneHint} />
        ) : (
          <Table
            caption={text.lately}
            rows={rows}
            columns={[
              { title: text.what, cell: (row) => <What t={t} row={row} /> },
              { title: text.when, cell: (row) => <Time t={t} at={row.at} now={now} /> },
              { title: text.by, cell: (row) => text.who[row.by] },
              {
                title: text.address,
                cell: (row) => (row.address === null ? <span class="muted">–</span> : <Code>{row.address}</Code>),
              },
            ]}
          />
        )}
        <PagingLinks t={t} paging={paging} />
      </Card>
    </AccountFrame>
  );
};
