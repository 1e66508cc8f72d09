/** Findings as they are printed: a line a check, what to do below it, and the verdict. */
import { wrapped } from "../output.ts";
import type { Finding } from "./finding.ts";

const MARKS = { ok: "ok     ", warning: "WARNING", failed: "FAILED " } as const;

const lineOf = ({ check, status, message, fix }: Finding): string => {
  const indent = " ".repeat(26);
  const text = wrapped(message, indent).slice(indent.length);
  return `${MARKS[status]}  ${check.padEnd(15)}  ${text}${fix === undefined || status === "ok" ? "" : `\n${wrapped(`→ ${fix}`, indent)}`}`;
};

export const count = (findings: readonly Finding[], status: Finding["status"]): number =>
  findings.filter((each) => each.status === status).length;

function verdict(findings: readonly Finding[]): string {
  const [broken, doubtful] = [count(findings, "failed"), count(findings, "warning")];
  if (broken > 0) return `${broken} of ${findings.length} checks failed.`;
  return doubtful > 0 ? `Nothing is broken; ${doubtful} to think about.` : "Everything is in order.";
}

export const reportText = (findings: readonly Finding[]): string =>
  [...findings.map(lineOf), "", verdict(findings)].join("\n");
