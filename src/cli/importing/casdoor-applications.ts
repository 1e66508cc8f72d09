/**
 * Casdoor's applications. Each keeps its client id and secret, and gets of the compatibility switches those that its grants need.
 * There, a redirect address is a regular expression or the beginning of an address; here it is one address, exactly.
 */
import {
  type Danger,
  GRANT_TYPES,
  LIFETIMES,
  type ResponseType,
  STANDARD_SCOPES,
  TOKEN_FORMATS,
} from "../../hub/clients/settings.ts";
import { redirectUriFault } from "../../lib/redirect-uri.ts";
import { itemsOf } from "./casdoor-providers.ts";
import { isOn, listOf, textOf } from "./cells.ts";
import type { ApplicationWish } from "./hub-wishes.ts";
import type { ImportReport } from "./report.ts";
import type { Row } from "./source.ts";

/** Signs that mean something in a regular expression and nothing in an address that is meant as one. */
const PATTERN = /[*+^$|()[\]{}\\]|\?(?!\w+=)/;

function redirectUris(row: Row, source: string, report: ImportReport): string[] {
  return listOf(row, "redirect_uris")
    .map((uri) => uri.trim())
    .filter((uri) => {
      const why = PATTERN.test(uri)
        ? "is a pattern: register each address itself"
        : redirectUriFault(uri) === null
          ? null
          : "is no address that may be registered: https, http on one's own machine, or a reverse-domain scheme";
      if (why === null && (URL.parse(uri)?.pathname ?? "/") === "/")
        report.changed(
          "application",
          source,
          `The redirect address ${uri} is compared whole now, not by its beginning.`,
        );
      if (why !== null && uri !== "") report.left("application", source, `The redirect address ${uri} ${why}.`);
      return why === null;
    });
}

/** Casdoor's hours (newer versions have fractions) as seconds within our bounds. */
const lifetime = (row: Row, column: string, { least, most, usual }: (typeof LIFETIMES)[keyof typeof LIFETIMES]) => {
  const seconds = Math.round(Number(textOf(row, column)) * 3600);
  return seconds > 0 ? Math.min(Math.max(seconds, least), most) : usual;
};

function switches(row: Row, isConfidential: boolean, redirectUris: readonly string[]) {
  const grants = listOf(row, "grant_types");
  const dangers: Danger[] = [];
  if (isConfidential) dangers.push("dangerouslyAllowCodeWithoutPkce");
  // Its SDKs name no redirect address where they redeem a code.
  if (isConfidential && redirectUris.length > 1) dangers.push("dangerouslyAllowMissingRedirectUri");
  if (grants.includes("password")) dangers.push("dangerouslyAllowPasswordGrant");
  const implicit = grants.includes("token");
  if (implicit) dangers.push("dangerouslyAllowImplicit");
  const responseTypes: ResponseType[] = ["code"];
  if (grants.includes("id_token")) responseTypes.push("id_token", "code id_token");
  if (implicit) responseTypes.push("token", "id_token token");
  return { dangers, responseTypes, grants };
}

/** @returns `null` for what can't come, which the report says */
export function casdoorApplication(row: Row, report: ImportReport): ApplicationWish | null {
  const source = textOf(row, "name");
  const left = (why: string) => {
    report.left("application", source, why);
    return null;
  };
  const clientId = textOf(row, "client_id");
  const clientSecret = textOf(row, "client_secret");
  if (!/^[\x21-\x7e]{1,200}$/.test(clientId)) return left("Its client id can't be one here.");
  if (clientSecret === "***") return left("The export masks its secret: take the database instead.");
  const isConfidential = clientSecret !== "";
  const uris = redirectUris(row, source, report);
  const { dangers, responseTypes, grants } = switches(row, isConfidential, uris);
  // Without any, Casdoor allows codes.
  const wanted = grants.length === 0 ? ["authorization_code"] : grants;
  const kept = GRANT_TYPES.filter((type) => wanted.includes(type)).filter(
    (type) => (type !== "authorization_code" || uris.length > 0) && (isConfidential || type !== "client_credentials"),
  );
  if (kept.length === 0) return left("None of its grants can come: it has no redirect address that may be registered.");
  if (wanted.includes("authorization_code") && uris.length === 0)
    report.changed("application", source, "No redirect address came along, so it can't sign people in yet.");
  if (dangers.length > 0)
    report.changed("application", source, `Switched on for it: ${dangers.join(", ")}. Close each as soon as you can.`);
  if (Number(textOf(row, "expire_in_hours")) * 3600 > LIFETIMES.accessToken.most)
    report.changed("application", source, `Its access tokens live ${LIFETIMES.accessToken.most} seconds at most.`);
  const format = textOf(row, "token_format");
  const homepage = URL.parse(textOf(row, "homepage_url"));
  return {
    source,
    organization: textOf(row, "organization"),
    clientId,
    clientSecret: isConfidential ? clientSecret : null,
    name: textOf(row, "display_name").trim().slice(0, 100) || source,
    settings: {
      type: isConfidential ? "confidential" : "public",
      homepage: homepage && /^https?:$/.test(homepage.protocol) ? homepage.href : null,
      redirectUris: uris,
      grantTypes: kept,
      responseTypes,
      scopes: [...STANDARD_SCOPES],
      customScopes: [{ name: "read", description: "Read your account." }],
      signingAlg: "RS256",
      tokenFormat: TOKEN_FORMATS.find((known) => known === format) ?? "JWT",
      tokenFields: listOf(row, "token_fields"),
      accessTokenSeconds: lifetime(row, "expire_in_hours", LIFETIMES.accessToken),
      refreshTokenSeconds: lifetime(row, "refresh_expire_in_hours", LIFETIMES.refreshToken),
      consent: "first-party",
      allowSignUp: isOn(row, "enable_sign_up"),
      allowPassword: isOn(row, "enable_password"),
      dangers,
    },
    providers: itemsOf(row),
  };
}
