/**
 * The hub that this server is an application of, as a platform among the others: its row is made at the first start. Who
 * may sign in to us there is the hub's to say, so whoever comes gets an account with a folder of their own. Where one and the same
 * administrator has hub and files, people may do everything in it; else they may read. Both can be changed, and turned off.
 */
import type { Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import type { Files } from "../files.ts";
import { permissions } from "../users/permissions.ts";
import { HUB_PLATFORM } from "./addresses.ts";
import { hubEntry } from "./hub-entry.ts";

const { makeOrUpload, rename, move, copy, remove, webdavRead, webdavManage } = permissions;
const EVERYTHING = makeOrUpload + rename + move + copy + remove + webdavRead + webdavManage;

/** @param isOwn The hub's administrators are ours. */
export async function ensureHubPlatform(tx: Writer, files: Pick<Files, "clock">, isOwn: boolean): Promise<void> {
  const now = seconds(files.clock);
  await tx.query
    .insertInto("files_platforms")
    .values({
      id: HUB_PLATFORM,
      entry: hubEntry.id,
      label: hubEntry.name,
      // Who we are there is told at each start, and not kept here.
      client_id: "",
      sealed_client_secret: null,
      settings: "{}",
      extra_scopes: "",
      auto_register: 1,
      default_dir: "/users/{username}",
      default_permission: isOwn ? EVERYTHING : 0,
      limits: "{}",
      position: 0,
      created_at: now,
      updated_at: now,
      disabled_at: null,
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  // A command may have made the row before it was known whose hub it is. What an administrator has changed stays.
  if (isOwn)
    await tx.query
      .updateTable("files_platforms")
      .set({ default_permission: EVERYTHING })
      .where("id", "=", HUB_PLATFORM)
      .where("default_permission", "=", 0)
      .whereRef("updated_at", "=", "created_at")
      .execute();
}
