/** Entries of providers that do not exist, for the tests of the engines. */
import {
  checkEntry,
  type OAuth2Provider,
  type OidcProvider,
  oauth2,
  oidc,
  type Provider,
  type ProviderApp,
} from "../../src/providers/index.ts";

export const NOW = 1_790_000_000;

type Plain = Omit<OAuth2Provider, "protocol">;
type Connect = Omit<OidcProvider, "protocol">;

/** An entry as it is when it is first used. */
export function checked<T extends Provider>(entry: T): T {
  checkEntry(entry);
  return entry;
}

export const plainEntry = (changes: Partial<Plain> = {}): OAuth2Provider =>
  checked(
    oauth2({
      id: "plain",
      name: "Plain",
      authorize: "https://plain.test/authorize",
      token: "https://plain.test/token",
      userinfo: "https://plain.test/me",
      scope: ["profile"],
      pkce: true,
      emailTrust: "claim",
      claims: { sub: "id", name: "name", email: "email", email_verified: "verified", picture: "picture" },
      ...changes,
    }),
  );

/** An entry that leaves everything but the issuer to discovery. */
export const connectEntry = (changes: Partial<Connect> = {}): OidcProvider =>
  checked(
    oidc({
      id: "connect",
      name: "Connect",
      issuer: "https://connect.test",
      scope: ["openid"],
      pkce: true,
      emailTrust: "claim",
      claims: { sub: "sub", name: "name", email: "email", email_verified: "email_verified" },
      ...changes,
    }),
  );

export const appFor = (provider: ProviderApp["provider"], changes: Partial<ProviderApp> = {}): ProviderApp => ({
  provider,
  clientId: "client",
  clientSecret: "a-secret-that-nobody-may-see",
  redirectUri: "https://hub.test/callback/1",
  ...changes,
});

export const metadata = (changes: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({
  issuer: "https://connect.test",
  authorization_endpoint: "https://connect.test/authorize",
  token_endpoint: "https://connect.test/token",
  jwks_uri: "https://connect.test/keys",
  userinfo_endpoint: "https://connect.test/userinfo",
  revocation_endpoint: "https://connect.test/revoke",
  ...changes,
});
