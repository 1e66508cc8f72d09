/**
 * What is asked of a server besides who it is, and what it asserts: Simple Registration 1.1 and Attribute Exchange 1.0.
 * Only signed fields are read; an unsigned one anybody could have added on the way.
 */
import type { Json, OpenId2Provider, OpenIdAttribute, SettingValues } from "../../provider.ts";
import { ProviderError } from "../../provider-error.ts";
import type { Fields } from "./key-values.ts";

const SREG = "http://openid.net/extensions/sreg/1.1";
const AX = "http://openid.net/srv/ax/1.0";

/** The setting `extraAttributes`: `alias=type` pieces, with `!` behind one that is required. */
function furtherAttributes(text = ""): Readonly<Record<string, OpenIdAttribute>> {
  const pieces = text.split(/[\s,]+/).filter((piece) => piece !== "");
  return Object.fromEntries(
    pieces.map((piece) => {
      const [, alias, type, required] = /^([a-z][\w-]{0,31})=(https?:\/\/[^\s!]+?)(!?)$/.exec(piece) ?? [];
      if (alias === undefined || type === undefined) {
        throw new ProviderError("misconfigured", "setting extraAttributes: not alias=type");
      }
      return [alias, { type, required: required === "!" }] as const;
    }),
  );
}

export const wantedAttributes = (
  { attributes = {} }: OpenId2Provider,
  settings: SettingValues,
): Readonly<Record<string, OpenIdAttribute>> => ({ ...attributes, ...furtherAttributes(settings.extraAttributes) });

/** The request's fields of both extensions. */
export function attributeRequest(provider: OpenId2Provider, settings: SettingValues): Fields {
  const { optional = [], required = [] } = provider.sreg ?? {};
  const wanted = Object.entries(wantedAttributes(provider, settings));
  const aliases = (needed: boolean): string =>
    wanted
      .filter(([, attribute]) => (attribute.required === true) === needed)
      .map(([alias]) => alias)
      .join(",");
  const fields = {
    ...(provider.sreg === undefined ? {} : { "openid.ns.sreg": SREG }),
    ...(required.length === 0 ? {} : { "openid.sreg.required": required.join(",") }),
    ...(optional.length === 0 ? {} : { "openid.sreg.optional": optional.join(",") }),
    ...(wanted.length === 0 ? {} : { "openid.ns.ax": AX, "openid.ax.mode": "fetch_request" }),
    ...Object.fromEntries(wanted.map(([alias, { type }]) => [`openid.ax.type.${alias}`, type])),
    ...(aliases(true) === "" ? {} : { "openid.ax.required": aliases(true) }),
    ...(aliases(false) === "" ? {} : { "openid.ax.if_available": aliases(false) }),
  };
  return fields;
}

/** The alias that an answer gives an extension; the server chooses its own. */
function aliasOf(signed: Fields, namespace: string): string | undefined {
  const found = Object.entries(signed).find(([name, value]) => name.startsWith("openid.ns.") && value === namespace);
  return found?.[0].slice("openid.ns.".length);
}

/** @param signed The assertion's signed fields. */
export function assertedAttributes(
  provider: OpenId2Provider,
  settings: SettingValues,
  signed: Fields,
): { readonly sreg: { readonly [name: string]: Json }; readonly ax: { readonly [alias: string]: Json } } {
  const sregAlias = aliasOf(signed, SREG);
  const sreg: Record<string, Json> = {};
  for (const name of [...(provider.sreg?.required ?? []), ...(provider.sreg?.optional ?? [])]) {
    const value = sregAlias === undefined ? undefined : signed[`openid.${sregAlias}.${name}`];
    if (value !== undefined && value !== "") sreg[name] = value;
  }
  const axAlias = aliasOf(signed, AX);
  const ax: Record<string, Json> = {};
  const prefix = `openid.${axAlias}.type.`;
  for (const [alias, { type }] of Object.entries(wantedAttributes(provider, settings))) {
    const given = Object.entries(signed).find(([name, value]) => name.startsWith(prefix) && value === type);
    const key = given?.[0].slice(prefix.length);
    const value = signed[`openid.${axAlias}.value.${key}`] ?? signed[`openid.${axAlias}.value.${key}.1`];
    if (axAlias !== undefined && key !== undefined && value !== undefined && value !== "") ax[alias] = value;
  }
  return { sreg, ax };
}
