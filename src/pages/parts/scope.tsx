/** A scope (RFC 6749, section 3.3) in plain words; one of an application's own in the words that it was set up with, or by its name. */
import type { Child } from "hono/jsx";
import type { Text } from "../text/index.ts";
import { Fill } from "./fill.tsx";
import { Icon } from "./icon.tsx";
import { Code, Said } from "./said.tsx";

/** What applications' own scopes allow, by their names. */
export type ScopeDescriptions = Readonly<Record<string, string>>;

export const scopeText = (t: Text, scope: string, descriptions: ScopeDescriptions = {}): Child => {
  const known: Readonly<Record<string, string>> = t.scopes;
  const words = Object.hasOwn(known, scope) ? known[scope] : undefined;
  const said = Object.hasOwn(descriptions, scope) ? descriptions[scope] : "";
  if (words === undefined && said) return <Said>{said}</Said>;
  return words ?? <Fill text={t.consent.customScope} values={{ scope: <Code>{scope}</Code> }} />;
};

interface ScopeListProps {
  readonly t: Text;
  readonly scopes: readonly string[];
  readonly descriptions?: ScopeDescriptions | undefined;
}

/** What an application will be able to do, where a person is asked for it. */
export const ScopeList = ({ t, scopes, descriptions }: ScopeListProps) => (
  <div>
    <p class="consent-lead">{t.consent.lead}</p>
    <ul class="consent-scopes">
      {scopes.map((scope) => (
        <li>
          <Icon name="check" />
          <span>{scopeText(t, scope, descriptions)}</span>
        </li>
      ))}
    </ul>
  </div>
);
