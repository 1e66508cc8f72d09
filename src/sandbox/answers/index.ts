/**
 * What each provider answers: its own shape where one is written by hand (`written.ts`), and one that is derived from the
 * entry where none is.
 */
import type { Provider } from "../../providers/provider.ts";
import { derivedShape } from "./derived.ts";
import { furtherAnswers } from "./further/index.ts";
import type { Shape } from "./shape.ts";
import { written } from "./written.ts";

/** @param variant Which of the entry's variants is meant, if one is. */
export function shapeOf(provider: Provider, variant?: string): { readonly shape: Shape; readonly isDerived: boolean } {
  const own = Object.hasOwn(written, provider.id) ? written[provider.id] : undefined;
  const shape = variant === undefined ? own : own?.variants?.[variant];
  if (shape !== undefined) return { shape, isDerived: false };
  return { shape: { ...derivedShape(provider), ...furtherAnswers(provider.id) }, isDerived: true };
}
