/** Groups and roles of people, and which of them an application asks for. */
import { sql } from "kysely";
import type { Migration } from "./migration.ts";

export const roles: Migration = {
  name: "0016-roles",
  async up(db) {
    await db.schema
      .createTable("groups")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("organization_id", "text", (c) => c.notNull())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("name_key", "text", (c) => c.notNull())
      .addColumn("display_name", "text", (c) => c.notNull())
      .addColumn("description", "text", (c) => c.notNull())
      .addColumn("parent_id", "text")
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .addUniqueConstraint("groups_name_unique", ["organization_id", "name_key"])
      .execute();
    await db.schema.createIndex("groups_name_index").on("groups").columns(["name_key", "id"]).execute();
    await db.schema.createIndex("groups_parent_index").on("groups").column("parent_id").execute();

    await db.schema
      .createTable("group_members")
      .addColumn("group_id", "text", (c) => c.notNull())
      .addColumn("user_id", "text", (c) => c.notNull())
      .addColumn("added_at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("group_members_pkey", ["group_id", "user_id"])
      .execute();
    await db.schema
      .createIndex("group_members_user_index")
      .on("group_members")
      .columns(["user_id", "group_id"])
      .execute();

    await db.schema
      .createIndex("group_members_added_index")
      .on("group_members")
      .columns(["group_id", "added_at", "user_id"])
      .execute();

    await db.schema
      .createTable("roles")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("organization_id", "text", (c) => c.notNull())
      .addColumn("client_id", "text")
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("name_key", "text", (c) => c.notNull())
      .addColumn("display_name", "text", (c) => c.notNull())
      .addColumn("description", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .execute();
    // One name is one role of the organization, and one of each application: NULLs are all different in a unique index.
    await db.schema
      .createIndex("roles_organization_name_unique")
      .unique()
      .on("roles")
      .columns(["organization_id", "name_key"])
      .where(sql.ref("client_id"), "is", null)
      .execute();
    await db.schema
      .createIndex("roles_client_name_unique")
      .unique()
      .on("roles")
      .columns(["client_id", "name_key"])
      .execute();
    await db.schema.createIndex("roles_name_index").on("roles").columns(["name_key", "id"]).execute();

    await db.schema
      .createTable("role_members")
      .addColumn("role_id", "text", (c) => c.notNull())
      .addColumn("user_id", "text", (c) => c.notNull())
      .addColumn("added_at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("role_members_pkey", ["role_id", "user_id"])
      .execute();
    await db.schema.createIndex("role_members_user_index").on("role_members").columns(["user_id", "role_id"]).execute();

    await db.schema
      .createIndex("role_members_added_index")
      .on("role_members")
      .columns(["role_id", "added_at", "user_id"])
      .execute();

    await db.schema
      .createTable("role_groups")
      .addColumn("role_id", "text", (c) => c.notNull())
      .addColumn("group_id", "text", (c) => c.notNull())
      .addColumn("added_at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("role_groups_pkey", ["role_id", "group_id"])
      .execute();
    await db.schema.createIndex("role_groups_group_index").on("role_groups").columns(["group_id", "role_id"]).execute();

    for (const column of ["required_groups", "required_roles"])
      await db.schema
        .alterTable("clients")
        .addColumn(column, "text", (c) => c.notNull().defaultTo("[]"))
        .execute();
  },
};
