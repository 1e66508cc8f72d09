/** The requests that sign-ins were made of, newest first. Addresses and error codes are shown as they are: searches look for them. */
import { Badge } from "../../../parts/badge.tsx";
import { Empty } from "../../../parts/empty.tsx";
import { safeHref } from "../../../parts/href.ts";
import { Code } from "../../../parts/said.tsx";
import { Search } from "../../../parts/search.tsx";
import { type Column, Table } from "../../../parts/table.tsx";
import { Time } from "../../../parts/time.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";

export interface FlowStep {
  readonly requestId: string;
  /** The sign-in that it was part of. */
  readonly href: string;
  /** Unix seconds. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** HTTP. */
  readonly status: number;
  /** A stable code, or null. */
  readonly failure: string | null;
  readonly milliseconds: number;
}

export interface AdminFlowsProps extends AdminPageProps {
  /** Unix seconds. */
  readonly now: number;
  readonly q: string;
  readonly searchAction: string;
  readonly steps: readonly FlowStep[];
}

/** How a step ended: its status, and the code of what went wrong. */
export const StepEnd = ({ status, failure }: Pick<FlowStep, "status" | "failure">) => (
  <Badge kind={failure !== null || status >= 400 ? "danger" : "good"}>
    {failure === null ? String(status) : `${status} ${failure}`}
  </Badge>
);

const columnsOf = (t: Text, now: number): Column<FlowStep>[] => {
  const text = t.admin.flows;
  return [
    {
      title: text.request,
      cell: ({ requestId, href }) => (
        <a href={safeHref(href)}>
          <Code>{requestId}</Code>
        </a>
      ),
    },
    { title: text.step, cell: ({ method, path }) => <Code>{`${method} ${path}`}</Code> },
    { title: text.outcome, cell: (step) => <StepEnd status={step.status} failure={step.failure} /> },
    { title: text.took, cell: ({ milliseconds }) => text.milliseconds(milliseconds) },
    { title: text.when, cell: ({ at }) => <Time t={t} at={at} now={now} /> },
  ];
};

export const AdminFlowsPage = (props: AdminFlowsProps) => {
  const { t, now, q, searchAction, steps } = props;
  const text = t.admin.flows;
  return (
    <AdminFrame page={props} section="flows" title={text.title} lead={text.lead}>
      <Search t={t} label={text.search} action={searchAction} q={q} />
      <section class="card card-flush" aria-label={text.title}>
        {steps.length === 0 ? (
          <Empty icon="list" title={text.none} hint={text.noneHint} />
        ) : (
          <Table caption={text.title} columns={columnsOf(t, now)} rows={steps} />
        )}
      </section>
    </AdminFrame>
  );
};
