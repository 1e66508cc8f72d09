/**
 * Full paths as rows: everything below a folder is one range of them, because the columns compare byte by byte and nothing but
 * `0` comes after `/` (`Ddl.bytewiseText`).
 */
import { type ExpressionBuilder, sql } from "kysely";
import type { Schema } from "../../db/schema.ts";
import { parentOf } from "../fs/paths.ts";

type PathTable = "files_locks" | "files_properties";

/** Every folder above, the nearest first. */
export function ancestorsOf(path: string): string[] {
  const found: string[] = [];
  for (let folder = path; folder !== "/"; ) {
    folder = parentOf(folder);
    found.push(folder);
  }
  return found;
}

/** Rows whose path is below the folder; the folder's own is not. */
export const below = (folder: string) => (where: ExpressionBuilder<Schema, PathTable>) =>
  folder === "/"
    ? where("path", "<>", "/")
    : where.and([where("path", ">", `${folder}/`), where("path", "<", `${folder}0`)]);

/** The path `from…` as `to…`, for rows at or below `from`. */
export const rebased = (from: string, to: string) =>
  sql<string>`${to === "/" ? "" : to} || substr(${sql.ref("path")}, ${(from === "/" ? 0 : [...from].length) + 1})`;
