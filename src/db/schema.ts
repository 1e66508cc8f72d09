/**
 * Every table of the hub on one page; those of the file server are in `files-schema.ts`.
 *
 * One shape for SQLite and PostgreSQL: ids of people and things are text (UUIDs), ids of what each sign-in makes are
 * time-ordered integers (`lib/ids.ts`), times are Unix seconds, flags are 0 or 1, lists and objects are JSON as text.
 * Columns named `*_hash` hold SHA-256 of a bearer value or Argon2id of a password; columns named `sealed_*` hold secrets
 * sealed by `lib/seal.ts` under `table:column:id`.
 */
import type { Generated } from "kysely";
import type { Flag, JsonText, Seconds } from "./columns.ts";
import type { FilesSchema } from "./files-schema.ts";

export interface Schema extends FilesSchema {
  migrations: { name: string; applied_at: Seconds };
  settings: { key: string; value: JsonText; updated_at: Seconds };

  organizations: {
    id: string;
    name: string;
    display_name: string;
    /** Whose sign-ins need a second factor: nobody's, those by password or mailed code, or providers' too. */
    require_second_factor: Generated<"off" | "password" | "always">;
    /** Whether anybody may open an account; an application that allows it asks for nothing where this is 0. */
    allow_sign_up: Generated<Flag>;
    /** BCP 47: what letters are written in to people whose language nobody knows. */
    default_locale: Generated<string | null>;
    /** Whether its people may delete their accounts themselves. */
    allow_account_deletion: Generated<Flag>;
    /** Whether the picture that a provider tells of is fetched and kept when somebody first comes from there. */
    take_pictures: Generated<Flag>;
    /** Administrators may look at its people's accounts as those see them. */
    allow_impersonation: Generated<Flag>;
    created_at: Seconds;
    disabled_at: Seconds | null;
  };

  users: {
    id: string;
    organization_id: string;
    /** Unique in the organization; compared folded (`name_key`). */
    name: string;
    name_key: string;
    display_name: string;
    email: string | null;
    /** The folded address that sign-in by e-mail looks up; only set while the address is verified. */
    verified_email_key: string | null;
    password_hash: string | null;
    is_admin: Flag;
    given_name: Generated<string | null>;
    family_name: Generated<string | null>;
    picture: Generated<string | null>;
    locale: Generated<string | null>;
    zoneinfo: Generated<string | null>;
    phone: Generated<string | null>;
    phone_verified: Generated<Flag>;
    /** The address claim (OpenID Connect Core, 5.1.1), as JSON. */
    address: Generated<JsonText | null>;
    created_at: Seconds;
    updated_at: Seconds;
    disabled_at: Seconds | null;
    /** 0 where nobody has, as far as is known. */
    last_sign_in_at: Generated<Seconds>;
  };

  /** What people are found by (`lib/search-words.ts`): each word of their names and addresses, with what follows it. */
  user_words: { word: string; user_id: string };

  /** People of an organization under one name. Whoever is in a group is in those above it too. */
  groups: {
    id: string;
    organization_id: string;
    /** Unique in the organization, whatever its case (`name_key`); it never changes. */
    name: string;
    name_key: string;
    display_name: string;
    description: string;
    /** The group above it; there is no circle. */
    parent_id: string | null;
    created_at: Seconds;
    updated_at: Seconds;
  };
  group_members: { group_id: string; user_id: string; added_at: Seconds };

  /** What people are to applications: of the organization, told to each application, or of one application alone. */
  roles: {
    id: string;
    organization_id: string;
    /** The client's row, where it is the role of one. */
    client_id: string | null;
    /** Unique among those of its kind, whatever its case (`name_key`); it never changes. */
    name: string;
    name_key: string;
    display_name: string;
    description: string;
    created_at: Seconds;
    updated_at: Seconds;
  };
  role_members: { role_id: string; user_id: string; added_at: Seconds };
  /** Everybody in the group has the role. */
  role_groups: { role_id: string; group_id: string; added_at: Seconds };

