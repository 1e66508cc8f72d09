/**
 * One provider made ready to be emulated: its entry, its shape and its compiled addresses. Everything that the
 * endpoints ask about a provider is answered here, so that none of them knows a provider by name.
 */
import type { OidcProvider, Provider, Setting, SettingValues } from "../providers/provider.ts";
import { addressParts, settingValues } from "../providers/settings.ts";
import { fillTemplate } from "../providers/template.ts";
import type { Address } from "./address.ts";
import { compileAddress } from "./address.ts";
import { shapeOf } from "./answers/index.ts";
import type { Shape } from "./answers/shape.ts";

export type EndpointName =
  | "requestToken"
  | "authorize"
  | "token"
  | "profile"
  | "revoke"
  | "jwks"
  | "discovery"
  | "openid"
  | "identity"
  | "person"
  | "exchange"
  | "verifier"
  | "sdk"
  | "inspection"
  | `extra:${string}`;

export interface Emulation {
  /** Which of the entry's variants this is; `undefined`: the entry itself. */
  readonly variant: string | undefined;
  readonly provider: Provider;
  readonly shape: Shape;
  readonly isDerived: boolean;
  readonly addresses: ReadonlyMap<EndpointName, Address>;
  /** Settings that stand where nothing is configured. */
  readonly demo: SettingValues;
  /** All settings for what an address showed; `null` where the entry does not allow such values. */
  settings(captured: SettingValues): SettingValues | null;
  /** The real address of an endpoint; `null` where the provider has none. */
  url(endpoint: EndpointName, settings: SettingValues): string | null;
  issuer(settings: SettingValues): string;
}

const DISCOVERY_PATH = "/.well-known/openid-configuration";

type Templates = readonly (readonly [EndpointName, string | undefined])[];

function templates(provider: Provider, shape: Shape): Templates {
  const extras = Object.entries(provider.extra ?? {}).map(([name, call]) => [`extra:${name}`, call.url] as const);
  switch (provider.protocol) {
    case "oauth2": {
      const { authorize, token, userinfo, revoke, scriptSignIn } = provider;
      return [
        ["authorize", authorize],
        ["token", token],
        ["profile", userinfo],
        ["revoke", revoke],
        ["sdk", scriptSignIn?.script],
        ["inspection", scriptSignIn?.inspection.url],
        ...extras,
      ];
    }
    case "oauth1": {
      const { requestToken, authorize, token, userinfo } = provider;
      return [
        ["requestToken", requestToken],
        ["authorize", authorize],
        ["token", token],
        ["profile", userinfo],
        ...extras,
      ];
    }
    case "openid2": {
      const host = `https://${provider.id}.sandbox.test`;
      return [
        ["openid", provider.server ?? `${host}/server`],
        ["identity", provider.identifier ?? (provider.server === undefined ? `${host}/` : undefined)],
        ["person", provider.claimedId === undefined ? `${host}/id/{personId}` : undefined],
        ["profile", provider.userinfo],
        ...extras,
      ];
    }
    case "signed": {
      const { proof } = provider;
      return [
        ["authorize", provider.authorize],
        ["exchange", proof.kind === "exchange" ? proof.url : undefined],
        ["verifier", proof.kind === "assertion" ? proof.verifier : undefined],
      ];
    }
    case "oidc":
      return [...connectTemplates(provider, shape), ...extras];
  }
}

function connectTemplates(provider: OidcProvider, shape: Shape): Templates {
  const { issuer } = provider;
  const named = (name: "authorize" | "token" | "userinfo" | "jwks"): string =>
    provider[name] ?? shape.endpoints?.[name] ?? `${issuer}/${name}`;
  return [
    ["authorize", named("authorize")],
    ["token", named("token")],
    ["profile", named("userinfo")],
    ["jwks", named("jwks")],
    ["revoke", provider.revoke ?? shape.endpoints?.revoke],
    ["discovery", shape.endpoints?.discovery ?? issuer.replace(/\/$/, "") + DISCOVERY_PATH],
  ];
}

/** Settings that the sandbox has a value for even where the entry needs none. */
const demoDefaults = (provider: Provider): SettingValues =>
  provider.protocol === "openid2" && provider.settings?.identifier !== undefined && provider.identifier === undefined
    ? { identifier: `https://${provider.id}.sandbox.test/` }
    : {};

function demoValue(provider: Provider, setting: Setting): string {
  if (setting.choices?.[0] !== undefined) return setting.choices[0];
  if (setting.type === "url" || setting.type === "address") return `https://${provider.id}.sandbox.test`;
  return setting.type === "host" ? `${provider.id}.sandbox.test` : "sandbox";
}

/** What stands for the pieces of addresses that an answer may decide. */
const partDefaults = ({ quirks }: Provider): SettingValues =>
  Object.fromEntries(
    Object.entries(quirks?.parts ?? {}).flatMap(([name, { default: value }]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );

function demoSettings(provider: Provider, shape: Shape): SettingValues {
  const values: Record<string, string> = {};
  for (const [key, setting] of Object.entries(provider.settings ?? {})) {
    const value =
      shape.demo?.[key] ??
      demoDefaults(provider)[key] ??
      (setting.default === undefined && setting.required ? demoValue(provider, setting) : undefined);
    if (value !== undefined) values[key] = value;
  }
  return values;
}

export function emulate(provider: Provider, variant?: string): Emulation {
  const { shape, isDerived } = shapeOf(provider, variant);
  const declared = provider.settings ?? {};
  const demo = demoSettings(provider, shape);
  const addresses = new Map<EndpointName, Address>();
  for (const [endpoint, template] of templates(provider, shape)) {
    if (template !== undefined) addresses.set(endpoint, compileAddress(template, declared));
  }
  return {
    variant,
    provider,
    shape,
    isDerived,
    addresses,
    demo,
    settings(captured) {
      const given = Object.fromEntries(Object.entries(captured).filter(([key]) => Object.hasOwn(declared, key)));
      try {
        return settingValues(provider, { ...demo, ...given });
      } catch {
        return null;
      }
    },
    url(endpoint, settings) {
      const address = addresses.get(endpoint);
      if (!address) return null;
      try {
        return fillTemplate(address.template, { ...partDefaults(provider), ...addressParts(provider, settings) });
      } catch {
        return null;
      }
    },
    issuer: (settings) =>
      provider.protocol === "oidc"
        ? fillTemplate(provider.issuer, addressParts(provider, settings))
        : provider.protocol === "oauth2"
          ? (provider.issuer ?? "")
          : "",
  };
}
