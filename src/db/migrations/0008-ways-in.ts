/**
 * Ways in besides the password: passkeys, one-time passwords with recovery codes, browsers that are remembered; sign-ins that
 * wait for their second step, forms that wait for a fresh sign-in, and what an organization demands.
 */
import type { Migration } from "./migration.ts";

export const waysIn: Migration = {
  name: "0008-ways-in",
  async up(db, { rowId }) {
    await db.schema
      .alterTable("organizations")
      .addColumn("require_second_factor", "text", (c) => c.notNull().defaultTo("off"))
      .execute();

    await db.schema
      .createTable("totp_secrets")
      .addColumn("user_id", "text", (c) => c.primaryKey())
      .addColumn("sealed_secret", "text", (c) => c.notNull())
      .addColumn("last_step", "bigint", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .execute();

    await rowId(db.schema.createTable("recovery_codes"))
      .addColumn("user_id", "text", (c) => c.notNull())
      .addColumn("code_hash", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("used_at", "bigint")
      .execute();
    await db.schema
      .createIndex("recovery_codes_user_id_index")
      .on("recovery_codes")
      .columns(["user_id", "code_hash"])
      .unique()
      .execute();

    await db.schema
      .createTable("passkeys")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("user_id", "text", (c) => c.notNull())
      .addColumn("credential_id", "text", (c) => c.notNull().unique())
      .addColumn("public_key", "text", (c) => c.notNull())
      .addColumn("counter", "bigint", (c) => c.notNull())
      .addColumn("transports", "text", (c) => c.notNull())
      .addColumn("aaguid", "text", (c) => c.notNull())
      .addColumn("synced", "integer", (c) => c.notNull())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("last_used_at", "bigint")
      .execute();
    await db.schema.createIndex("passkeys_user_id_index").on("passkeys").column("user_id").execute();

    await rowId(db.schema.createTable("remembered_devices"))
      .addColumn("value_hash", "text", (c) => c.notNull())
      .addColumn("user_id", "text", (c) => c.notNull())
      .addColumn("password_mark", "text", (c) => c.notNull())
      .addColumn("user_agent", "text", (c) => c.notNull())
      .addColumn("address", "text", (c) => c.notNull())
      .addColumn("last_used_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex("remembered_devices_user_id_index")
      .on("remembered_devices")
      .column("user_id")
      .execute();

    await rowId(db.schema.createTable("pending_logins"))
      .addColumn("value_hash", "text", (c) => c.notNull())
      .addColumn("browser_hash", "text", (c) => c.notNull())
      .addColumn("user_id", "text", (c) => c.notNull())
      .addColumn("amr", "text", (c) => c.notNull())
      .addColumn("way", "text", (c) => c.notNull())
      .addColumn("password_mark", "text", (c) => c.notNull())
      .addColumn("client_id", "text")
      .addColumn("flow_id", "bigint")
      .addColumn("return_to", "text", (c) => c.notNull())
      .addColumn("confirming", "integer", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("used_at", "bigint")
      .execute();

    await rowId(db.schema.createTable("kept_forms"))
      .addColumn("value_hash", "text", (c) => c.notNull())
      .addColumn("browser_hash", "text", (c) => c.notNull())
      .addColumn("user_id", "text", (c) => c.notNull())
      .addColumn("path", "text", (c) => c.notNull())
      .addColumn("back_to", "text", (c) => c.notNull())
      .addColumn("sealed_fields", "text", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();

    await db.schema
      .alterTable("sessions")
      .addColumn("way", "text", (c) => c.notNull().defaultTo(""))
      .execute();
  },
};
