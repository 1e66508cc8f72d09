/**
 * Clients that register themselves: by dynamic registration (RFC 7591) or by a document at their own address, what an
 * organization lets them do, and the secrets of those that sign with theirs.
 */
import type { Migration } from "./migration.ts";

export const registration: Migration = {
  name: "0006-registration",
  async up(db, { rowId }) {
    await db.schema
      .createTable("client_registrations")
      .addColumn("client_id", "text", (c) => c.primaryKey())
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("token_hash", "text")
      .addColumn("metadata", "text", (c) => c.notNull())
      .addColumn("fresh_until", "bigint")
      .execute();
    await db.schema
      .createIndex("client_registrations_fresh_until_index")
      .on("client_registrations")
      .column("fresh_until")
      .execute();

    // Tells whether anybody ever let a client in.
    await db.schema.createIndex("consents_client_id_index").on("consents").column("client_id").execute();

    await db.schema
      .createTable("client_secrets")
      .addColumn("client_id", "text", (c) => c.primaryKey())
      .addColumn("sealed_secret", "text", (c) => c.notNull())
      .execute();

    await db.schema
      .createTable("registration_policies")
      .addColumn("organization_id", "text", (c) => c.primaryKey())
      .addColumn("mode", "text", (c) => c.notNull())
      .addColumn("resources", "text", (c) => c.notNull())
      .addColumn("metadata_hosts", "text", (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .execute();

    await rowId(db.schema.createTable("registration_tokens"))
      .addColumn("value_hash", "text", (c) => c.notNull())
      .addColumn("organization_id", "text", (c) => c.notNull())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("most_uses", "integer", (c) => c.notNull())
      .addColumn("uses", "integer", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();
  },
};
