/** One page of a folder, in the order that was asked for: folders first, then by name, size or time. */
import { withQuery } from "../../lib/redirect-uri.ts";
import type { EntryRow } from "../../pages/files/entries.tsx";
import type { Node } from "../fs/file-system.ts";
import { parentOf } from "../fs/paths.ts";
import { mediaType } from "../web/media-type.ts";
import { below, pageOf } from "./addresses.ts";
import { RAW } from "./raw.ts";

export const sortKeys = ["name", "size", "modified"] as const;
export type SortKey = (typeof sortKeys)[number];

/** So many that a page stays small. */
export const PER_PAGE = 40;

/** How the person wants to see a folder, from the address. */
export interface View {
  readonly sort: SortKey;
  readonly descending: boolean;
  readonly view: "list" | "grid";
  /** From 1. */
  readonly page: number;
  readonly q: string;
}

export function readView(query: URLSearchParams): View {
  const sort = sortKeys.find((key) => key === query.get("sort")) ?? "name";
  const page = query.get("page") ?? "";
  return {
    sort,
    descending: query.get("order") === "desc",
    view: query.get("view") === "grid" ? "grid" : "list",
    page: /^[1-9]\d{0,6}$/.test(page) ? Number(page) : 1,
    q: (query.get("q") ?? "").trim().slice(0, 200),
  };
}

/** The address of a folder in another view; what is as usual is left out. */
export function viewHref(path: string, { sort, descending, view, page, q }: View): string {
  return withQuery(pageOf(path), {
    ...(q === "" ? {} : { q }),
    ...(sort === "name" ? {} : { sort }),
    ...(descending ? { order: "desc" } : {}),
    ...(view === "list" ? {} : { view }),
    ...(page === 1 ? {} : { page: String(page) }),
  });
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Sorted once for a page; of a hundred thousand, plain comparison of names is what is quick. */
export function sorted(nodes: readonly Node[], { sort, descending }: View): Node[] {
  const sign = descending ? -1 : 1;
  const compare = (a: Node, b: Node): number => {
    const order =
      sort === "size" ? a.size - b.size : sort === "modified" ? a.modifiedAt - b.modifiedAt : byText(a.name, b.name);
    return sign * (order === 0 ? byText(a.name, b.name) : order);
  };
  return [...nodes].sort((a, b) => Number(b.isFolder) - Number(a.isFolder) || compare(a, b));
}

/** What browsers show as a picture. */
const PICTURE = /^image\/(?:png|jpeg|gif|webp|avif|svg\+xml|bmp|x-icon|vnd\.microsoft\.icon)$/;

export const isPicture = (name: string): boolean => PICTURE.test(mediaType(name));

export const rowOf = (node: Node, isFound: boolean): EntryRow => ({
  name: node.name,
  href: pageOf(node.path),
  isFolder: node.isFolder,
  size: node.size,
  modifiedAt: Math.floor(node.modifiedAt / 1000),
  picture: !node.isFolder && isPicture(node.name) ? below(RAW, node.path) : null,
  folder: isFound ? parentOf(node.path) : null,
});
