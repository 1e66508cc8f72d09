/** A list of facts: a name and what it is. */
import type { Child } from "hono/jsx";

interface FactsProps {
  readonly children: Child;
}

export const Facts = ({ children }: FactsProps) => <dl class="facts">{children}</dl>;

interface FactProps {
  readonly name: string;
  readonly children: Child;
}

export const Fact = ({ name, children }: FactProps) => (
  <div class="fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
