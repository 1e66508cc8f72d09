/** A run's findings for people. */
import type { Stored } from "../stored.ts";
import type { SubjectId } from "../subjects/subject.ts";
import type { Upstream } from "../upstream.ts";
import type { Machine } from "./machine.ts";
import type { Figures, OperationSummary, SubjectSummary } from "./summary.ts";
import { figure, megabytes, table } from "./table.ts";

/** From here on the driver was too busy to be sure that it did not hold the server up. */
const BUSY = 0.9;

export function printMachine(machine: Machine): string {
  const bound = machine.bound
    ? `servers on core ${machine.bound.servers}, driver on ${machine.bound.driver}`
    : "not bound to cores";
  return [
    `alldoor ${machine.alldoor}${machine.commit === null ? "" : ` (${machine.commit})`} beside oidc-provider ${machine.oidcProvider}`,
    `Node.js ${machine.node}, ${machine.processor}, ${machine.cores} cores (${bound}), load ${machine.load.toFixed(1)}, ${machine.system}`,
  ].join("\n");
}

const AIMED_AT: Partial<Record<SubjectId, keyof OperationSummary["aim"]>> = {
  "peer-memory": "memory",
  "peer-sqlite": "sqlite",
};

/** Processor time an operation, and how many times the hub's that is; behind the slash, what is aimed at. */
export function printProcessor(operations: readonly OperationSummary[], subjects: readonly SubjectSummary[]): string {
  const [base, ...others] = subjects;
  const head = ["processor time, µs", base?.title ?? "", ...others.flatMap(({ title }) => [title, "times / aim"])];
  const rows = operations.map(({ title, aim, figures }) => [
    title,
    cost(base && figures[base.id]),
    ...others.flatMap(({ id }) => {
      const key = AIMED_AT[id];
      const ratio = figures[id]?.ratio ?? Number.NaN;
      return [cost(figures[id]), `${figure(ratio)}${key ? ` / ${aim[key].toFixed(1)}` : ""}`];
    }),
  ]);
  return table(head, rows);
}

const cost = (figures: Figures | undefined): string =>
  figures ? `${figure(figures.processor)} ±${Math.round((figures.spread / 2) * 100)}%` : "—";

export function printSpeed(operations: readonly OperationSummary[], subjects: readonly SubjectSummary[]): string {
  const head = ["operations/s, p50 and p99 ms", ...subjects.map(({ title }) => title)];
  const rows = operations.map(({ title, figures }) => [title, ...subjects.map(({ id }) => speed(figures[id]))]);
  return table(head, rows);
}

function speed(figures: Figures | undefined): string {
  if (!figures) return "—";
  const paced = figures.driverBusy >= BUSY ? "*" : "";
  return `${Math.round(figures.perSecond)}/s${paced}  ${figure(figures.p50)}  ${figure(figures.p99)}`;
}

export const paceNote = (operations: readonly OperationSummary[]): string =>
  operations.some(({ figures }) => Object.values(figures).some(({ driverBusy }) => driverBusy >= BUSY))
    ? "* The driver was busy all the time: the server could have done more, and its latency is partly the driver's."
    : "";

export function printSubjects(subjects: readonly SubjectSummary[]): string {
  const head = ["", "start, ms", "on nothing", "idle, MB", "after load, MB", "access / ID / refresh token, bytes"];
  const rows = subjects.map(({ title, start, startEmpty, idle, loaded, tokens }) => [
    title,
    start === null ? "—" : figure(start),
    startEmpty === null ? "—" : figure(startEmpty),
    megabytes(idle),
    megabytes(loaded),
    `${tokens.accessToken} / ${tokens.idToken} / ${tokens.refreshToken}`,
  ]);
  return table(head, rows);
}

export function printStored({ grants, pairs }: Stored): string {
  const head = ["beside what is stored", "nothing", `${grants} grants`, "change"];
  const rows = pairs.flatMap(({ title, before, after, ratio, start, loaded }) => [
    [`${title}: code flow, µs`, figure(before), figure(after), percent(ratio - 1)],
    [`${title}: start, ms`, ...start.map(figure), percent(start[1] / start[0] - 1)],
    [`${title}: after load, MB`, ...loaded.map(megabytes), percent(loaded[1] / loaded[0] - 1)],
  ]);
  return table(head, rows);
}

/** What upstream sign-in is meant to cost at most. */
const CATALOGUE_MS = 50;
const SIGN_IN_US = 5000;

export function printUpstream(upstream: Upstream): string {
  const { entries, catalogueMilliseconds, catalogueResident, signIn, signInBeside } = upstream;
  const isBeside = signInBeside !== null;
  const head = ["sign-in with providers", "measured", ...(isBeside ? ["beside", "times"] : []), "aim"];
  const alone = isBeside ? ["—", "—"] : [];
  const other = isBeside ? [figure(signInBeside), figure(signInBeside / signIn)] : [];
  const rows = [
    [
      `the whole catalogue loaded (${entries} entries), ms`,
      figure(catalogueMilliseconds),
      ...alone,
      String(CATALOGUE_MS),
    ],
    ["memory that it takes, MB", megabytes(catalogueResident), ...alone, "—"],
    ["a sign-in through the sandbox, the hub's µs", figure(signIn), ...other, String(SIGN_IN_US)],
  ];
  return table(head, rows);
}

const percent = (share: number): string => `${share < 0 ? "−" : "+"}${Math.abs(share * 100).toFixed(0)} %`;
