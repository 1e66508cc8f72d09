/** What a platform's fields may be, each read as the provider library will read it at the first sign-in. */
import { type FieldFault, fieldRefusal } from "../../lib/errors.ts";
import type { Provider, Setting } from "../../providers/provider.ts";
import { ProviderError } from "../../providers/provider-error.ts";
import { settingValues } from "../../providers/settings.ts";
import { chosenVariant } from "../../providers/variant.ts";
import { cleanPath } from "../fs/paths.ts";
import { readPermission } from "../users/administer.ts";
import { HUB_PLATFORM } from "./addresses.ts";
import { certificateKey, certificateText } from "./certificate.ts";
import type { Limits, Platform, PlatformFields } from "./platform.ts";

/** No text of a registration is longer, in characters. */
const LONGEST = 4000;
/** RFC 6749, 3.3. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/;
const MOST = 50;

function settingFault(key: string, setting: Setting, value: string): FieldFault | null {
  if (value === "") return setting.required && !setting.perSignIn ? "required" : null;
  if (value.length > LONGEST) return "too_long";
  if (setting.type === "choice" && !(setting.choices ?? []).includes(value)) return "invalid_choice";
  if (key === "certificate" && certificateKey(value) === null) return "invalid";
  try {
    settingValues({ settings: { [key]: setting } }, { [key]: value });
    return null;
  } catch (error) {
    if (error instanceof ProviderError) return setting.type === "url" ? "invalid_url" : "invalid";
    throw error;
  }
}

const written = (key: string, { type }: Setting, value: string): string => {
  if (key === "certificate") return certificateText(value);
  return type === "url" ? value.replace(/\/+$/, "") : value;
};

/** OpenID 2.0 and some signed answers know no clients. */
const needsClient = (entry: Provider, settings: Readonly<Record<string, string>>): boolean => {
  const known = Object.hasOwn(entry.variants ?? {}, settings["variant"] ?? "");
  const { protocol } = known ? chosenVariant(entry, settings) : entry;
  return protocol !== "openid2" && protocol !== "signed";
};

const isList = (list: readonly string[]): boolean =>
  list.length <= MOST && list.every((text) => text.trim() !== "" && text.length <= 200 && !/\p{C}/u.test(text));

const trimmed = (list: readonly string[]): readonly string[] => list.map((text) => text.trim());

const readLimits = ({ organizations, groups, emailDomains }: Limits): Limits => ({
  organizations: trimmed(organizations),
  groups: trimmed(groups),
  emailDomains: trimmed(emailDomains).map((domain) => domain.toLowerCase().replace(/^@/, "")),
});

/**
 * @param stored The platform as it is, for secrets that are kept.
 * @throws Refusal `field_invalid` with `fields` by the names of `PlatformFields` and of the entry's settings
 */
export function checkFields(
  entry: Provider,
  wish: PlatformFields,
  stored: Pick<Platform, "sealedSettings"> = { sealedSettings: {} },
): PlatformFields {
  const fields: Record<string, FieldFault> = {};
  const settings: Record<string, string> = {};
  // Who we are at the hub is told at each start, and not kept.
  const isHub = entry.id === HUB_PLATFORM;
  for (const [key, setting] of Object.entries(entry.settings ?? {})) {
    const value = written(key, setting, (Object.hasOwn(wish.settings, key) ? (wish.settings[key] ?? "") : "").trim());
    const isStored = setting.type === "secret" && Object.hasOwn(stored.sealedSettings, key);
    const isKept = value === "" && (isHub || isStored);
    const fault = isKept ? null : settingFault(key, setting, value);
    if (fault) fields[key] = fault;
    if (value !== "") settings[key] = value;
  }
  const unknown = Object.keys(wish.settings).find((key) => !Object.hasOwn(entry.settings ?? {}, key));
  if (unknown !== undefined) fields[unknown] = "invalid";
  const label = wish.label.replace(/\s+/g, " ").trim();
  const clientId = wish.clientId.trim();
  if (label === "") fields["label"] = "required";
  if ([...label].length > 100) fields["label"] = "too_long";
  if (clientId === "" && !isHub && needsClient(entry, wish.settings)) fields["clientId"] = "required";
  if (!/^[\x21-\x7e]*$/.test(clientId)) fields["clientId"] = "invalid";
  if (clientId.length > LONGEST) fields["clientId"] = "too_long";
  if ((wish.clientSecret ?? "").length > LONGEST) fields["clientSecret"] = "too_long";
  if (wish.extraScopes.length > MOST || !wish.extraScopes.every((scope) => SCOPE.test(scope)))
    fields["extraScopes"] = "invalid";
  if (!Object.values(wish.limits).every(isList)) fields["limits"] = "invalid";
  if (!Number.isSafeInteger(wish.position) || Math.abs(wish.position) > 1_000_000) fields["position"] = "out_of_range";
  const dir = wish.defaultDir;
  if (dir !== null && (dir.length > LONGEST || /\p{C}/u.test(dir) || !dir.isWellFormed()))
    fields["defaultDir"] = "invalid";
  if (Object.keys(fields).length > 0) throw fieldRefusal(fields);
  return {
    ...wish,
    label,
    clientId,
    settings,
    limits: readLimits(wish.limits),
    defaultDir: dir === null ? null : cleanPath(dir),
    defaultPermission: wish.defaultPermission === null ? null : readPermission(wish.defaultPermission),
  };
}
