/**
 * Who issued an ID Token: exactly the entry's issuer, or, where one entry serves many tenants, the tenant's issuer by the
 * entry's template. A template is in force only for the settings that it names: whoever configured one tenant gets
 * tokens of that tenant alone.
 */
import type { IssuerTemplate, Json, OidcProvider, SettingValues } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";
import { fillAddress, fillTemplate, placeholders } from "../template.ts";
import type { Context } from "./engine.ts";

type Claims = { readonly [claim: string]: Json };
type OidcContext = Context & { readonly provider: OidcProvider };

const invalid = (why: string): ProviderError => new ProviderError("id_token_invalid", why);

/** The template, if the settings put it in force. */
export function templateInForce(provider: OidcProvider, settings: SettingValues): IssuerTemplate | undefined {
  const template = provider.issuerTemplate;
  if (template === undefined) return undefined;
  const applies = Object.entries(template.when).every(([key, values]) => values.includes(settings[key] ?? ""));
  return applies ? template : undefined;
}

/** The one claim of a template, with its value: a single path segment, so that it can't write more of the issuer. */
function templateClaim(template: string, claims: Claims): { name: string; value: string } {
  const [name = ""] = placeholders(template);
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  if (typeof value !== "string" || !/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(value))
    throw invalid(`${name} is not usable`);
  return { name, value };
}

function issuerByTemplate({ template, when, except }: IssuerTemplate, claims: Claims, settings: SettingValues): string {
  const { name, value } = templateClaim(template, claims);
  const refused = Object.keys(when).some((key) => except?.[settings[key] ?? ""]?.[name]?.includes(value) === true);
  if (refused) throw invalid(`${name} is one that the settings leave out`);
  return fillTemplate(template, { [name]: value });
}

/**
 * The issuer, spelled as the entry spells it.
 * @throws ProviderError `id_token_invalid` where the token is another issuer's.
 */
export function acceptedIssuer(context: OidcContext, claims: Claims): string {
  const template = templateInForce(context.provider, context.settings);
  const issuer =
    template === undefined
      ? fillAddress(context.provider.issuer, context.parts)
      : issuerByTemplate(template, claims, context.settings);
  const aliases = template === undefined ? (context.provider.issuerAliases ?? []) : [];
  if (claims.iss !== issuer && !aliases.some((alias) => alias === claims.iss)) throw invalid("iss is another issuer's");
  return issuer;
}

/**
 * A key that says which issuer it signs for signs for that one only (Entra ID publishes keys of several issuers at one
 * address, some with a placeholder for the tenant).
 * @throws ProviderError `id_token_invalid` where the key is for another issuer.
 */
export function checkKeyIssuer(provider: OidcProvider, claims: Claims, issuers: readonly (Json | undefined)[]): void {
  const template = provider.issuerTemplate?.template;
  for (const issuer of issuers) {
    if (issuer === undefined) continue;
    if (typeof issuer !== "string") throw invalid("the key's issuer is not a text");
    const named =
      template === undefined ? issuer : issuer.replace(/\{\w+\}/, () => templateClaim(template, claims).value);
    if (named !== claims.iss) throw invalid("the key signs for another issuer");
  }
}