  /** An OAuth client with its sign-in settings: what people call an application. */
  clients: {
    id: string;
    /** The public `client_id`. */
    client_id: string;
    organization_id: string;
    name: string;
    homepage: string | null;
    /** `confidential`, `public`, or `native` (public, and a loopback redirect may use any port). */
    type: "confidential" | "public" | "native";
    secret_hash: string | null;
    redirect_uris: JsonText;
    post_logout_redirect_uris: JsonText;
    grant_types: JsonText;
    scopes: JsonText;
    signing_alg: "ES256" | "RS256" | "EdDSA";
    access_token_seconds: number;
    refresh_token_seconds: number;
    /** `first-party` asks nobody; `once` remembers; `always` asks each time. */
    consent: "first-party" | "once" | "always";
    allow_sign_up: Flag;
    allow_password: Flag;
    /** A code or link by mail signs people in. */
    allow_email: Generated<Flag>;
    /** Compatibility switches that are on, as a JSON list of their names; empty is safe. */
    dangers: JsonText;
    response_types: Generated<JsonText>;
    /** How it authenticates: `secret` (Basic or body), a JWT by its own key, or not at all. */
    auth_method: Generated<"secret" | "client_secret_jwt" | "private_key_jwt" | "none">;
    jwks: Generated<JsonText | null>;
    jwks_uri: Generated<string | null>;
    /** Resource indicators (RFC 8707) that it may ask for. */
    resources: Generated<JsonText>;
    custom_scopes: Generated<JsonText>;
    token_format: Generated<"standard" | "JWT" | "JWT-Empty" | "JWT-Custom" | "JWT-Standard">;
    token_fields: Generated<JsonText>;
    subject_type: Generated<"public" | "pairwise">;
    sector_identifier: Generated<string | null>;
    require_pushed_requests: Generated<Flag>;
    require_dpop: Generated<Flag>;
    userinfo_signing_alg: Generated<"ES256" | "RS256" | "EdDSA" | null>;
    default_max_age: Generated<number | null>;
    /** Public client ids whose tokens it may exchange (RFC 8693), and audiences it may exchange for. */
    exchange_from: Generated<JsonText>;
    exchange_audiences: Generated<JsonText>;
    /** Where it is told that a session of its people has ended: server to server, and by a hidden frame. */
    backchannel_logout_uri: Generated<string | null>;
    backchannel_logout_session_required: Generated<Flag>;
    frontchannel_logout_uri: Generated<string | null>;
    initiate_login_uri: Generated<string | null>;
    frontchannel_logout_session_required: Generated<Flag>;
    /** Names of groups and roles, as JSON lists: whoever has none of them can't be signed in to it. Both empty: everybody can. */
    required_groups: Generated<JsonText>;
    required_roles: Generated<JsonText>;
    created_at: Seconds;
    updated_at: Seconds;
    disabled_at: Seconds | null;
    /** Its organization's `disabled_at`: written with that, and where the client is made. */
    organization_disabled_at: Generated<Seconds | null>;
  };

  /** How a client looks to people on the way to it; nothing of its own unless it is here. `client_id` is the client's row. */
  client_looks: {
    client_id: string;
    /** `#rrggbb`. */
    accent: string | null;
    terms_uri: string | null;
    policy_uri: string | null;
    allow_passkey: Generated<Flag>;
    /** Ways in that come first, as a JSON list. */
    ways_in: Generated<JsonText>;
    /** Names the logo: a hash of `logo_data`, WebP in base64; and the hash of the file that it was made of. */
    logo: string | null;
    logo_source: string | null;
    logo_data: string | null;
    updated_at: Seconds;
  };

  /** What an administrator lets a client do besides signing people in; nothing unless it is here. `client_id` is the client's row. */
  client_permissions: { client_id: string; permission: string; granted_at: Seconds };

  /** Tokens by which a program acts for a person at the API. */
  personal_tokens: {
    id: number;
    value_hash: string;
    user_id: string;
    name: string;
    /** JSON list. */
    scopes: JsonText;
    created_at: Seconds;
    expires_at: Seconds;
    last_used_at: Seconds | null;
    revoked_at: Seconds | null;
  };

  /** Addresses that are told of what happens here. */
  webhooks: {
    id: string;
    name: string;
    url: string;
    /** Actions of the audit log, as a JSON list; `*` for all. */
    actions: JsonText;
    /** Sealed under `webhooks:sealed_secret:id`. */
    sealed_secret: string;
    created_at: Seconds;
    updated_at: Seconds;
    /** Since when nothing has been taken. */
    failing_since: Seconds | null;
    disabled_at: Seconds | null;
    disabled_reason: "administrator" | "failing" | "gone" | null;
  };

