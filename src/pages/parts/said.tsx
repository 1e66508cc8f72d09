/**
 * Words that somebody outside has written: names, addresses, identifiers. `bdi` keeps their writing direction to
 * themselves, so that a right-to-left name cannot turn the sentence around it, and the marks that force a direction
 * are taken out, so that a name cannot show "exe.jpg" for "gpj.exe" either.
 */

// Embeddings, overrides and isolates (UAX #9). The plain marks U+200E and U+200F are honest spelling and stay.
const forcedDirection = /[\u202a-\u202e\u2066-\u2069]/g;

/** The words without marks that force a direction; for places that take text alone (the tab's title, a label). */
export const plainly = (words: string): string => words.replace(forcedDirection, "");

interface SaidProps {
  readonly children: string;
}

export const Said = ({ children }: SaidProps) => <bdi>{plainly(children)}</bdi>;

/** The same, as the name that a sentence is about. */
export const Named = ({ children }: SaidProps) => (
  <strong>
    <Said>{children}</Said>
  </strong>
);

/** An identifier or address, shown whole: it breaks anywhere and is never hidden behind an ellipsis. */
export const Code = ({ children }: SaidProps) => (
  <code class="code" dir="ltr">
    {plainly(children)}
  </code>
);
