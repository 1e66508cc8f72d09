/** The first tables. Each is explained in `schema.ts`; here stand only keys, references and the few indexes. */
import type { CreateTableBuilder, Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import type { Migration } from "./migration.ts";

export const foundation: Migration = {
  name: "0001-foundation",
  async up(db, { rowId }) {
    const table = (name: string): CreateTableBuilder<string> => db.schema.createTable(name);

    await table("settings")
      .addColumn("key", "text", (c) => c.primaryKey())
      .addColumn("value", "text", (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .execute();

    await table("organizations")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("name", "text", (c) => c.notNull().unique())
      .addColumn("display_name", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("disabled_at", "bigint")
      .execute();

    await table("users")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("organization_id", "text", (c) => c.notNull().references("organizations.id"))
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("name_key", "text", (c) => c.notNull())
      .addColumn("display_name", "text", (c) => c.notNull())
      .addColumn("email", "text")
      .addColumn("verified_email_key", "text")
      .addColumn("password_hash", "text")
      .addColumn("is_admin", "integer", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .addColumn("disabled_at", "bigint")
      .addUniqueConstraint("users_name", ["organization_id", "name_key"])
      .addUniqueConstraint("users_verified_email", ["organization_id", "verified_email_key"])
      .execute();

    await table("clients")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("client_id", "text", (c) => c.notNull().unique())
      .addColumn("organization_id", "text", (c) => c.notNull().references("organizations.id"))
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("homepage", "text")
      .addColumn("type", "text", (c) => c.notNull())
      .addColumn("secret_hash", "text")
      .addColumn("redirect_uris", "text", (c) => c.notNull())
      .addColumn("post_logout_redirect_uris", "text", (c) => c.notNull())
      .addColumn("grant_types", "text", (c) => c.notNull())
      .addColumn("scopes", "text", (c) => c.notNull())
      .addColumn("signing_alg", "text", (c) => c.notNull())
      .addColumn("access_token_seconds", "bigint", (c) => c.notNull())
      .addColumn("refresh_token_seconds", "bigint", (c) => c.notNull())
      .addColumn("consent", "text", (c) => c.notNull())
      .addColumn("allow_sign_up", "integer", (c) => c.notNull())
      .addColumn("allow_password", "integer", (c) => c.notNull())
      .addColumn("dangers", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .addColumn("disabled_at", "bigint")
      .addUniqueConstraint("clients_name", ["organization_id", "name"])
      .execute();

    await table("providers")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("slug", "text", (c) => c.notNull().unique())
      .addColumn("entry", "text", (c) => c.notNull())
      .addColumn("display_name", "text", (c) => c.notNull())
      .addColumn("client_id", "text", (c) => c.notNull())
      .addColumn("sealed_client_secret", "text")
      .addColumn("settings", "text", (c) => c.notNull())
      .addColumn("scope", "text")
      .addColumn("allow_sign_up", "integer", (c) => c.notNull())
      .addColumn("position", "integer", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .addColumn("disabled_at", "bigint")
      .execute();

    await table("identities")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("user_id", "text", (c) => c.notNull().references("users.id"))
      .addColumn("provider_id", "text", (c) => c.notNull().references("providers.id"))
      .addColumn("issuer", "text", (c) => c.notNull())
      .addColumn("subject", "text", (c) => c.notNull())
      .addColumn("username", "text")
      .addColumn("display_name", "text")
      .addColumn("email", "text")
      .addColumn("email_verified", "integer", (c) => c.notNull())
      .addColumn("picture", "text")
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("last_used_at", "bigint", (c) => c.notNull())
      .addUniqueConstraint("identities_subject", ["provider_id", "issuer", "subject"])
      .execute();
    await index(db, "identities", ["user_id"]);

    await rowId(table("sessions"))
      .addColumn("value_hash", "text", (c) => c.notNull())
      .addColumn("user_id", "text", (c) => c.notNull().references("users.id"))
      .addColumn("authenticated_at", "bigint", (c) => c.notNull())
      .addColumn("amr", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("last_seen_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("user_agent", "text", (c) => c.notNull())
      .addColumn("address", "text", (c) => c.notNull())
      .addColumn("ended_at", "bigint")
      .execute();
    await index(db, "sessions", ["user_id"]);

    await rowId(table("flows"))
      .addColumn("value_hash", "text", (c) => c.notNull())
      .addColumn("browser_hash", "text", (c) => c.notNull())
      .addColumn("request", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("login_session_id", "bigint")
      .addColumn("consent_session_id", "bigint")
      .addColumn("used_at", "bigint")
      .execute();

    await rowId(table("upstream_states"))
      .addColumn("value_hash", "text", (c) => c.notNull())
      .addColumn("browser_hash", "text", (c) => c.notNull())
      .addColumn("provider_id", "text", (c) => c.notNull())
      .addColumn("intent", "text", (c) => c.notNull())
      .addColumn("session_id", "bigint")
      .addColumn("sealed_pending", "text", (c) => c.notNull())
      .addColumn("return_to", "text", (c) => c.notNull())
      .addColumn("client_id", "text")
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("used_at", "bigint")
      .execute();

    await table("consents")
      .addColumn("user_id", "text", (c) => c.notNull().references("users.id"))
      .addColumn("client_id", "text", (c) => c.notNull().references("clients.id"))
      .addColumn("scope", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("consents_pkey", ["user_id", "client_id"])
      .execute();

    // Rows that only ever live for a minute or are found by id carry no foreign keys: each would cost the hot path a look-up.
    await rowId(table("codes"))
      .addColumn("value_hash", "text", (c) => c.notNull())
      .addColumn("client_id", "text", (c) => c.notNull())
      .addColumn("user_id", "text", (c) => c.notNull())
      .addColumn("session_id", "bigint", (c) => c.notNull())
      .addColumn("redirect_uri", "text", (c) => c.notNull())
      .addColumn("scope", "text", (c) => c.notNull())
      .addColumn("nonce", "text")
      .addColumn("code_challenge", "text")
      .addColumn("authenticated_at", "bigint", (c) => c.notNull())
      .addColumn("amr", "text", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("used_at", "bigint")
      .addColumn("grant_id", "bigint")
      .execute();

    await rowId(table("grants"))
      .addColumn("client_id", "text", (c) => c.notNull())
      .addColumn("user_id", "text", (c) => c.notNull())
      .addColumn("session_id", "bigint")
      .addColumn("scope", "text", (c) => c.notNull())
      .addColumn("nonce", "text")
      .addColumn("authenticated_at", "bigint", (c) => c.notNull())
      .addColumn("amr", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("absolute_expires_at", "bigint", (c) => c.notNull())
      .addColumn("refresh_salt", "text", (c) => c.notNull())
      .addColumn("refresh_generation", "bigint", (c) => c.notNull())
      .addColumn("rotated_at", "bigint", (c) => c.notNull())
      .addColumn("revoked_at", "bigint")
      .addColumn("revoked_reason", "text")
      .execute();
    await index(db, "grants", ["user_id", "client_id"]);

    await table("revoked_tokens")
      .addColumn("jti", "text", (c) => c.primaryKey())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();
    await index(db, "revoked_tokens", ["expires_at"]);

    await table("signing_keys")
      .addColumn("kid", "text", (c) => c.primaryKey())
      .addColumn("alg", "text", (c) => c.notNull())
      .addColumn("public_jwk", "text", (c) => c.notNull())
      .addColumn("sealed_private_jwk", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("active_at", "bigint", (c) => c.notNull())
      .addColumn("withdrawn_at", "bigint")
      .execute();

    await rowId(table("audit"))
      .addColumn("at", "bigint", (c) => c.notNull())
      .addColumn("action", "text", (c) => c.notNull())
      .addColumn("actor_id", "text")
      .addColumn("subject_kind", "text")
      .addColumn("subject_id", "text")
      .addColumn("client_id", "text")
      .addColumn("address", "text")
      .addColumn("request_id", "text")
      .addColumn("detail", "text", (c) => c.notNull())
      .execute();

    await table("attempts")
      .addColumn("key", "text", (c) => c.primaryKey())
      .addColumn("count", "integer", (c) => c.notNull().defaultTo(0))
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();
    await index(db, "attempts", ["expires_at"]);
  },
};

const index = (db: Kysely<Schema>, on: string, columns: string[]): Promise<void> =>
  db.schema
    .createIndex(`${on}_${columns.join("_")}_index`)
    .on(on)
    .columns(columns)
    .execute();
