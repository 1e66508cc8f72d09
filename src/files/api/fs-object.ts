/** A file or folder as AList's API shows one (its contract, 3.1). */
import type { Files } from "../files.ts";
import type { Node } from "../fs/file-system.ts";
import type { Signer } from "../links/signer.ts";
import { settingText } from "../settings/store.ts";

/** RFC 3339 in UTC, with the fraction that the storage has. */
export function wireTime(milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  const nanoseconds = Math.round((milliseconds - whole) * 1e6);
  const text = new Date(whole).toISOString();
  return nanoseconds === 0 || nanoseconds >= 1e6
    ? text
    : `${text.slice(0, -1)}${String(nanoseconds).padStart(6, "0")}Z`.replace(/0+Z$/, "Z");
}

/** AList's numbers. */
const FOLDER = 1;
const KINDS = [
  ["video_types", 2],
  ["audio_types", 3],
  ["text_types", 4],
  ["image_types", 5],
] as const;

/** What a name's ending stands for; 0 where it is none of the settings' lists. */
export type KindOf = (name: string) => number;

export async function readKinds(files: Pick<Files, "db" | "vault">): Promise<KindOf> {
  const kinds = new Map<string, number>();
  for (const [key, kind] of KINDS)
    for (const ending of (await settingText(files, key)).split(",")) kinds.set(ending.trim().toLowerCase(), kind);
  kinds.delete("");
  return (name) => kinds.get(name.slice(name.lastIndexOf(".") + 1).toLowerCase()) ?? 0;
}

export function wireObject(node: Node, signer: Signer, kindOf: KindOf) {
  const modified = wireTime(node.modifiedAt);
  return {
    name: node.name,
    size: node.size,
    is_dir: node.isFolder,
    modified,
    created: node.createdAt === node.modifiedAt ? modified : wireTime(node.createdAt),
    sign: node.isFolder ? "" : signer.sign(node.fullPath),
    thumb: "",
    type: node.isFolder ? FOLDER : kindOf(node.name),
    hashinfo: "null",
    hash_info: null,
  };
}

/** Lists that are empty are `null`, as clients know it. */
export const orNull = <T>(list: readonly T[]): readonly T[] | null => (list.length === 0 ? null : list);

/** In the order of AList's local storage. */
export const byName = (a: Node, b: Node): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
