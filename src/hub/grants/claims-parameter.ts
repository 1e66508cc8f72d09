/**
 * The `claims` parameter (OpenID Connect Core, 5.5): single claims for the ID Token and for userinfo. What is asked for and
 * not known, or has no value, is left out (5.5.1).
 */

/** What is asked of one claim; `null` asks for it as it is. */
export interface ClaimRequest {
  readonly essential?: boolean;
  readonly value?: string;
  readonly values?: readonly string[];
}

export interface ClaimsParameter {
  readonly userinfo: Readonly<Record<string, ClaimRequest>>;
  readonly idToken: Readonly<Record<string, ClaimRequest>>;
}

const LONGEST = 8192;
const MOST = 50;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function readRequests(value: unknown): Readonly<Record<string, ClaimRequest>> | undefined {
  if (value === undefined) return {};
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value);
  if (entries.length > MOST) return undefined;
  const requests: Record<string, ClaimRequest> = Object.create(null);
  for (const [name, asked] of entries) {
    if (asked !== null && !isObject(asked)) return undefined;
    requests[name] = {
      ...(asked?.essential === true ? { essential: true } : {}),
      ...(typeof asked?.value === "string" ? { value: asked.value } : {}),
      ...(Array.isArray(asked?.values)
        ? { values: asked.values.filter((each): each is string => typeof each === "string") }
        : {}),
    };
  }
  return requests;
}

/** @returns `null` where nothing was asked, `undefined` where it is malformed. */
export function readClaimsParameter(text: string | undefined): ClaimsParameter | null | undefined {
  if (text === undefined) return null;
  if (text.length > LONGEST) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(parsed)) return undefined;
  const userinfo = readRequests(parsed.userinfo);
  const idToken = readRequests(parsed.id_token);
  return userinfo && idToken ? { userinfo, idToken } : undefined;
}

export const storedClaims = (text: string | null): ClaimsParameter | null =>
  text === null ? null : (JSON.parse(text) as ClaimsParameter);
