/** Looking for something in a list: a GET form, so that a search has an address of its own. The field is `q`. */
import type { Text } from "../text/index.ts";
import { formAction, safeHref } from "./href.ts";
import { Icon } from "./icon.tsx";

interface SearchProps {
  readonly t: Text;
  readonly label: string;
  readonly action: string;
  readonly q: string;
}

export const Search = ({ t, label, action, q }: SearchProps) => (
  <search>
    <form method="get" action={formAction(action)} class="search">
      <label class="unseen" for="q">
        {label}
      </label>
      <Icon name="search" />
      <input id="q" name="q" type="search" value={q} placeholder={label} autocomplete="off" spellcheck={false} />
      <button type="submit" class="button button-plain">
        <span>{t.common.search}</span>
      </button>
      {q !== "" && (
        <a class="button button-quiet" href={safeHref(action)}>
          <span>{t.common.clear}</span>
        </a>
      )}
    </form>
  </search>
);
