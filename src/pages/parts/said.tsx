/**
 * Words that somebody outside has written: names, addresses, identifiers. `bdi` keeps their writing direction to
 * themselves, so that a right-to-left name, or a hidden direction mark (U+202E), cannot turn the sentence around it.
 */
import type { Child } from "hono/jsx";

interface SaidProps {
  readonly children: Child;
}

export const Said = ({ children }: SaidProps) => <bdi>{children}</bdi>;

/** An identifier or address, byte for byte: breaks anywhere, never hidden behind an ellipsis. */
export const Code = ({ children }: SaidProps) => <code class="code" dir="ltr">{children}</code>;
