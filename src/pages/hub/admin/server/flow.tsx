/** One sign-in as a timeline: what the browser and the application asked, what we asked the provider, which claims came and went. */
import { Card } from "../../../parts/card.tsx";
import { Empty } from "../../../parts/empty.tsx";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { Code, Said } from "../../../parts/said.tsx";
import { type Column, Table } from "../../../parts/table.tsx";
import { Time } from "../../../parts/time.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";
import { type FlowStep, StepEnd } from "./flows.tsx";

/** A parameter by its name; `null` for a value that is not shown. */
type Sent = readonly [name: string, value: string | null];

interface Call {
  readonly method: string;
  readonly address: string;
  /** HTTP, or `null` where there was no answer. */
  readonly status: number | null;
  readonly milliseconds: number;
}

interface Claim {
  readonly name: string;
  readonly source: string;
  /** The kind of value; the value itself is not kept. */
  readonly value: string;
}

export interface TimelineStep extends FlowStep {
  /** Milliseconds since the first step. */
  readonly after: number;
  readonly sent: readonly Sent[];
  readonly to: { readonly address: string; readonly sent: readonly Sent[] } | null;
  readonly calls: readonly Call[];
  readonly claims: readonly { readonly from: string; readonly claims: readonly Claim[] }[];
}

export interface AdminFlowProps extends AdminPageProps {
  /** The id that was asked for. */
  readonly requestId: string;
  /** In their order; none where the request is not known. */
  readonly steps: readonly TimelineStep[];
}

const Parameters = ({ t, sent }: { readonly t: Text; readonly sent: readonly Sent[] }) => (
  <>
    {sent.map(([name, value]) => (
      <div>
        <Code>{name}</Code> {value === null ? <span class="muted">{t.admin.flows.hidden}</span> : <Said>{value}</Said>}
      </div>
    ))}
  </>
);

const callColumns = (t: Text): Column<Call>[] => [
  { title: t.admin.flows.call, cell: ({ method, address }) => <Code>{`${method} ${address}`}</Code> },
  {
    title: t.admin.flows.outcome,
    cell: ({ status }) => (status === null ? t.admin.flows.noAnswer : <StepEnd status={status} failure={null} />),
  },
  { title: t.admin.flows.took, cell: ({ milliseconds }) => t.admin.flows.milliseconds(milliseconds) },
];

const claimColumns = (t: Text): Column<Claim>[] => [
  { title: t.admin.flows.claim, cell: ({ name }) => <Code>{name}</Code> },
  { title: t.admin.flows.source, cell: ({ source }) => <Said>{source}</Said> },
  { title: t.admin.flows.value, cell: ({ value }) => <Said>{value}</Said> },
];

const Step = ({ t, step, number }: { readonly t: Text; readonly step: TimelineStep; readonly number: number }) => {
  const text = t.admin.flows;
  const { to } = step;
  return (
    <Card
      id={`step-${number}`}
      title={`${number}. ${step.method} ${step.path}`}
      lead={text.after(step.after, step.milliseconds)}
      aside={<StepEnd status={step.status} failure={step.failure} />}
    >
      <Facts>
        <Fact name={text.request}>
          <Code>{step.requestId}</Code>
        </Fact>
        <Fact name={text.when}>
          <Time t={t} at={step.at} />
        </Fact>
        {step.sent.length > 0 && (
          <Fact name={text.sent}>
            <Parameters t={t} sent={step.sent} />
          </Fact>
        )}
        {to !== null && (
          <Fact name={text.to}>
            <Code>{to.address}</Code>
            <Parameters t={t} sent={to.sent} />
          </Fact>
        )}
      </Facts>
      {step.calls.length > 0 && <Table caption={text.calls} columns={callColumns(t)} rows={step.calls} />}
      {step.claims.map(({ from, claims }) => (
        <>
          <h3>{text.claimsFrom(from)}</h3>
          <Table caption={text.claimsFrom(from)} columns={claimColumns(t)} rows={claims} />
        </>
      ))}
    </Card>
  );
};

export const AdminFlowPage = (props: AdminFlowProps) => {
  const { t, requestId, steps } = props;
  const text = t.admin.flows;
  return (
    <AdminFrame page={props} section="flows" below title={text.one(requestId)} lead={text.oneLead}>
      {steps.length === 0 ? (
        <section class="card card-flush" aria-label={text.title}>
          <Empty icon="search" title={text.unknown} hint={text.unknownHint} />
        </section>
      ) : (
        <div class="cards">
          {steps.map((step, index) => (
            <Step t={t} step={step} number={index + 1} />
          ))}
        </div>
      )}
    </AdminFrame>
  );
};
