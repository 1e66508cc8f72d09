/**
 * The `If` header (RFC 4918, 10.4): lists of conditions on a resource's lock tokens and ETag. A request goes on where one list
 * of any resource holds as a whole; and each token that is named counts as submitted, whether its list holds or not.
 */
import { DavRefusal } from "./refused.ts";

export interface Condition {
  readonly not: boolean;
  readonly kind: "token" | "etag";
  /** A lock token's URI; or an ETag as it is written, with its quotes. */
  readonly value: string;
}

export interface ConditionList {
  /** The tag's reference; `null` for the request's own resource. */
  readonly resource: string | null;
  readonly conditions: readonly Condition[];
}

const LONGEST = 8192;
/** Each takes the white space behind it, so that none is looked at twice. */
const TAG = /<([^<>\s]+)>\s*/y;
const OPEN = /\(\s*/y;
const CLOSE = /\)\s*/y;
const CONDITION = /(?:(not)\s*)?(?:<([^<>\s]+)>|\[((?:W\/)?"[^"]*")\])\s*/iy;

/** @throws DavRefusal 400 where it does not follow the grammar */
export function readIfHeader(raw: string): readonly ConditionList[] {
  const header = raw.trim();
  if (header.length > LONGEST) throw new DavRefusal(400, "The If header is too long.");
  const lists: ConditionList[] = [];
  let position = 0;
  let resource: string | null = null;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = position;
    const found = pattern.exec(header);
    if (found) position = pattern.lastIndex;
    return found;
  };
  const conditions = (): Condition[] => {
    const found: Condition[] = [];
    for (let one = take(CONDITION); one; one = take(CONDITION)) {
      const [, not, token, etag] = one;
      found.push({ not: not !== undefined, kind: token === undefined ? "etag" : "token", value: token ?? etag ?? "" });
    }
    return found;
  };
  const isTagged = header.startsWith("<");
  while (position < header.length) {
    const tag: RegExpExecArray | null = isTagged ? take(TAG) : null;
    if (tag) resource = tag[1] ?? null;
    if (!take(OPEN)) break;
    const list = conditions();
    if (list.length === 0 || !take(CLOSE)) break;
    lists.push({ resource, conditions: list });
  }
  if (lists.length === 0 || position < header.length) throw new DavRefusal(400, "The If header is not valid.");
  return lists;
}

/** Every token that the header names. */
export const submittedTokens = (lists: readonly ConditionList[]): string[] => [
  ...new Set(lists.flatMap(({ conditions }) => conditions.filter(({ kind }) => kind === "token").map((c) => c.value))),
];

/** What is compared: the tokens that cover a resource, and its ETag, where it has one. */
export interface ResourceState {
  readonly tokens: readonly string[];
  /** With its quotes. */
  readonly etag: string | null;
}

/** Whether one of the lists holds. @param stateOf `null` where the tag is no resource of ours: nothing is true of it. */
export async function holds(
  lists: readonly ConditionList[],
  stateOf: (resource: string | null) => Promise<ResourceState | null>,
): Promise<boolean> {
  for (const { resource, conditions } of lists) {
    const state = await stateOf(resource);
    const isTrue = ({ not, kind, value }: Condition): boolean =>
      not !== (kind === "token" ? state?.tokens.includes(value) === true : state?.etag === value);
    if (conditions.every(isTrue)) return true;
  }
  return false;
}
