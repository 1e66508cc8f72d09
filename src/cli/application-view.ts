/** An application as the command line shows it: names as on the wire and in the options, times in Unix seconds. */
import type { Client } from "../hub/clients/store.ts";
import { facts } from "./output.ts";

export const applicationDocument = (client: Client) => ({
  client_id: client.clientId,
  name: client.name,
  homepage: client.homepage,
  type: client.type,
  redirect_uris: client.redirectUris,
  post_logout_redirect_uris: client.postLogoutRedirectUris,
  grant_types: client.grantTypes,
  scopes: client.scopes,
  signing_alg: client.signingAlg,
  access_token_seconds: client.accessTokenSeconds,
  refresh_token_seconds: client.refreshTokenSeconds,
  consent: client.consent,
  allow_sign_up: client.allowSignUp,
  allow_password: client.allowPassword,
  dangers: client.dangers,
  created_at: client.createdAt,
  disabled: client.disabledAt !== null,
});

export const applicationFacts = (client: Client, clientSecret: string | null, issuer: string): string =>
  facts([
    ["Client id", client.clientId],
    ["Client secret", clientSecret ?? `none: the application is ${client.type}`],
    ["Redirects to", client.redirectUris.join(" ") || "none"],
    ["Grants", client.grantTypes.join(" ")],
    ["Issuer", issuer],
  ]);
