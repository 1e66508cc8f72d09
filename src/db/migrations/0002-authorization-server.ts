/** The whole authorization server: what a client may be, what a grant remembers, and the tables of its further grants and log-out. */
import type { ColumnDataType } from "kysely";
import type { Migration } from "./migration.ts";

type Column = readonly [name: string, type: ColumnDataType, fallback?: string | number];

const CLIENT_COLUMNS: readonly Column[] = [
  ["response_types", "text", '["code"]'],
  ["auth_method", "text", "secret"],
  ["jwks", "text"],
  ["jwks_uri", "text"],
  ["resources", "text", "[]"],
  ["custom_scopes", "text", "[]"],
  ["token_format", "text", "standard"],
  ["token_fields", "text", "[]"],
  ["subject_type", "text", "public"],
  ["sector_identifier", "text"],
  ["require_pushed_requests", "integer", 0],
  ["require_dpop", "integer", 0],
  ["userinfo_signing_alg", "text"],
  ["default_max_age", "bigint"],
  ["exchange_from", "text", "[]"],
  ["exchange_audiences", "text", "[]"],
];

const CODE_COLUMNS: readonly Column[] = [
  ["resource", "text", "[]"],
  ["claims", "text"],
  ["acr", "text"],
  ["dpop_jkt", "text"],
];

const GRANT_COLUMNS: readonly Column[] = [...CODE_COLUMNS, ["kind", "text", "authorization_code"]];

const USER_COLUMNS: readonly Column[] = [
  ["given_name", "text"],
  ["family_name", "text"],
  ["picture", "text"],
  ["locale", "text"],
  ["zoneinfo", "text"],
  ["phone", "text"],
  ["phone_verified", "integer", 0],
  ["address", "text"],
];

export const authorizationServer: Migration = {
  name: "0002-authorization-server",
  async up(db, { rowId }) {
    const add = async (table: string, columns: readonly Column[]) => {
      for (const [name, type, fallback] of columns) {
        await db.schema
          .alterTable(table)
          .addColumn(name, type, (column) => (fallback === undefined ? column : column.notNull().defaultTo(fallback)))
          .execute();
      }
    };
    await add("clients", CLIENT_COLUMNS);
    await add("codes", CODE_COLUMNS);
    await add("grants", GRANT_COLUMNS);
    await add("users", USER_COLUMNS);
    await add("identities", [["sealed_tokens", "text"]]);

    await rowId(db.schema.createTable("device_codes"))
      .addColumn("value_hash", "text", (c) => c.notNull())
      .addColumn("user_code_hash", "text", (c) => c.notNull().unique())
      .addColumn("client_id", "text", (c) => c.notNull())
      .addColumn("scope", "text", (c) => c.notNull())
      .addColumn("resource", "text", (c) => c.notNull())
      .addColumn("address", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("interval_seconds", "integer", (c) => c.notNull())
      .addColumn("polled_at", "bigint", (c) => c.notNull())
      .addColumn("session_id", "bigint")
      .addColumn("user_id", "text")
      .addColumn("decision", "text")
      .addColumn("decided_at", "bigint")
      .addColumn("used_at", "bigint")
      .execute();

    await rowId(db.schema.createTable("pushed_requests"))
      .addColumn("value_hash", "text", (c) => c.notNull())
      .addColumn("client_id", "text", (c) => c.notNull())
      .addColumn("parameters", "text", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("used_at", "bigint")
      .execute();

    await db.schema
      .createTable("used_proofs")
      .addColumn("key", "text", (c) => c.primaryKey())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("used_proofs_expires_at_index").on("used_proofs").column("expires_at").execute();

    await db.schema
      .createTable("danger_uses")
      .addColumn("client_id", "text", (c) => c.notNull())
      .addColumn("danger", "text", (c) => c.notNull())
      .addColumn("last_used_at", "bigint", (c) => c.notNull())
      .addColumn("uses", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("danger_uses_pkey", ["client_id", "danger"])
      .execute();
  },
};