  /** What webhooks are to be told, and what became of it. */
  webhook_messages: {
    id: number;
    webhook_id: string;
    audit_id: number;
    attempts: number;
    /** When it is tried next; while it is being sent, when somebody else may take it over. */
    due_at: Seconds;
    done_at: Seconds | null;
    outcome: "delivered" | "dead" | "void" | null;
    /** The status of the last answer, or why there was none. */
    last_answer: string | null;
  };

  /** Answers of the API to requests with an `Idempotency-Key`, to be given again. */
  idempotent_answers: {
    /** Hash of caller and key. */
    key_hash: string;
    /** Hash of what was asked. */
    request_hash: string;
    /** Sealed under `idempotent_answers:sealed_answer:key_hash`; null while it is being made. */
    sealed_answer: string | null;
    expires_at: Seconds;
  };

  /** A client that said itself what it is: by dynamic registration (RFC 7591), or by a document at its own address. */
  client_registrations: {
    /** The client's row. */
    client_id: string;
    kind: "registered" | "metadata-document";
    /** Hash of the registration access token (RFC 7592). */
    token_hash: string | null;
    /** What it said, as JSON under the names of the wire. */
    metadata: JsonText;
    /** A document's: when it is to be read again. One that registered: until when it is kept unused; `null` once it was of use. */
    fresh_until: Seconds | null;
  };

  /** Secrets that clients sign with (`client_secret_jwt`), sealed under `client_secrets:sealed_secret:client_id`. */
  client_secrets: { client_id: string; sealed_secret: string };

  /** Who may register clients in an organization; where there is no row, nobody. */
  registration_policies: {
    organization_id: string;
    mode: "closed" | "token" | "open";
    /** Resource indicators (RFC 8707) that such clients may name, as a JSON list. */
    resources: JsonText;
    /** Hosts whose documents describe clients, as a JSON list; `*` stands for any. */
    metadata_hosts: JsonText;
    /** Days for which a client that registered is kept unused, and how many such there may be. */
    unused_days: Generated<number>;
    most_unused: Generated<number>;
    updated_at: Seconds;
  };

  /** Initial access tokens (RFC 7591, 3). */
  registration_tokens: {
    id: number;
    value_hash: string;
    organization_id: string;
    name: string;
    most_uses: number;
    uses: number;
    created_at: Seconds;
    expires_at: Seconds;
  };

  /** One registration with an upstream provider. */
  providers: {
    /** Random and never reused, so that links of a deleted row can't be inherited. */
    id: string;
    /** The segment of its callback address, unique among the rows. */
    slug: string;
    /** The catalogue's entry. */
    entry: string;
    display_name: string;
    client_id: string;
    sealed_client_secret: string | null;
    settings: JsonText;
    /** JSON list that replaces the entry's scopes, or null. */
    scope: JsonText | null;
    /** JSON list of scopes that a start address may ask for besides. */
    further_scope: Generated<JsonText>;
    /** Further parameters of the authorization request, as JSON. */
    authorize_params: Generated<JsonText>;
    /** The administrator vouches for every address that the provider reports. */
    verified_email: Generated<Flag>;
    /** What happens where an unknown identity brings an address that an account here has proven. */
    link_policy: Generated<"off" | "ask" | "verified">;
    allow_sign_up: Flag;
    position: number;
    created_at: Seconds;
    updated_at: Seconds;
    disabled_at: Seconds | null;
  };

  /** Who a person is at a provider: unique by (provider row, issuer, subject), never by e-mail. */
  identities: {
    id: string;
    user_id: string;
    provider_id: string;
    issuer: string;
    subject: string;
    username: string | null;
    display_name: string | null;
    email: string | null;
    email_verified: Flag;
    picture: string | null;
    /** The provider's tokens (JSON), sealed under `identities:tokens:id`. */
    sealed_tokens: Generated<string | null>;
    created_at: Seconds;
    last_used_at: Seconds;
  };

  /** People's own pictures, in two sizes: WebP, base64. */
  avatars: {
    id: string;
    user_id: string;
    /** Of the large one's bytes; changes with the picture. */
    hash: string;
    large: string;
    small: string;
    created_at: Seconds;
  };

