/** A scope (RFC 6749, section 3.3) in plain words; one of an application's own in the words that it was set up with, or by its name. */
import type { Child } from "hono/jsx";
import type { Text } from "../text/index.ts";
import { Fill } from "./fill.tsx";
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
