/**
 * What a registration may say besides its entry's own settings: whether a client id is needed at all, further authorization
 * parameters (none of the protocol's), and what a single sign-in may bring along in its start address.
 */
import type { FieldFault } from "../../lib/errors.ts";
import { protocolParameters } from "../../providers/protocol-parameters.ts";
import type { Provider, Setting, SettingIs } from "../../providers/provider.ts";
import { chosenVariant } from "../../providers/variant.ts";

type Settings = Readonly<Record<string, string>>;

/** The entry that a registration is for; one whose variant is gone from the catalogue counts as the entry itself. */
export function wayOf(entry: Provider, settings: Settings): Provider {
  const known = Object.hasOwn(entry.variants ?? {}, settings.variant ?? "");
  return known ? chosenVariant(entry, settings) : entry;
}

/** Whether a registration has set what an entry says of one of its ways. */
export const isSet = (way: Provider, settings: Settings, { setting, value }: SettingIs): boolean =>
  ((settings[setting] ?? "") === "" ? way.settings?.[setting]?.default : settings[setting]) === value;

/** OpenID 2.0 knows no clients, and a signed sign-in has one only where its request or its proof names it. */
export const needsClientId = (way: Provider): boolean =>
  (way.protocol !== "openid2" && way.protocol !== "signed") || JSON.stringify(way).includes("{clientId}");

/** RFC 6749, 3.3. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/;
const MOST = 50;

export const isScopeList = (scope: readonly string[]): boolean =>
  scope.length <= MOST && scope.every((each) => SCOPE.test(each));

const NAME = /^[A-Za-z0-9_.[\]-]{1,100}$/;
const VALUE = /^[^\p{C}]{0,1000}$/u;

/**
 * Whether further authorization parameters are ones that may be configured: nothing that the protocol itself sets, under its
 * own name or under the provider's, and nothing that another protocol would read as its own.
 */
export function authorizeParamsFault(entry: Provider, params: Settings): FieldFault | null {
  const names = Object.keys(params);
  const ways = [entry, ...Object.values(entry.variants ?? {})];
  const taken = new Set(
    ways.flatMap((way) => [
      ...protocolParameters(way.quirks?.authorizeNames),
      ...(way.protocol === "signed" ? Object.keys(way.request) : []),
    ]),
  );
  if (names.length > MOST) return "too_long";
  const isFree = (name: string): boolean =>
    NAME.test(name) && !taken.has(name) && !taken.has(name.toLowerCase()) && !/^(?:openid\.|oauth_)/i.test(name);
  return names.every(isFree) && Object.values(params).every((value) => VALUE.test(value)) ? null : "invalid";
}

/**
 * A setting that each sign-in may bring along. Text that the administrator has set no sign-in changes: it says which server is
 * trusted. One of the entry's own choices (a region) is only where a sign-in begins that says nothing.
 */
export interface OpenSetting {
  readonly key: string;
  readonly setting: Setting;
  /** Nothing else stands for it: the sign-in can't begin without. */
  readonly needed: boolean;
}

export function openSettings(entry: Provider, settings: Settings): OpenSetting[] {
  return Object.entries(wayOf(entry, settings).settings ?? {})
    .filter(([key, { perSignIn, type }]) => perSignIn === true && (type === "choice" || (settings[key] ?? "") === ""))
    .map(([key, setting]) => ({
      key,
      setting,
      needed: setting.default === undefined && (settings[key] ?? "") === "",
    }));
}
