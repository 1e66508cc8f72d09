/** What an import says of itself: what came, what came differently, and what could not come and why. No secret stands in it. */
import { table } from "../output.ts";

export type Kind =
  | "organization"
  | "provider"
  | "application"
  | "user"
  | "identity"
  | "group"
  | "role"
  | "membership"
  | "other";

interface Line {
  readonly kind: Kind;
  /** As the source calls it. */
  readonly name: string;
  readonly why: string;
}

export interface ImportReport {
  came(kind: Kind): void;
  /** It came, but not as it was. */
  changed(kind: Kind, name: string, why: string): void;
  left(kind: Kind, name: string, why: string): void;
  document(): {
    readonly imported: Readonly<Record<string, number>>;
    readonly changed: readonly Line[];
    readonly left: readonly Line[];
  };
  text(dryRun: boolean): string;
}

const section = (head: string, lines: readonly Line[]): string[] =>
  lines.length === 0
    ? []
    : [
        `${head}\n${table(
          ["What", "Name", "Why"],
          lines.map(({ kind, name, why }) => [kind, name, why]),
        )}`,
      ];

/** @param before What was known before anything was written: the new report begins with it. */
export function createReport(before?: ImportReport): ImportReport {
  const known = before?.document();
  const counts = new Map<Kind, number>();
  const changed: Line[] = [...(known?.changed ?? [])];
  const left: Line[] = [...(known?.left ?? [])];
  return {
    came: (kind) => void counts.set(kind, (counts.get(kind) ?? 0) + 1),
    changed: (kind, name, why) => void changed.push({ kind, name, why }),
    left: (kind, name, why) => void left.push({ kind, name, why }),
    document: () => ({ imported: Object.fromEntries(counts), changed, left }),
    text(dryRun) {
      const counted = [...counts].map(([kind, count]) => `${count} × ${kind}`).join(", ") || "nothing";
      return [
        dryRun ? `Would come: ${counted}. Nothing was written.` : `Came: ${counted}.`,
        ...section("Not as it was:", changed),
        ...section("Could not come:", left),
      ].join("\n\n");
    },
  };
}
