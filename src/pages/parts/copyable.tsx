/**
 * A value to be taken elsewhere, letter for letter. The button stays hidden until the browser module says that it can
 * reach the clipboard; without it the value is selected by one click (`user-select: all`).
 */
import type { Text } from "../text/index.ts";
import { Icon } from "./icon.tsx";

interface CopyableProps {
  readonly t: Text;
  /** Unique on the page. */
  readonly id: string;
  /** What the value is; read by screen readers with the button. */
  readonly name: string;
  readonly value: string;
}

export const Copyable = ({ t, id, name, value }: CopyableProps) => (
  <span class="copyable">
    <code class="code" id={id} dir="ltr">
      {value}
    </code>
    <button
      type="button"
      class="button button-plain button-small"
      hidden
      data-copy-from={id}
      data-copied={t.common.copied}
      aria-label={`${t.common.copy}: ${name}`}
    >
      <Icon name="copy" />
      <span>{t.common.copy}</span>
    </button>
    <span class="copied" role="status" />
  </span>
);
