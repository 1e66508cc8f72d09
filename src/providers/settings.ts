/**
 * A provider's own settings: checked, defaults filled in, and made ready for addresses.
 *
 * Settings are written by an administrator and become parts of addresses that people are sent to and secrets are posted
 * to. So each type has one exact form: a `url` has no query and no trailing slash, a `host` is nothing but a host, and
 * text is percent-encoded where it stands in an address, so that it can't leave its place.
 */
import type { ProviderApp, ProviderBase, Setting, SettingValues } from "./provider.ts";
import { ProviderError } from "./provider-error.ts";
import { fillTemplate } from "./template.ts";
import { chosenVariant } from "./variant.ts";

type Settled = Pick<ProviderBase, "settings" | "derived">;

const wrong = (key: string, why: string): ProviderError => new ProviderError("misconfigured", `setting ${key}: ${why}`);

/** An http(s) address without user, query, fragment and trailing slash. */
function baseAddress(key: string, value: string): string {
  if (!URL.canParse(value)) throw wrong(key, "not an address");
  const url = new URL(value);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw wrong(key, "not an http or https address");
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "" || /[?#]/.test(value)) {
    throw wrong(key, "an address may not hold a user, a query or a fragment here");
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}

/** The same, as it is written: an issuer is compared byte for byte. */
function writtenAddress(key: string, value: string): string {
  baseAddress(key, value);
  if (/[^\x21-\x7e]|[\\{}]/.test(value)) throw wrong(key, "not an address as it stands on the wire");
  return value;
}

function hostName(key: string, value: string): string {
  const host = value.toLowerCase();
  if (!URL.canParse(`https://${host}`) || new URL(`https://${host}`).host !== host) throw wrong(key, "not a host name");
  return host;
}

function plainText(key: string, value: string): string {
  // A dot segment would climb out of its place in a path, encoded or not (RFC 3986, 5.2.4).
  if (/\p{Cc}/u.test(value) || !value.isWellFormed() || value === "." || value === "..")
    throw wrong(key, "not usable text");
  return value;
}

/** The value without what the entry allows behind it. */
const bare = ({ suffix }: Setting, value: string): string =>
  suffix !== undefined && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value;

function checked(key: string, setting: Setting, given: string): string {
  const value = bare(setting, given);
  if (setting.choices !== undefined && !setting.choices.includes(value)) throw wrong(key, "not one of the choices");
  if (setting.pattern !== undefined && !new RegExp(`^(?:${setting.pattern})$`, "v").test(value)) {
    throw wrong(key, "not of the expected form");
  }
  if (setting.type === "url") return baseAddress(key, value);
  if (setting.type === "address") return writtenAddress(key, value);
  if (setting.type === "host") return hostName(key, value);
  return plainText(key, value);
}

/**
 * The values of a provider's settings: what is configured, else the default. A setting that has neither is the empty
 * string. Keys that the entry does not declare are left out.
 * @throws ProviderError `misconfigured` where a required setting is missing or a value has the wrong form.
 */
export function settingValues(provider: Settled, given: SettingValues = {}): SettingValues {
  const values: Record<string, string> = {};
  const declared = Object.entries(provider.settings ?? {});
  for (const [key, setting] of declared) {
    const value = Object.hasOwn(given, key) ? (given[key] ?? "").trim() : "";
    if (value !== "") values[key] = checked(key, setting, value);
  }
  for (const [key, setting] of declared) {
    if (values[key] !== undefined) continue;
    if (setting.default !== undefined) values[key] = checked(key, setting, fillTemplate(setting.default, values));
    else if (setting.required === true) throw wrong(key, "is required");
    else values[key] = "";
  }
  return values;
}

/** Of the values that came with a start address, those that the entry lets a person give. Empty ones are left out. */
export function perSignInValues({ provider, settings }: ProviderApp, given: SettingValues = {}): SettingValues {
  const declared = chosenVariant(provider, settings).settings ?? {};
  const kept = Object.entries(given).filter(
    ([key, value]) => Object.hasOwn(declared, key) && declared[key]?.perSignIn === true && value.trim() !== "",
  );
  return Object.fromEntries(kept);
}

/** What the placeholders of a provider's addresses stand for: settings, encoded by their type, and derived values. */
export function addressParts(provider: Settled, values: SettingValues): SettingValues {
  const parts: Record<string, string> = {};
  for (const [key, setting] of Object.entries(provider.settings ?? {})) {
    const value = values[key] ?? "";
    // Choices are the entry's own words.
    parts[key] = ["url", "address", "host", "choice"].includes(setting.type) ? value : encodeURIComponent(value);
  }
  for (const [key, derive] of Object.entries(provider.derived ?? {})) {
    try {
      parts[key] = derive(values);
    } catch (error) {
      throw new ProviderError("misconfigured", `${key} can't be worked out from the settings`, error);
    }
  }
  return parts;
}
