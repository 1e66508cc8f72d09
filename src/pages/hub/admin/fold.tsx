/** A card that is folded away until somebody wants it, or until something in it is wrong. Its fields are sent all the same. */
import type { Child } from "hono/jsx";

interface FoldProps {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly lead: Child;
  readonly open: boolean;
  readonly danger?: boolean;
  readonly children: Child;
}

export const Fold = ({ id, title, lead, open, danger = false, children }: FoldProps) => (
  <details class={`card fold${danger ? " card-danger" : ""}`} id={id} open={open}>
    <summary class="card-head">
      <span class="fold-words">
        <h2>{title}</h2>
        <span class="card-lead">{lead}</span>
      </span>
    </summary>
    <div class="card-body">{children}</div>
  </details>
);
