/**
 * Addresses of provider entries as patterns. An entry writes `https://login.example.com/{tenant}/token` or
 * `{url}/realms/{realm}/token`; a request to the sandbox names the same address as `/login.example.com/acme/token` or
 * `/id.acme.test/auth/realms/staff/token`. A compiled address says whether a path is meant and which settings it shows.
 *
 * Matching goes segment by segment and never backtracks, so its time is linear in the path.
 */
import type { Setting, SettingValues } from "../providers/provider.ts";

type Piece = { readonly literal: string } | { readonly key: string };

export interface Address {
  readonly template: string;
  /** The host, where it holds no placeholder. */
  readonly host: string | null;
  /** The higher, the less is left open: decides between entries that match the same path. */
  readonly rank: number;
  /** The settings that the path shows, or `null` where another address is meant. */
  match(segments: readonly string[]): SettingValues | null;
}

const PLACEHOLDER = /\{([^{}]+)\}/g;
const SCHEME = /^https?:\/\//;

function pieces(text: string): readonly Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    if (match.index > from) found.push({ literal: text.slice(from, match.index) });
    found.push({ key: match[1] ?? "" });
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ literal: text.slice(from) });
  return found;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function matchSegment(pattern: readonly Piece[], segment: string, into: Map<string, string>): boolean {
  let from = 0;
  for (const [index, piece] of pattern.entries()) {
    if ("literal" in piece) {
      if (!segment.startsWith(piece.literal, from)) return false;
      from += piece.literal.length;
      continue;
    }
    const next = pattern[index + 1];
    const last = index + 2 >= pattern.length;
    let end = segment.length;
    if (next && "literal" in next) {
      end = last ? segment.length - next.literal.length : segment.indexOf(next.literal, from + 1);
    }
    if (end <= from) return false;
    const value = decoded(segment.slice(from, end));
    if ((into.get(piece.key) ?? value) !== value) return false;
    into.set(piece.key, value);
    from = end;
  }
  return from === segment.length;
}

const isLiteral = (pattern: readonly Piece[]): boolean => pattern.every((piece) => "literal" in piece);

/** @param template An entry's address, with or without placeholders; its query is left out of account. */
export function compileAddress(template: string, settings: Readonly<Record<string, Setting>>): Address {
  const plain = template.replace(SCHEME, "").split(/[?#]/, 1)[0] ?? "";
  const base = SCHEME.test(template) ? null : (/^\{([^{}]+)\}/.exec(plain)?.[1] ?? null);
  const patterns = (base === null ? plain : plain.slice(base.length + 2).replace(/^\//, "")).split("/").map(pieces);
  if (base !== null && patterns.length === 1 && patterns[0]?.length === 0) patterns.pop();
  const host =
    base === null && patterns[0] && isLiteral(patterns[0]) ? (plain.split("/", 1)[0] ?? "").toLowerCase() : null;
  const baseIsUrl = base !== null && ["url", "address"].includes(settings[base]?.type ?? "url");
  const literals = patterns.filter(isLiteral).length;
  return {
    template,
    host,
    rank: literals + (host === null ? 0 : 100) - (base === null ? 0 : 1),
    match(segments) {
      const width = base === null ? 0 : segments.length - patterns.length;
      if (base === null ? segments.length !== patterns.length : width < 1 || (!baseIsUrl && width > 1)) return null;
      const found = new Map<string, string>();
      if (base !== null) {
        const value = segments.slice(0, width).map(decoded).join("/");
        found.set(base, baseIsUrl ? `https://${value}` : value);
      }
      for (const [index, pattern] of patterns.entries()) {
        const segment = segments[width + index] ?? "";
        if (!matchSegment(pattern, index === 0 && base === null ? segment.toLowerCase() : segment, found)) return null;
      }
      return Object.fromEntries(found);
    },
  };
}
