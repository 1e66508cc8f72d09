/** A card: one subject with its heading. Headings inside a page go h1 (the page), h2 (a card), h3 (inside a card). */
import type { Child } from "hono/jsx";

interface CardProps {
  /** Unique on the page; the heading's id follows from it. */
  readonly id: string;
  readonly title: string;
  readonly lead?: Child;
  /** Stands at the end of the heading's line. */
  readonly aside?: Child;
  readonly danger?: boolean;
  readonly children?: Child;
}

export const Card = ({ id, title, lead, aside, danger = false, children }: CardProps) => (
  <section class={`card${danger ? " card-danger" : ""}`} id={id} aria-labelledby={`${id}-title`}>
    <header class="card-head">
      <div>
        <h2 id={`${id}-title`}>{title}</h2>
        {lead && <p class="card-lead">{lead}</p>}
      </div>
      {aside}
    </header>
    {children && <div class="card-body">{children}</div>}
  </section>
);