  sessions: {
    id: number;
    value_hash: string;
    user_id: string;
    /** When the person last proved who they are (`auth_time`). */
    authenticated_at: Seconds;
    /** How (`amr`, RFC 8176), space-separated. */
    amr: string;
    created_at: Seconds;
    last_seen_at: Seconds;
    expires_at: Seconds;
    user_agent: string;
    address: string;
    ended_at: Seconds | null;
    /** By which way its person last came in, as in the audit log: `password`, `passkey`, `provider:<slug>` … */
    way: Generated<string>;
    /** The administrator who looks at the account in it; nobody is signed in by such a one. */
    impersonator_id: Generated<string | null>;
  };

  /** A person's authenticator application; the secret is sealed under `totp_secrets:sealed_secret:<user>`. */
  totp_secrets: {
    user_id: string;
    sealed_secret: string;
    /** The last step that was accepted: neither it nor an earlier one counts again. */
    last_step: number;
    created_at: Seconds;
  };

  /** Each stands once for the authenticator. Hashed together with its person's id. */
  recovery_codes: {
    id: number;
    user_id: string;
    code_hash: string;
    created_at: Seconds;
    used_at: Seconds | null;
  };

  /** Public key credentials (Web Authentication). */
  passkeys: {
    id: string;
    user_id: string;
    /** As the authenticator made it, base64url. */
    credential_id: string;
    /** COSE key, base64url. */
    public_key: string;
    /** How often it was used, as it says itself; 0 where it does not count. */
    counter: number;
    /** JSON list. */
    transports: JsonText;
    aaguid: string;
    /** Whether it may be on several devices. */
    synced: Flag;
    name: string;
    created_at: Seconds;
    last_used_at: Seconds | null;
  };

  /** A browser that is not asked for the second factor again. */
  remembered_devices: {
    id: number;
    value_hash: string;
    user_id: string;
    /** Tells the password apart under which it was remembered: with another one it counts no more. */
    password_mark: string;
    user_agent: string;
    address: string;
    last_used_at: Seconds;
    expires_at: Seconds;
  };

  /** A sign-in whose second step is still to come. It is no session, and nothing reads it as one. */
  pending_logins: {
    id: number;
    value_hash: string;
    browser_hash: string;
    user_id: string;
    /** What has been proven, space-separated. */
    amr: string;
    way: string;
    password_mark: string;
    /** The client's row. */
    client_id: string | null;
    flow_id: number | null;
    /** An own path. */
    return_to: string;
    /** Whether somebody who is signed in proves themselves again. */
    confirming: Flag;
    expires_at: Seconds;
    used_at: Seconds | null;
  };

  /** A form that came when the sign-in was no longer fresh, until it can be sent again. */
  kept_forms: {
    id: number;
    value_hash: string;
    browser_hash: string;
    user_id: string;
    /** Where it was sent to, and the page that it stood on: own paths. */
    path: string;
    back_to: string;
    /** JSON, sealed under `kept_forms:sealed_fields:id`. */
    sealed_fields: string;
    expires_at: Seconds;
  };

  /** Mail that waits to be sent, and what became of it. */
  mails: {
    id: number;
    /** Which letter it is. */
    kind: string;
    user_id: string | null;
    address: string;
    /** BCP 47. */
    language: string;
    /** What the letter tells: facts, as JSON, never a secret. */
    detail: JsonText;
    /** Code and link (JSON), sealed under `mails:sealed_secret:id`; gone once the letter is. */
    sealed_secret: string | null;
    attempts: number;
    /** When it is tried next; while it is being sent, when somebody else may take it over. */
    due_at: Seconds;
    /** After this nobody needs it any more. */
    expires_at: Seconds;
    done_at: Seconds | null;
    /** How it ended: taken by the mail server, refused by it, given up, or it was not to be sent. */
    outcome: "delivered" | "refused" | "dead" | "void" | null;
  };

  /** A code and a link that were mailed: whoever brings one back has the address. Good once, in one browser. */
  mail_proofs: {
    id: number;
    /** Hash of the handle that the browser holds, and of the link's value. */
    value_hash: string;
    link_hash: string;
    browser_hash: string;
    purpose: "sign-in" | "recover" | "verify";
    user_id: string | null;
    /** The exact address that it was sent to. */
    address: string;
    /** Sealed under `mail_proofs:sealed_code:id`. */
    sealed_code: string;
    /** The session that asked, where it takes one. */
    session_id: number | null;
    /** The client's row. */
    client_id: string | null;
    /** An own path. */
    return_to: string;
    tries: number;
    expires_at: Seconds;
    proven_at: Seconds | null;
    used_at: Seconds | null;
  };

