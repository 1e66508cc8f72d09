/**
 * Looking for something in a long list, and narrowing it: a GET form, so that every view of a list has an address of its own.
 * The search field is `q`; the others are what the page names. An empty choice narrows nothing.
 */
import type { Text } from "../text/index.ts";
import { Button } from "./button.tsx";
import { type Choice, SelectField } from "./field.tsx";
import { formAction, safeHref } from "./href.ts";
import { Icon } from "./icon.tsx";

export interface Filter {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
}

interface FiltersProps {
  readonly t: Text;
  /** What the search field asks for; left out where the list is not searched. */
  readonly label?: string;
  readonly action: string;
  readonly q?: string;
  readonly filters: readonly Filter[];
  /** Whether anything narrows the list now. */
  readonly narrowed: boolean;
  /** What else stays part of the address. */
  readonly hidden?: Readonly<Record<string, string>>;
}

export const Filters = ({ t, label, action, q = "", filters, narrowed, hidden = {} }: FiltersProps) => (
  <search>
    <form method="get" action={formAction(action)} class="filters">
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {label !== undefined && (
        <div class="search">
          <label class="unseen" for="q">
            {label}
          </label>
          <Icon name="search" />
          <input id="q" name="q" type="search" value={q} placeholder={label} autocomplete="off" spellcheck={false} />
        </div>
      )}
      {filters.map((filter) => (
        <SelectField t={t} {...filter} />
      ))}
      <div class="row row-near">
        <Button kind="plain">{t.common.search}</Button>
        {narrowed && (
          <a class="button button-quiet" href={safeHref(action)}>
            <span>{t.common.clear}</span>
          </a>
        )}
      </div>
    </form>
  </search>
);
