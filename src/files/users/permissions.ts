/**
 * What a person may do, as AList's sum of bits (its users page shows these boxes in this order). Every way in (pages, API,
 * WebDAV) asks `may`, and asks it in one place: `files/fs`.
 */
import type { User } from "./user.ts";

export const permissions = {
  /** Names that a folder's rules hide are listed. */
  seeHidden: 1,
  /** A folder's password is not asked for. */
  withoutPassword: 2,
  /** Kept as a flag: nothing here downloads for people. */
  offlineDownload: 4,
  makeOrUpload: 8,
  rename: 16,
  move: 32,
  copy: 64,
  remove: 128,
  webdavRead: 256,
  webdavManage: 512,
  /** Of later versions: kept as flags, so that a sum read from there survives. */
  ftpRead: 1024,
  ftpManage: 2048,
  readArchives: 4096,
  decompress: 8192,
  share: 16_384,
  customShareId: 32_768,
} as const;

export type Permission = keyof typeof permissions;

/** The sum of all bits there are. */
export const everyPermission: number = Object.values(permissions).reduce((sum, bit) => sum + bit, 0);

/** Whether the person holds the bit; an administrator holds every one. */
export const may = ({ role, permission }: Pick<User, "role" | "permission">, what: Permission): boolean =>
  role === "admin" || (permission & permissions[what]) !== 0;