  /** Letters by which people choose their first password: good once, in the browser that took the link up last. */
  invitations: {
    id: number;
    user_id: string;
    /** The exact address that it was sent to. */
    address: string;
    link_hash: string;
    /** Hash of the handle that the browser holds; none until one has taken the link up. */
    handle_hash: string | null;
    browser_hash: string | null;
    expires_at: Seconds;
    used_at: Seconds | null;
  };

  /** Requests of sign-ins, for a day (`hub/inspector`): without a value that opens anything. */
  inspected_steps: { id: number; request_id: string; detail: JsonText };
  /** Digests of what the steps of one sign-in share. */
  inspected_keys: { key: string; step_id: number };

  /** Browsers that a person has signed in with: another one is told of. */
  seen_browsers: { user_id: string; browser_hash: string; last_at: Seconds };

  /** Which clients a session signed its person in to: who is told when it ends. `client_id` is the client's row. */
  session_clients: { session_id: number; client_id: string; first_at: Seconds };

  /** The end of a session, to be told to one client (OpenID Connect Back-Channel Logout). */
  logout_messages: {
    id: number;
    session_id: number;
    user_id: string;
    /** The client's row. */
    client_id: string;
    /** How often it has been tried. */
    attempts: number;
    /** When it is tried next; while it is being sent, when somebody else may take it over. */
    due_at: Seconds;
    done_at: Seconds | null;
    /** How it ended: said, refused by the client, given up, or nobody was left to be told. */
    outcome: "delivered" | "refused" | "dead" | "void" | null;
  };

  /** An authorization request that waits for sign-in or consent. */
  flows: {
    id: number;
    value_hash: string;
    /** Hash of the browser cookie that began it. */
    browser_hash: string;
    /** The parsed request, as JSON. */
    request: JsonText;
    created_at: Seconds;
    expires_at: Seconds;
    /** The session whose person signed in for this very request (`prompt=login`). */
    login_session_id: number | null;
    /** The session in which consent was given to this very request. */
    consent_session_id: number | null;
    used_at: Seconds | null;
  };

  /** A sign-in under way at an upstream provider. */
  upstream_states: {
    id: number;
    value_hash: string;
    browser_hash: string;
    provider_id: string;
    intent: "login" | "connect";
    /** The session that asked to link; null for sign-in. */
    session_id: number | null;
    sealed_pending: string;
    /** What another site's form brought to the callback, until the browser itself comes for it. */
    sealed_callback: Generated<string | null>;
    /** An own path. */
    return_to: string;
    /** The client whose sign-in page it began on: its rules decide about sign-up. */
    client_id: string | null;
    created_at: Seconds;
    expires_at: Seconds;
    used_at: Seconds | null;
  };

  /** An identity that waits until whoever brought it has shown that the account with its address is theirs. */
  link_proofs: {
    id: number;
    value_hash: string;
    browser_hash: string;
    /** The only account that it can be linked to. */
    user_id: string;
    provider_id: string;
    /** Profile and tokens (JSON), sealed under `link_proofs:identity:id`. */
    sealed_identity: string;
    /** The rule of `decideLink` by which it waits. */
    rule: string;
    /** An own path. */
    return_to: string;
    client_id: string | null;
    expires_at: Seconds;
    used_at: Seconds | null;
  };

  /** What an application allows of a provider; where there is no row, everything that the provider allows. */
  client_providers: {
    /** The client's row. */
    client_id: string;
    provider_id: string;
    can_sign_in: Flag;
    can_sign_up: Flag;
    can_unlink: Flag;
    prompted: Flag;
  };

  /** Links that an application asked for and that a person did not want. */
  declined_links: { user_id: string; provider_id: string; declined_at: Seconds };

  consents: { user_id: string; client_id: string; scope: string; created_at: Seconds; updated_at: Seconds };
  /** Consents to tokens for a resource (RFC 8707), each with its own scopes. */
  resource_consents: {
    user_id: string;
    client_id: string;
    resource: string;
    scope: string;
    created_at: Seconds;
    updated_at: Seconds;
  };

