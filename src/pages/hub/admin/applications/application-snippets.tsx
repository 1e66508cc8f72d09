/** How well-known clients are set up for an application, to be copied. Folded: nobody needs more than one. */
import { Icon } from "../../../parts/icon.tsx";
import type { Text } from "../../../text/index.ts";
import { Fold } from "../fold.tsx";

export type SnippetName = keyof Text["admin"]["application"]["snippets"];

interface SnippetsProps {
  readonly t: Text;
  readonly snippets: readonly { readonly name: SnippetName; readonly code: string }[];
}

export const Snippets = ({ t, snippets }: SnippetsProps) => {
  const text = t.admin.application;
  return snippets.length === 0 ? null : (
    <Fold id="snippets" title={text.snippetsTitle} lead={text.snippetsLead} open={false}>
      {snippets.map(({ name, code }) => (
        <details class="snippet">
          <summary>{text.snippets[name]}</summary>
          <pre class="code" id={`snippet-${name}`} dir="ltr" tabindex={0}>
            {code}
          </pre>
          <button
            type="button"
            class="button button-plain button-small"
            hidden
            data-copy-from={`snippet-${name}`}
            data-copied={t.common.copied}
            aria-label={`${t.common.copy}: ${text.snippets[name]}`}
          >
            <Icon name="copy" />
            <span>{t.common.copy}</span>
          </button>
          <span class="copied" role="status" />
        </details>
      ))}
    </Fold>
  );
};
