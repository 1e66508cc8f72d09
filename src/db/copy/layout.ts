/**
 * Which tables a list of migrations makes, and in which order rows may go into them: learned by running the migrations on an
 * empty database that is thrown away, so that there is no second list to keep.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type MigrationList, migrate } from "../migrate.ts";
import { openSqlite } from "../sqlite.ts";

/** The tables, those that others refer to first; the ledger is none of them. */
export async function tablesOf(list: MigrationList): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "alldoor-layout-"));
  const file = join(folder, "layout.sqlite");
  try {
    const scratch = openSqlite(file);
    await migrate(scratch, list, 0);
    await scratch.close();
    return inOrder(file).filter((name) => name !== list.ledger);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function inOrder(file: string): string[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const names = db
      .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
      .all()
      .map(({ name }) => String(name));
    const needs = (name: string) =>
      db
        .prepare(`pragma foreign_key_list("${name}")`)
        .all()
        .map(({ table }) => String(table));
    const ordered: string[] = [];
    const place = (name: string): void => {
      if (ordered.includes(name)) return;
      for (const each of needs(name)) if (each !== name) place(each);
      ordered.push(name);
    };
    for (const name of names) place(name);
    return ordered;
  } finally {
    db.close();
  }
}
