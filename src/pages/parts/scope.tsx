/** A scope (RFC 6749, section 3.3) in plain words, or by its name where an application has made its own. */
import type { Child } from "hono/jsx";
import type { Text } from "../text/index.ts";
import { Fill } from "./fill.tsx";
import { Code } from "./said.tsx";

export const scopeText = (t: Text, scope: string): Child => {
  const known: Readonly<Record<string, string>> = t.scopes;
  const words = Object.hasOwn(known, scope) ? known[scope] : undefined;
  return words ?? <Fill text={t.consent.customScope} values={{ scope: <Code>{scope}</Code> }} />;
};
