/**
 * Clients that said themselves what they are: their row in `client_registrations` beside the client's own, and the settings
 * that follow from their metadata. What metadata has no word for (consent, lifetimes, switches) an administrator may have
 * set, and a change of metadata leaves it alone; such a client begins with asking people each time and without any switch.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";
import { bearerHash, sameSecret } from "../../lib/bearer.ts";
import type { Hub } from "../hub.ts";
import { type ClientMetadata, faultOfSettings, MetadataFault } from "./registration-metadata.ts";
import { type ClientSettings, MEMBERSHIP_SCOPES, readClientSettings, STANDARD_SCOPES } from "./settings.ts";

export type RegistrationKind = "registered" | "metadata-document";

export interface Registration {
  readonly kind: RegistrationKind;
  readonly tokenHash: string | null;
  readonly metadata: ClientMetadata;
  /** Unix seconds. A document's: when it is read again. One that registered: until when it is kept unused; `null` once it was of use. */
  readonly freshUntil: number | null;
}

const byClient = statement<{ clientId: string }>()((db, p) =>
  db.selectFrom("client_registrations").selectAll().where("client_id", "=", p("clientId")),
);

/** @param clientRowId The client's row. @returns `undefined` for a client that was set up by hand */
export async function findRegistration(reader: Reader, clientRowId: string): Promise<Registration | undefined> {
  const row = await reader.first(byClient, { clientId: clientRowId });
  return (
    row && {
      kind: row.kind,
      tokenHash: row.token_hash,
      metadata: JSON.parse(row.metadata) as ClientMetadata,
      freshUntil: row.fresh_until,
    }
  );
}

/** Keeps what a client said, in the place of what it said before; its registration access token stays where none is given. */
export async function keepRegistration(
  tx: Writer,
  clientRowId: string,
  { kind, metadata, freshUntil, token }: Omit<Registration, "tokenHash"> & { readonly token?: string },
): Promise<void> {
  const said = {
    metadata: JSON.stringify(metadata),
    fresh_until: freshUntil,
    ...(token === undefined ? {} : { token_hash: bearerHash(token) }),
  };
  await tx.query
    .insertInto("client_registrations")
    .values({ client_id: clientRowId, kind, token_hash: null, ...said })
    .onConflict((conflict) => conflict.column("client_id").doUpdateSet(said))
    .execute();
}

/** Whether a value is the client's registration access token (RFC 7592, 3). */
export const isRegistrationToken = (registration: Registration | undefined, value: string): boolean =>
  registration?.tokenHash !== null &&
  registration !== undefined &&
  sameSecret(registration.tokenHash, bearerHash(value));

/** Bytes of a list of addresses, and milliseconds to fetch it. */
const SECTOR_BYTES = 65_536;
const SECTOR_MILLISECONDS = 5000;

/**
 * The host that pairwise subjects are made for (OpenID Connect Core, 8.1; Dynamic Client Registration, 5): the one of
 * `sector_identifier_uri`, whose list must hold every redirect URI, or the redirect URIs' own, if they have but one.
 * @throws MetadataFault
 */
export async function proveSector(hub: Pick<Hub, "toApplications">, metadata: ClientMetadata): Promise<string | null> {
  const { redirect_uris, sector_identifier_uri, subject_type } = metadata;
  if (sector_identifier_uri === undefined) {
    const hosts = new Set(redirect_uris.map((uri) => URL.parse(uri)?.host ?? ""));
    if (subject_type === "pairwise" && hosts.size > 1)
      throw new MetadataFault(
        "invalid_client_metadata",
        "Pairwise subjects for several hosts need a sector_identifier_uri.",
      );
    return null;
  }
  const listed = await readList(hub, sector_identifier_uri);
  if (listed === null)
    throw new MetadataFault("invalid_client_metadata", "sector_identifier_uri does not lead to a list of addresses.");
  if (!redirect_uris.every((uri) => listed.includes(uri)))
    throw new MetadataFault("invalid_redirect_uri", "sector_identifier_uri does not list every redirect URI.");
  return new URL(sector_identifier_uri).host;
}

async function readList(
  { toApplications }: Pick<Hub, "toApplications">,
  uri: string,
): Promise<readonly unknown[] | null> {
  try {
    const response = await toApplications(uri, {
      headers: { accept: "application/json" },
      signal: AbortSignal.timeout(SECTOR_MILLISECONDS),
    });
    const text = response.ok ? await response.text() : "";
    const value: unknown = text.length <= SECTOR_BYTES ? JSON.parse(text) : null;
    return Array.isArray(value) ? value : null;
  } catch {
    // Unreachable, blocked or no JSON: to the client it is all the same, and the log is not theirs to fill.
    return null;
  }
}

