/**
 * What a new application starts from. `standard` is what is usual everywhere else; `casdoor-compatible` has every switch on
 * with which an application that was written for Casdoor works unchanged. A template is only a beginning: each setting can
 * be closed by itself afterwards, and the uses of the dangerous ones are noted (`dangers.ts`).
 */
import { type ClientSettings, DANGERS, type Danger, GRANT_TYPES, RESPONSE_TYPES, STANDARD_SCOPES } from "./settings.ts";

export const TEMPLATES = ["standard", "casdoor-compatible"] as const;
export type Template = (typeof TEMPLATES)[number];

export const isTemplate = (text: string): text is Template => TEMPLATES.some((name) => name === text);

const CASDOOR: Partial<ClientSettings> = {
  type: "confidential",
  grantTypes: GRANT_TYPES,
  responseTypes: RESPONSE_TYPES,
  scopes: STANDARD_SCOPES,
  // Casdoor's clients ask for it, and look for it in the answer.
  customScopes: [{ name: "read", description: "Read your account." }],
  signingAlg: "RS256",
  tokenFormat: "JWT",
  consent: "first-party",
  allowSignUp: true,
  allowPassword: true,
  dangers: Object.keys(DANGERS) as Danger[],
  resources: ["*"],
};

/** The settings that an application begins with; what is not here is as usual. */
export const templateSettings = (name: Template): Partial<ClientSettings> => (name === "standard" ? {} : CASDOOR);

/**
 * The response types that go with the switch for implicit answers: closing it takes those with an access token away, and
 * opening it gives them where there are none.
 */
export function responseTypesWith(
  types: ClientSettings["responseTypes"],
  dangers: readonly Danger[],
): ClientSettings["responseTypes"] {
  const withToken = (type: string) => type.split(" ").includes("token");
  if (!dangers.includes("dangerouslyAllowImplicit")) {
    const left = types.filter((type) => !withToken(type));
    return left.length > 0 ? left : ["code"];
  }
  return types.some(withToken) ? types : [...types, "token", "id_token token"];
}