  codes: {
    id: number;
    value_hash: string;
    /** The client's row. */
    client_id: string;
    user_id: string;
    session_id: number;
    redirect_uri: string;
    scope: string;
    nonce: string | null;
    code_challenge: string | null;
    /** Resource indicators (RFC 8707), as a JSON list. */
    resource: Generated<JsonText>;
    /** The claims parameter (OpenID Connect Core, 5.5), as JSON. */
    claims: Generated<JsonText | null>;
    acr: Generated<string | null>;
    /** Thumbprint of the DPoP key that the code is bound to (RFC 9449, 10). */
    dpop_jkt: Generated<string | null>;
    authenticated_at: Seconds;
    amr: string;
    expires_at: Seconds;
    used_at: Seconds | null;
    /** What it bought, so that a second use can take it back. */
    grant_id: number | null;
  };

  /** What a person allowed a client: the parent of its tokens and the family of its refresh token. */
  grants: {
    id: number;
    /** The client's row. */
    client_id: string;
    user_id: string;
    session_id: number | null;
    scope: string;
    nonce: string | null;
    resource: Generated<JsonText>;
    claims: Generated<JsonText | null>;
    acr: Generated<string | null>;
    dpop_jkt: Generated<string | null>;
    /** The grant type that made it. */
    kind: Generated<string>;
    /** The grant whose token it was exchanged for (RFC 8693): it ends with that one. */
    parent_id: Generated<number | null>;
    /** 0 where nobody signed in for it (RFC 7523). */
    authenticated_at: Seconds;
    amr: string;
    created_at: Seconds;
    /** The end of its last refresh token; moved forward by use, never past `absolute_expires_at`. */
    expires_at: Seconds;
    absolute_expires_at: Seconds;
    /** Part of each refresh token's HMAC. */
    refresh_salt: string;
    /** Which refresh token is the living one; 0 before the first. */
    refresh_generation: number;
    rotated_at: Seconds;
    revoked_at: Seconds | null;
    revoked_reason: string | null;
  };

  /** Access tokens revoked one by one, until they would have expired. */
  revoked_tokens: { jti: string; expires_at: Seconds };

  /** Device authorizations (RFC 8628). */
  device_codes: {
    id: number;
    value_hash: string;
    /** Hash of the user code, folded. */
    user_code_hash: string;
    /** The client's row. */
    client_id: string;
    scope: string;
    resource: JsonText;
    /** Where the device asked from: shown to whoever approves. */
    address: string;
    created_at: Seconds;
    expires_at: Seconds;
    interval_seconds: number;
    polled_at: Seconds;
    /** Whoever first looked at the request, signed in: nobody else may decide it. */
    session_id: number | null;
    user_id: string | null;
    decision: "approved" | "denied" | null;
    decided_at: Seconds | null;
    used_at: Seconds | null;
  };

  /** Pushed authorization requests (RFC 9126). */
  pushed_requests: {
    id: number;
    value_hash: string;
    client_id: string;
    parameters: JsonText;
    expires_at: Seconds;
    used_at: Seconds | null;
  };

  /** `jti`s of assertions and DPoP proofs, until they would have expired: each counts once. */
  used_proofs: { key: string; expires_at: Seconds };

  /** When each compatibility switch of a client was last of use. */
  danger_uses: { client_id: string; danger: string; last_used_at: Seconds; uses: number };

  /** What happened in an hour (its first Unix second): added up by every hub, for the console's charts. */
  hourly_counts: { hour: Seconds; kind: "event" | "way" | "grant"; name: string; count: number };

  signing_keys: {
    kid: string;
    alg: "ES256" | "RS256" | "EdDSA";
    public_jwk: JsonText;
    sealed_private_jwk: string;
    created_at: Seconds;
    /** Signs from here on; published before. */
    active_at: Seconds;
    /** Published until here; null while it signs. */
    withdrawn_at: Seconds | null;
  };

  audit: {
    id: number;
    at: Seconds;
    /** Stable dotted name: `user.signed-in`, `client.created` … */
    action: string;
    actor_id: string | null;
    subject_kind: string | null;
    subject_id: string | null;
    client_id: string | null;
    address: string | null;
    request_id: string | null;
    /** JSON, never a secret. */
    detail: JsonText;
  };

  /** Counters of failed proofs, reserved before the proof is checked. */
  attempts: { key: string; count: Generated<number>; expires_at: Seconds };
}