export interface SettingsBase {
  /** What the console and the consent page call it: unique in the organization. */
  readonly name: string;
  readonly sector: string | null;
  /** What the policy lets a new client name. */
  readonly resources: readonly string[];
  /** The settings of the client that is changed. */
  readonly known?: ClientSettings;
}

const isLoopback = (uri: string): boolean => /^http:\/\/(?:127\.0\.0\.1|\[::1\])(?=[:/?]|$)/.test(uri);
const isPrivateScheme = (uri: string): boolean => !/^https?:/.test(uri);

function typeOf({ token_endpoint_auth_method, application_type, redirect_uris }: ClientMetadata) {
  if (token_endpoint_auth_method !== "none") return "confidential" as const;
  const native =
    application_type === "native" ||
    (redirect_uris.length > 0 && redirect_uris.every((uri) => isLoopback(uri) || isPrivateScheme(uri)));
  return native && application_type !== "web" ? ("native" as const) : ("public" as const);
}

const authMethodOf = ({ token_endpoint_auth_method: method }: ClientMetadata): ClientSettings["authMethod"] =>
  method === "client_secret_basic" || method === "client_secret_post" ? "secret" : method;

const isMembership = (name: string): boolean => (MEMBERSHIP_SCOPES as readonly string[]).includes(name);

/**
 * The standard scopes among those that it asks for; all of them where it asks for none. What people have been made here it is
 * told only where an administrator has said so.
 */
const scopesOf = ({ scope }: ClientMetadata, known: ClientSettings | undefined): ClientSettings["scopes"] => {
  const asked = scope?.split(" ");
  return STANDARD_SCOPES.filter((name) =>
    isMembership(name) ? known?.scopes.includes(name) === true : asked === undefined || asked.includes(name),
  );
};

/** @throws MetadataFault */
export function settingsOf(metadata: ClientMetadata, { name, sector, resources, known }: SettingsBase): ClientSettings {
  const grantTypes = metadata.grant_types.filter((type) => type !== "implicit");
  try {
    return readClientSettings({
      consent: "always",
      allowSignUp: false,
      resources,
      ...keptOf(known),
      name,
      homepage: metadata.client_uri ?? null,
      type: typeOf(metadata),
      redirectUris: metadata.redirect_uris,
      postLogoutRedirectUris: metadata.post_logout_redirect_uris ?? [],
      // Without the response type it gives no code: a client of ID Tokens alone has a grant type only in name.
      grantTypes: grantTypes.length === 0 ? ["authorization_code"] : grantTypes,
      responseTypes: metadata.response_types,
      scopes: scopesOf(metadata, known),
      signingAlg: metadata.id_token_signed_response_alg,
      userinfoSigningAlg: metadata.userinfo_signed_response_alg ?? null,
      authMethod: authMethodOf(metadata),
      jwks: metadata.jwks ?? null,
      jwksUri: metadata.jwks_uri ?? null,
      subjectType: metadata.subject_type ?? "public",
      sectorIdentifier: sector,
      requirePushedRequests: metadata.require_pushed_authorization_requests ?? false,
      requireDpop: metadata.dpop_bound_access_tokens ?? false,
      defaultMaxAge: metadata.default_max_age ?? null,
      backchannelLogoutUri: metadata.backchannel_logout_uri ?? null,
      backchannelLogoutSessionRequired: metadata.backchannel_logout_session_required ?? false,
      frontchannelLogoutUri: metadata.frontchannel_logout_uri ?? null,
      frontchannelLogoutSessionRequired: metadata.frontchannel_logout_session_required ?? false,
      initiateLoginUri: metadata.initiate_login_uri ?? null,
    });
  } catch (error) {
    throw faultOfSettings(error);
  }
}

/** The settings that metadata has no word for. */
const keptOf = (known: ClientSettings | undefined): Partial<ClientSettings> =>
  known === undefined
    ? {}
    : {
        consent: known.consent,
        allowSignUp: known.allowSignUp,
        allowPassword: known.allowPassword,
        allowEmail: known.allowEmail,
        dangers: known.dangers,
        resources: known.resources,
        customScopes: known.customScopes,
        accessTokenSeconds: known.accessTokenSeconds,
        refreshTokenSeconds: known.refreshTokenSeconds,
        tokenFormat: known.tokenFormat,
        tokenFields: known.tokenFields,
        exchangeFrom: known.exchangeFrom,
        exchangeAudiences: known.exchangeAudiences,
        requiredGroups: known.requiredGroups,
        requiredRoles: known.requiredRoles,
      };
