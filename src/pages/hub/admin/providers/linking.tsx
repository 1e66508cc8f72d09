/**
 * What an identity leads to, as a table of every case: what counts in it, what happens, and the rule by which it does. The
 * rule's name is the one that the audit log has.
 */
import { Badge } from "../../../parts/badge.tsx";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { Code } from "../../../parts/said.tsx";
import { type Column, Table } from "../../../parts/table.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";

type LinkingText = Text["admin"]["linking"];

export interface LinkingRow {
  /** The values that each fact has here; all that there are where it does not count. */
  readonly values: {
    readonly policy: readonly (keyof LinkingText["policies"])[];
    readonly isLinked: readonly boolean[];
    readonly addressVerified: readonly boolean[];
    readonly isAuthoritative: readonly boolean[];
    readonly owner: readonly (keyof LinkingText["owners"])[];
    readonly maySignUp: readonly boolean[];
  };
  readonly outcome: keyof LinkingText["outcomes"];
  readonly rule: keyof LinkingText["rules"];
}

export interface AdminLinkingProps extends AdminPageProps {
  readonly rows: readonly LinkingRow[];
}

/** How badges show what happens: green lets in, red does not. */
const KINDS = {
  "sign-in": "good",
  "sign-up": "good",
  link: "warning",
  prove: "muted",
  tell: "muted",
  refuse: "danger",
} as const;

const columnsOf = (t: Text): Column<LinkingRow>[] => {
  const text = t.admin.linking;
  const truth = (values: readonly boolean[]): string =>
    values.length > 1 ? text.any : values[0] === true ? text.yes : text.no;
  const among = <Name extends string>(values: readonly Name[], names: Readonly<Record<Name, string>>): string =>
    values.length === Object.keys(names).length ? text.any : values.map((value) => names[value]).join(", ");
  const factsOf = ({ values }: LinkingRow): readonly (readonly [name: string, value: string])[] =>
    [
      [text.isLinked, truth(values.isLinked)],
      [text.addressVerified, truth(values.addressVerified)],
      [text.owner, among(values.owner, text.owners)],
      [text.policy, among(values.policy, text.policies)],
      [text.isAuthoritative, truth(values.isAuthoritative)],
      [text.maySignUp, truth(values.maySignUp)],
    ].flatMap(([name = "", value = ""]) => (value === text.any ? [] : [[name, value] as const]));
  return [
    {
      title: text.when,
      cell: (row) => (
        <Facts>
          {factsOf(row).map(([name, value]) => (
            <Fact name={name}>{value}</Fact>
          ))}
        </Facts>
      ),
    },
    {
      title: text.what,
      cell: ({ outcome }) => <Badge kind={KINDS[outcome]}>{text.outcomes[outcome]}</Badge>,
    },
    {
      title: text.why,
      cell: ({ rule }) => (
        <>
          <p>{text.rules[rule]}</p>
          <p class="small">
            <Code>{rule}</Code>
          </p>
        </>
      ),
    },
  ];
};

export const AdminLinkingPage = (props: AdminLinkingProps) => {
  const { t, rows } = props;
  const text = t.admin.linking;
  return (
    <AdminFrame page={props} section="providers" title={text.title} lead={text.lead} below>
      <section class="card card-flush" aria-label={text.title}>
        <Table caption={text.title} columns={columnsOf(t)} rows={rows} />
      </section>
    </AdminFrame>
  );
};
