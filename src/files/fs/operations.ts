/**
 * What somebody needs for what they do, by the way they come: the one table of permission bits. Who reads needs none in the
 * browser and over the API. WebDAV has its own two bits, as the guide's example has it (768 = read and manage, and nothing
 * else is needed there); the bits of single operations are for pages and API.
 *
 * `replace` comes on top, where a move, a copy or a new name takes the place of something.
 */
import { Refusal } from "../../lib/errors.ts";
import { may, type Permission } from "../users/permissions.ts";
import type { Actor } from "./file-system.ts";

const READ = { page: [], api: [], webdav: ["webdavRead"] } as const;
const changing = <P extends Permission>(bit: P) =>
  ({ page: [bit], api: [bit], webdav: ["webdavRead", "webdavManage"] }) as const;

export const operations = {
  read: READ,
  makeOrUpload: changing("makeOrUpload"),
  touch: changing("makeOrUpload"),
  rename: changing("rename"),
  move: changing("move"),
  copy: changing("copy"),
  remove: changing("remove"),
  replace: changing("remove"),
} as const satisfies Record<string, Record<Actor["way"], readonly Permission[]>>;

export type Operation = keyof typeof operations;

/** Whether bits and the bounds of an app password allow it, anywhere. */
export const holds = ({ user, way, bounds }: Actor, operation: Operation): boolean =>
  operations[operation][way].every((bit) => may(user, bit)) &&
  (operation === "read" || bounds === undefined || bounds.access === "write");

/** @throws Refusal `permission_denied` */
export function demand(actor: Actor, operation: Operation): void {
  if (!holds(actor, operation)) throw new Refusal("permission_denied");
}
