/**
 * Log-out that reaches applications: which of them a session signed somebody in to, what is still to be said to them about
 * its end, and where each of them listens.
 */
import { sql } from "kysely";
import type { Migration } from "./migration.ts";

export const logOut: Migration = {
  name: "0005-log-out",
  async up(db, { rowId }) {
    for (const channel of ["backchannel", "frontchannel"]) {
      await db.schema.alterTable("clients").addColumn(`${channel}_logout_uri`, "text").execute();
      await db.schema
        .alterTable("clients")
        .addColumn(`${channel}_logout_session_required`, "integer", (c) => c.notNull().defaultTo(0))
        .execute();
    }

    await db.schema
      .createTable("session_clients")
      .addColumn("session_id", "bigint", (c) => c.notNull())
      .addColumn("client_id", "text", (c) => c.notNull())
      .addColumn("first_at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("session_clients_pkey", ["session_id", "client_id"])
      .execute();

    await rowId(db.schema.createTable("logout_messages"))
      .addColumn("session_id", "bigint", (c) => c.notNull())
      .addColumn("user_id", "text", (c) => c.notNull())
      .addColumn("client_id", "text", (c) => c.notNull())
      .addColumn("attempts", "integer", (c) => c.notNull())
      .addColumn("due_at", "bigint", (c) => c.notNull())
      .addColumn("done_at", "bigint")
      .addColumn("outcome", "text")
      .execute();
    await db.schema
      .createIndex("logout_messages_due_at_index")
      .on("logout_messages")
      .column("due_at")
      .where(sql.ref("done_at"), "is", null)
      .execute();

    // Finds the sessions whose time is over but whose end has not been told to anybody.
    await db.schema
      .createIndex("sessions_expires_at_index")
      .on("sessions")
      .column("expires_at")
      .where(sql.ref("ended_at"), "is", null)
      .execute();
  },
};
