/**
 * Variants: other ways of one provider, such as the protocol that it spoke before. Each is a whole entry under the same
 * id; a registration's setting `variant` says which one it was made for.
 */
import type { Provider, Setting, SettingValues } from "./provider.ts";
import { ProviderError } from "./provider-error.ts";

/** The setting's value for the entry itself. */
const CURRENT = "current";

/** The setting that an entry with variants has besides its own. */
export const variantSetting = (variants: Readonly<Record<string, Provider>>): Setting => ({
  label: "Way",
  help: "How this provider is spoken to. Choose another than the current way only for an application registered for it.",
  type: "choice",
  choices: [CURRENT, ...Object.keys(variants)],
  default: CURRENT,
});

/**
 * The entry that a registration is for.
 * @throws ProviderError `misconfigured` where it names a variant that the entry does not have.
 */
export function chosenVariant(provider: Provider, settings: SettingValues = {}): Provider {
  const name = Object.hasOwn(settings, "variant") ? settings.variant : undefined;
  const { variants } = provider;
  if (variants === undefined || name === undefined || name === "" || name === CURRENT) return provider;
  const chosen = Object.hasOwn(variants, name) ? variants[name] : undefined;
  if (chosen === undefined) throw new ProviderError("misconfigured", `${provider.id} has no variant of this name`);
  return chosen;
}

/**
 * An entry's settings together with those of its variants, so that one form serves all. A setting that only a variant
 * has is never required of the entry itself.
 */
export function settingsWithVariants(provider: Pick<Provider, "settings" | "variants">): Record<string, Setting> {
  const { settings = {}, variants = {} } = provider;
  const all: Record<string, Setting> = { ...settings };
  for (const variant of Object.values(variants)) {
    for (const [key, setting] of Object.entries(variant.settings ?? {})) {
      if (Object.hasOwn(all, key)) continue;
      const { required: _, default: __, ...optional } = setting;
      all[key] = optional;
    }
  }
  return { ...all, variant: variantSetting(variants) };
}
