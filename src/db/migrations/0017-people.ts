/**
 * People by the million: words to find them by, when each last signed in, and an index for every order and filter of the
 * console's lists. The words of those who are here already are written down once.
 */
import { type Kysely, sql } from "kysely";
import { searchWords } from "../../lib/search-words.ts";
import type { Schema } from "../schema.ts";
import type { Migration } from "./migration.ts";

/** People whose words are written at a time. */
const BATCH = 500;

export const people: Migration = {
  name: "0017-people",
  async up(db, { bytewiseText }) {
    await db.schema
      .createTable("user_words")
      .addColumn("word", bytewiseText, (c) => c.notNull())
      .addColumn("user_id", "text", (c) => c.notNull().references("users.id").onDelete("cascade"))
      .addPrimaryKeyConstraint("user_words_key", ["word", "user_id"])
      .execute();
    await db.schema.createIndex("user_words_user_id_index").on("user_words").column("user_id").execute();
    await writeWords(db);

    await db.schema
      .alterTable("users")
      .addColumn("last_sign_in_at", "bigint", (c) => c.notNull().defaultTo(0))
      .execute();
    await db
      .updateTable("users")
      .set((is) => ({
        last_sign_in_at: is.fn.coalesce(
          is
            .selectFrom("sessions")
            .select((session) => session.fn.max("authenticated_at").as("at"))
            .whereRef("sessions.user_id", "=", "users.id"),
          is.lit(0),
        ),
      }))
      .execute();

    for (const column of ["name_key", "created_at", "last_sign_in_at"] as const)
      await db.schema.createIndex(`users_${column}_id_index`).on("users").columns([column, "id"]).execute();
    await db.schema
      .createIndex("users_organization_id_id_index")
      .on("users")
      .columns(["organization_id", "id"])
      .execute();
    await db.schema
      .createIndex("users_administrators_index")
      .on("users")
      .column("id")
      .where(sql<boolean>`is_admin = 1`)
      .execute();
    await db.schema
      .createIndex("users_disabled_index")
      .on("users")
      .column("id")
      .where(sql<boolean>`disabled_at is not null`)
      .execute();
    await db.schema.createIndex("grants_client_id_id_index").on("grants").columns(["client_id", "id"]).execute();
    await db.schema
      .createIndex("session_clients_client_id_index")
      .on("session_clients")
      .columns(["client_id", "session_id"])
      .execute();
  },
};

async function writeWords(db: Kysely<Schema>): Promise<void> {
  let after = "";
  for (;;) {
    const people = await db
      .selectFrom("users")
      .select(["id", "name", "display_name", "email"])
      .where("id", ">", after)
      .orderBy("id")
      .limit(BATCH)
      .execute();
    const last = people.at(-1);
    if (last === undefined) return;
    const rows = people.flatMap(({ id, name, display_name, email }) =>
      searchWords([name, display_name, email]).map((word) => ({ word, user_id: id })),
    );
    await db.insertInto("user_words").values(rows).execute();
    after = last.id;
  }
}
