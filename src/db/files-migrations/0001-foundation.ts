/** The file server's first tables. Each is explained in `files-schema.ts`; here stand only keys, references and the few indexes. */
import type { CreateTableBuilder, Kysely } from "kysely";
import type { Migration } from "../migrations/migration.ts";
import type { Schema } from "../schema.ts";

export const filesFoundation: Migration = {
  name: "0001-foundation",
  async up(db, { rowId, bytewiseText }) {
    const table = (name: string): CreateTableBuilder<string> => db.schema.createTable(name);

    await table("files_settings")
      .addColumn("key", "text", (c) => c.primaryKey())
      .addColumn("value", "text", (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .execute();

    await table("files_users")
      .addColumn("id", "integer", (c) => c.primaryKey())
      .addColumn("username", "text", (c) => c.notNull())
      .addColumn("username_key", "text", (c) => c.notNull())
      .addColumn("password_hash", "text")
      .addColumn("password_changed_at", "bigint", (c) => c.notNull())
      .addColumn("role", "integer", (c) => c.notNull())
      .addColumn("base_path", "text", (c) => c.notNull())
      .addColumn("permission", "integer", (c) => c.notNull())
      .addColumn("sealed_otp_secret", "text")
      .addColumn("sealed_otp_offer", "text")
      .addColumn("otp_step", "integer", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .addColumn("disabled_at", "bigint")
      .addUniqueConstraint("files_users_username", ["username_key"])
      .execute();

    await table("files_platforms")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("entry", "text", (c) => c.notNull())
      .addColumn("label", "text", (c) => c.notNull())
      .addColumn("client_id", "text", (c) => c.notNull())
      .addColumn("sealed_client_secret", "text")
      .addColumn("settings", "text", (c) => c.notNull())
      .addColumn("extra_scopes", "text", (c) => c.notNull())
      .addColumn("auto_register", "integer")
      .addColumn("default_dir", "text")
      .addColumn("default_permission", "integer")
      .addColumn("limits", "text", (c) => c.notNull())
      .addColumn("position", "integer", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .addColumn("disabled_at", "bigint")
      .execute();

    await rowId(table("files_identities"))
      .addColumn("user_id", "integer", (c) => c.notNull().references("files_users.id").onDelete("cascade"))
      .addColumn("platform", "text", (c) => c.notNull().references("files_platforms.id"))
      .addColumn("issuer", "text", (c) => c.notNull())
      .addColumn("subject", "text", (c) => c.notNull())
      .addColumn("label", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("last_used_at", "bigint")
      .addUniqueConstraint("files_identities_subject", ["platform", "issuer", "subject"])
      .execute();

    await rowId(table("files_sessions"))
      .addColumn("value_hash", "text", (c) => c.notNull())
      .addColumn("user_id", "integer", (c) => c.notNull().references("files_users.id").onDelete("cascade"))
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("password_changed_at", "bigint", (c) => c.notNull())
      .addColumn("platform", "text")
      .addColumn("issuer", "text")
      .addColumn("subject", "text")
      .addColumn("upstream_sid", "text")
      .addColumn("address", "text")
      .addColumn("user_agent", "text")
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("authenticated_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();

    await rowId(table("files_pending"))
      .addColumn("value_hash", "text", (c) => c.notNull())
      .addColumn("browser_hash", "text", (c) => c.notNull())
      .addColumn("platform", "text", (c) => c.notNull())
      .addColumn("method", "text", (c) => c.notNull())
      .addColumn("delivery", "text", (c) => c.notNull())
      .addColumn("session_id", "bigint")
      .addColumn("sealed_pending", "text", (c) => c.notNull())
      .addColumn("next", "text")
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("used_at", "bigint")
      .execute();

    await rowId(table("files_handovers"))
      .addColumn("value_hash", "text", (c) => c.notNull())
      .addColumn("browser_hash", "text", (c) => c.notNull())
      .addColumn("user_id", "integer", (c) => c.notNull())
      .addColumn("origin", "text", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("used_at", "bigint")
      .execute();

    await rowId(table("files_app_passwords"))
      .addColumn("user_id", "integer", (c) => c.notNull().references("files_users.id").onDelete("cascade"))
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("value_hash", "text", (c) => c.notNull())
      .addColumn("access", "text", (c) => c.notNull())
      .addColumn("path", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("last_used_at", "bigint")
      .addColumn("expires_at", "bigint")
      .execute();

    await table("files_passkeys")
      .addColumn("credential_id", "text", (c) => c.primaryKey())
      .addColumn("user_id", "integer", (c) => c.notNull().references("files_users.id").onDelete("cascade"))
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("public_key", "text", (c) => c.notNull())
      .addColumn("counter", "integer", (c) => c.notNull())
      .addColumn("transports", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("last_used_at", "bigint")
      .execute();

    await table("files_mounts")
      .addColumn("id", "integer", (c) => c.primaryKey())
      .addColumn("mount_path", "text", (c) => c.notNull())
      .addColumn("driver", "text", (c) => c.notNull())
      .addColumn("settings", "text", (c) => c.notNull())
      .addColumn("position", "integer", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .addColumn("disabled_at", "bigint")
      .addUniqueConstraint("files_mounts_path", ["mount_path"])
      .execute();

    await table("files_metas")
      .addColumn("id", "integer", (c) => c.primaryKey())
      .addColumn("path", "text", (c) => c.notNull())
      .addColumn("sealed_password", "text")
      .addColumn("password_sub", "integer", (c) => c.notNull())
      .addColumn("write", "integer", (c) => c.notNull())
      .addColumn("write_sub", "integer", (c) => c.notNull())
      .addColumn("hide", "text", (c) => c.notNull())
      .addColumn("hide_sub", "integer", (c) => c.notNull())
      .addColumn("readme", "text", (c) => c.notNull())
      .addColumn("readme_sub", "integer", (c) => c.notNull())
      .addColumn("header", "text", (c) => c.notNull())
      .addColumn("header_sub", "integer", (c) => c.notNull())
      .addUniqueConstraint("files_metas_path", ["path"])
      .execute();

    await table("files_locks")
      .addColumn("token", "text", (c) => c.primaryKey())
      .addColumn("path", bytewiseText, (c) => c.notNull())
      .addColumn("depth", "text", (c) => c.notNull())
      .addColumn("scope", "text", (c) => c.notNull())
      .addColumn("user_id", "integer", (c) => c.notNull().references("files_users.id").onDelete("cascade"))
      .addColumn("owner", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();

    await table("files_properties")
      .addColumn("path", bytewiseText, (c) => c.notNull())
      .addColumn("folder", bytewiseText, (c) => c.notNull())
      .addColumn("namespace", "text", (c) => c.notNull())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("value", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("files_properties_path", ["path", "namespace", "name"])
      .execute();

    await table("files_counters")
      .addColumn("name", "text", (c) => c.primaryKey())
      .addColumn("last", "integer", (c) => c.notNull())
      .execute();

    await table("files_attempts")
      .addColumn("key", "text", (c) => c.primaryKey())
      .addColumn("count", "integer", (c) => c.notNull().defaultTo(0))
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();

    await index(db, "files_identities", ["user_id"]);

    await index(db, "files_sessions", ["user_id"]);

    await index(db, "files_sessions", ["expires_at"]);

    await index(db, "files_app_passwords", ["user_id"]);

    await index(db, "files_passkeys", ["user_id"]);

    await index(db, "files_locks", ["path"]);

    await index(db, "files_properties", ["folder"]);

    await index(db, "files_attempts", ["expires_at"]);
  },
};

const index = (db: Kysely<Schema>, on: string, columns: string[]): Promise<void> =>
  db.schema
    .createIndex(`${on}_${columns.join("_")}_index`)
    .on(on)
    .columns(columns)
    .execute();
