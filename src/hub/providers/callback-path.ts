/**
 * Where a provider sends the browser back to. The paths are those of django-allauth's sites, so that an application that was
 * registered for one goes on working: `/accounts/<slug>/login/callback/`, unless the catalogue's entry names another. What
 * stands behind the slug is the entry's, and the slug of an entry's first registration too (`/23andme/login/callback/`).
 */
import { directory } from "../../providers/catalogue/directory.ts";
import type { Provider } from "../../providers/provider.ts";

type Entry = Pick<Provider, "id" | "callbackPath">;

const USUAL = "login/callback/";
/** The start address: an entry may have it as its callback too, told apart by `state`, which only a callback has. */
export const START_TAIL = "login/";

const partsOf = ({ callbackPath = "" }: Entry): RegExpExecArray | null => /^\/([^/]+)\/(.+)$/.exec(callbackPath);

const tailOf = (entry: Entry): string => partsOf(entry)?.[2] ?? USUAL;

/** The slug that the first registration with an entry gets. */
export const firstSlug = (entry: Entry): string => partsOf(entry)?.[1] ?? entry.id;

/** A registration as far as its addresses go. */
export interface Addressed {
  readonly slug: string;
  readonly entry: Entry;
}

export const callbackPath = ({ slug, entry }: Addressed): string => `/accounts/${slug}/${tailOf(entry)}`;

/** Our callback address at a provider, byte for byte as it is registered there. */
export const callbackAddress = (issuer: string, row: Addressed): string => `${issuer}${callbackPath(row)}`;

/** What stands behind the slug in callback addresses, over the whole catalogue. */
export const CALLBACK_TAILS: readonly string[] = [...new Set([USUAL, ...directory.map(tailOf)])];

/** The same, for entries whose callback is a form of the provider's site. */
export const POSTED_CALLBACK_TAILS: readonly string[] = [
  ...new Set(directory.filter(({ comesByForm }) => comesByForm).map(tailOf)),
];

export const isStartToo = (row: Addressed): boolean => tailOf(row.entry) === START_TAIL;
