/** Work of an import of which a refusal is a line of the report, and anything else an end of the import. */
import { Refusal } from "../../lib/errors.ts";
import type { ImportReport, Kind } from "./report.ts";

/** @returns whether it was done */
export async function reported(
  report: ImportReport,
  kind: Kind,
  name: string,
  work: () => Promise<unknown>,
): Promise<boolean> {
  try {
    await work();
    report.came(kind);
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    report.left(kind, name, whyOf(kind, error));
    return false;
  }
}

/** Memberships hold within one organization, and that is all that a choice can be wrong by. */
const whyOf = (kind: Kind, { fields, message }: Refusal): string =>
  kind === "membership" && Object.values(fields).includes("invalid_choice")
    ? "It is of another organization."
    : message;
