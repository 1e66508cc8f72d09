/**
 * Every table of the file server on one page. Their names begin with `files_`, so that both programs can share a PostgreSQL
 * database; on SQLite they have a file of their own. The rules of `schema.ts` hold here too.
 *
 * People have small integers for ids, because AList's API shows them as numbers; an id is never given twice.
 */
import type { Generated } from "kysely";
import type { Flag, JsonText, Seconds } from "./columns.ts";

export interface FilesSchema {
  files_migrations: { name: string; applied_at: Seconds };

  /** AList's settings by AList's keys, as text. Secret ones are sealed under `files_settings:value:<key>`. */
  files_settings: { key: string; value: string; updated_at: Seconds };

  files_users: {
    id: number;
    username: string;
    /** What is unique: the name in NFKC and lower case. */
    username_key: string;
    /** Argon2id over AList's static hash of the password; null for whoever only signs in by a platform. */
    password_hash: string | null;
    /** Grows with every change, also with two in one second: sessions keep the value they began under, and are over with it. */
    password_changed_at: Seconds;
    /** 0 general, 1 the one guest, 2 administrator. */
    role: 0 | 1 | 2;
    /** A clean absolute path: all that the person can see. */
    base_path: string;
    /** The sum of the bits in `files/users/permissions.ts`. */
    permission: number;
    sealed_otp_secret: string | null;
    /** A secret that was shown and that no code has proven yet, with the Unix second from which it is forgotten. */
    sealed_otp_offer: string | null;
    /** The last time step that was accepted: a code counts once. */
    otp_step: number;
    created_at: Seconds;
    updated_at: Seconds;
    disabled_at: Seconds | null;
  };

  /** Who somebody is at a platform: (platform, issuer, subject) belongs to one person at most. */
  files_identities: {
    id: number;
    user_id: number;
    /** `files_platforms.id`. */
    platform: string;
    issuer: string;
    subject: string;
    /** How the platform calls the person: shown, never compared. */
    label: string;
    created_at: Seconds;
    last_used_at: Seconds | null;
  };

  /** Sign-in platforms, several at once. */
  files_platforms: {
    /** In addresses and in `files_identities`; never changes. */
    id: string;
    /** The entry of the catalogue, or `alldoor` for a hub of ours. */
    entry: string;
    label: string;
    client_id: string;
    sealed_client_secret: string | null;
    /** Values of the entry's settings, and AList's further ones (organization, application, JWT public key, username key). */
    settings: JsonText;
    /** Separated by spaces, beside the entry's own. */
    extra_scopes: string;
    /** Null: as the setting of that name says. */
    auto_register: Flag | null;
    default_dir: string | null;
    default_permission: number | null;
    /** Who may be registered: `{organizations, groups, emailDomains}`; an empty list limits nothing. */
    limits: JsonText;
    position: number;
    created_at: Seconds;
    updated_at: Seconds;
    disabled_at: Seconds | null;
  };

  /** Signed-in browsers and API tokens: a token is `base64url(id ‖ random)` and is stored as a hash. */
  files_sessions: {
    id: number;
    value_hash: string;
    user_id: number;
    /** `cookie`: our pages. `token`: AList's API. */
    kind: "cookie" | "token";
    /** The person's, when it began: another one now ends the session. */
    password_changed_at: Seconds;
    /** The platform and its session id, for whoever was signed in by one: what a back-channel log-out names. */
    platform: string | null;
    issuer: string | null;
    subject: string | null;
    upstream_sid: string | null;
    address: string | null;
    user_agent: string | null;
    created_at: Seconds;
    /** When the person last proved who they are: changing ways in asks for a fresh one. */
    authenticated_at: Seconds;
    expires_at: Seconds;
  };

  /** Sign-ins under way at a platform: for one browser, one method, one platform, once. */
  files_pending: {
    id: number;
    value_hash: string;
    browser_hash: string;
    platform: string;
    method: "get_sso_id" | "sso_get_token";
    /** How the answer goes back: to our own page, to the window that opened this one, or AList's compatibility mode. */
    delivery: "page" | "window" | "address";
    /** For `get_sso_id`: the session that began it. */
    session_id: number | null;
    sealed_pending: string;
    next: string | null;
    expires_at: Seconds;
    used_at: Seconds | null;
  };

  /** One-time codes that stand in an address in place of a token. */
  files_handovers: {
    id: number;
    value_hash: string;
    browser_hash: string;
    user_id: number;
    /** What the session will know of the platform: JSON. */
    origin: JsonText;
    expires_at: Seconds;
    used_at: Seconds | null;
  };

  /** Passwords for programs that can't show a sign-in page: random, scoped, revocable. */
  files_app_passwords: {
    id: number;
    user_id: number;
    name: string;
    value_hash: string;
    access: "read" | "write";
    /** Below the person's base path; `/` for all of it. */
    path: string;
    created_at: Seconds;
    last_used_at: Seconds | null;
    expires_at: Seconds | null;
  };

  /** WebAuthn credentials. */
  files_passkeys: {
    /** base64url. */
    credential_id: string;
    user_id: number;
    name: string;
    /** COSE, base64url. */
    public_key: string;
    counter: number;
    transports: JsonText;
    created_at: Seconds;
    last_used_at: Seconds | null;
  };

  /** Where storages hang in the tree. */
  files_mounts: {
    id: number;
    /** Clean and absolute. */
    mount_path: string;
    driver: string;
    /** Of the driver; `{root, readOnly}` for local folders. */
    settings: JsonText;
    position: number;
    created_at: Seconds;
    updated_at: Seconds;
    disabled_at: Seconds | null;
  };

  /** AList's metas: rules for a folder, by full path; the nearest one counts. */
  files_metas: {
    id: number;
    path: string;
    /** What AList's API shows to administrators, so it is sealed and not hashed. */
    sealed_password: string | null;
    password_sub: Flag;
    write: Flag;
    write_sub: Flag;
    /** Regular expressions, one a line. */
    hide: string;
    hide_sub: Flag;
    readme: string;
    readme_sub: Flag;
    header: string;
    header_sub: Flag;
  };

  /** WebDAV locks (RFC 4918, 6), so that a restart keeps them. */
  files_locks: {
    /** `urn:uuid:…` */
    token: string;
    /** Full path. */
    path: string;
    depth: "0" | "infinity";
    scope: "exclusive" | "shared";
    user_id: number;
    /** The owner element's XML, read and written anew; empty where none was given. */
    owner: string;
    created_at: Seconds;
    expires_at: Seconds;
  };

  /** Dead properties of files and folders (RFC 4918, 4): what WebDAV clients keep there and only they understand. */
  files_properties: {
    /** Full path. */
    path: string;
    namespace: string;
    name: string;
    /** The property's element, whole, as XML that stands by itself. */
    value: string;
  };

  /** The last id of people, mounts and metas that was given, by table: none is given twice. */
  files_counters: { name: string; last: number };

  /** Counters of failed proofs, reserved before the proof is checked. */
  files_attempts: { key: string; count: Generated<number>; expires_at: Seconds };
}
