/** An application as the command line shows it: names as on the wire and in the options, times in Unix seconds. */
import type { Reader } from "../db/database.ts";
import { type ClientSettings, readClientSettings } from "../hub/clients/settings.ts";
import { type Client, findClient } from "../hub/clients/store.ts";
import type { Hub } from "../hub/hub.ts";
import type { Configuration } from "../lib/configuration.ts";
import { Failure } from "./failure.ts";
import { facts } from "./output.ts";
import { hasStore, nothingThere, withHub } from "./with-hub.ts";

export const applicationDocument = (client: Client) => ({
  client_id: client.clientId,
  name: client.name,
  homepage: client.homepage,
  type: client.type,
  redirect_uris: client.redirectUris,
  post_logout_redirect_uris: client.postLogoutRedirectUris,
  grant_types: client.grantTypes,
  response_types: client.responseTypes,
  scopes: client.scopes,
  custom_scopes: client.customScopes,
  resources: client.resources,
  consent: client.consent,
  allow_sign_up: client.allowSignUp,
  allow_password: client.allowPassword,
  allow_email: client.allowEmail,
  auth_method: client.authMethod,
  jwks: client.jwks,
  jwks_uri: client.jwksUri,
  require_pushed_requests: client.requirePushedRequests,
  require_dpop: client.requireDpop,
  default_max_age: client.defaultMaxAge,
  signing_alg: client.signingAlg,
  userinfo_signing_alg: client.userinfoSigningAlg,
  access_token_seconds: client.accessTokenSeconds,
  refresh_token_seconds: client.refreshTokenSeconds,
  token_format: client.tokenFormat,
  token_fields: client.tokenFields,
  subject_type: client.subjectType,
  sector_identifier: client.sectorIdentifier,
  exchange_from: client.exchangeFrom,
  exchange_audiences: client.exchangeAudiences,
  backchannel_logout_uri: client.backchannelLogoutUri,
  backchannel_logout_session_required: client.backchannelLogoutSessionRequired,
  frontchannel_logout_uri: client.frontchannelLogoutUri,
  frontchannel_logout_session_required: client.frontchannelLogoutSessionRequired,
  initiate_login_uri: client.initiateLoginUri,
  required_groups: client.requiredGroups,
  required_roles: client.requiredRoles,
  dangers: client.dangers,
  created_at: client.createdAt,
  disabled: client.disabledAt !== null,
});

export const applicationFacts = (client: Client, issuer: string, clientSecret: string | null): string =>
  facts([
    ["Client id", client.clientId],
    ["Client secret", clientSecret ?? `none: the application is ${client.type}`],
    ["Redirects to", client.redirectUris.join(" ") || "none"],
    ["Grants", client.grantTypes.join(" ")],
    ["Issuer", issuer],
  ]);

const SETTING_NAMES = Object.keys(
  readClientSettings({ name: "New", redirectUris: ["https://app.example.com/callback"] }),
) as (keyof ClientSettings)[];

/** The settings of a client without what else is known of it. */
export const settingsOf = (client: Client): Partial<ClientSettings> =>
  Object.fromEntries(SETTING_NAMES.map((name) => [name, client[name]]));

/** Work on applications that there are. @throws Failure `application_missing` where there is no database; what the work throws */
export function withApplications<T>(configuration: Configuration, work: (hub: Hub) => Promise<T>): Promise<T> {
  if (!hasStore(configuration)) throw new Failure("application_missing", nothingThere(configuration));
  return withHub(configuration, work);
}

/** @throws Failure `application_missing` */
export async function requireApplication(reader: Reader, clientId: string): Promise<Client> {
  const client = await findClient(reader, clientId);
  if (!client)
    throw new Failure(
      "application_missing",
      `No application has the client id "${clientId}". See alldoor application list.`,
    );
  return client;
}
