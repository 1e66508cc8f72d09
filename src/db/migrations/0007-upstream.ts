/**
 * Upstream sign-in: what a registration may say besides, callbacks that come as a form of another site, the proof that an
 * account is one's own before an identity is linked to it, and what an application allows of each provider.
 */
import { sql } from "kysely";
import type { Migration } from "./migration.ts";

export const upstream: Migration = {
  name: "0007-upstream",
  async up(db, { rowId }) {
    const text = (column: string, fallback: string) =>
      db.schema
        .alterTable("providers")
        .addColumn(column, "text", (c) => c.notNull().defaultTo(fallback))
        .execute();
    await text("authorize_params", "{}");
    await text("further_scope", "[]");
    await text("link_policy", "ask");
    await db.schema
      .alterTable("providers")
      .addColumn("verified_email", "integer", (c) => c.notNull().defaultTo(0))
      .execute();

    await db.schema.alterTable("upstream_states").addColumn("sealed_callback", "text").execute();

    await rowId(db.schema.createTable("link_proofs"))
      .addColumn("value_hash", "text", (c) => c.notNull())
      .addColumn("browser_hash", "text", (c) => c.notNull())
      .addColumn("user_id", "text", (c) => c.notNull())
      .addColumn("provider_id", "text", (c) => c.notNull())
      .addColumn("sealed_identity", "text", (c) => c.notNull())
      .addColumn("rule", "text", (c) => c.notNull())
      .addColumn("return_to", "text", (c) => c.notNull())
      .addColumn("client_id", "text")
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("used_at", "bigint")
      .execute();

    await db.schema
      .createTable("client_providers")
      .addColumn("client_id", "text", (c) => c.notNull())
      .addColumn("provider_id", "text", (c) => c.notNull())
      .addColumn("can_sign_in", "integer", (c) => c.notNull())
      .addColumn("can_sign_up", "integer", (c) => c.notNull())
      .addColumn("can_unlink", "integer", (c) => c.notNull())
      .addColumn("prompted", "integer", (c) => c.notNull())
      .addPrimaryKeyConstraint("client_providers_pkey", ["client_id", "provider_id"])
      .execute();
    await db.schema
      .createIndex("client_providers_provider_id_index")
      .on("client_providers")
      .column("provider_id")
      .execute();

    // What a person is shown on their own page, out of a log that is everybody's.
    await db.schema
      .createIndex("audit_linking_index")
      .on("audit")
      .columns(["actor_id", "id"])
      .where(sql<boolean>`action in ('identity.linked', 'identity.unlinked')`)
      .execute();
  },
};
