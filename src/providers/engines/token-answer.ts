/**
 * The token endpoint's answer (RFC 6749, 5.1 and 5.2), read with mistrust: JSON whatever its content type says, or
 * form-encoded; a failure may hide behind HTTP 200; without an access token nothing has been given.
 */
import { isJsonObject, parseJson } from "../json.ts";
import { readPath } from "../path.ts";
import type { Json, Quirks, UpstreamTokens } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";
import type { Answer } from "./answer.ts";
import { describeFailure, succeeded, toldFailure, withoutSecrets } from "./answer.ts";

export interface TokenAnswer {
  readonly tokens: UpstreamTokens;
  /** The answer as it came. */
  readonly answer: Json;
}

type Secrets = readonly (string | undefined)[];

// What may stand in a header or a form without being anything but itself (RFC 6749, appendix A.12, less the space).
const TOKEN = /^[\x21-\x7e]{1,16384}$/;

export function parseForm(text: string): Json | undefined {
  if (!/^[\w.-]+=[^<>{}\s]*$/.test(text)) return undefined;
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (fields.has(name) || name === "__proto__") return undefined;
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}

function parseBody(answer: Answer, prefix = ""): Json | undefined {
  const text = prefix !== "" && answer.text.startsWith(prefix) ? answer.text.slice(prefix.length) : answer.text;
  try {
    return parseJson(text);
  } catch {
    return parseForm(text.trim());
  }
}

/** Fails where the answer tells of a failure, by its status, by `error` (RFC 6749, 5.2) or in the provider's own way. */
function checkFailure(answer: Answer, body: Json | undefined, quirks: Quirks, secrets: Secrets): void {
  const { status } = answer;
  if (status >= 500 || status === 429) {
    throw new ProviderError("provider_error", `token endpoint: ${describeFailure(answer, secrets)}`);
  }
  const error = isJsonObject(body) && Object.hasOwn(body, "error") ? body.error : undefined;
  if (!succeeded(answer) || (error !== undefined && error !== null && error !== "" && error !== false)) {
    throw new ProviderError("token_refused", `token endpoint: ${describeFailure(answer, secrets)}`);
  }
  const told = toldFailure(body, quirks.errorField);
  if (told !== undefined) throw new ProviderError("token_refused", `token endpoint: ${withoutSecrets(told, secrets)}`);
}

/** Unix seconds; nothing where the answer names no sensible lifetime (some say 0 for "for ever"). */
function expiry(value: Json | undefined, now: number): number | undefined {
  const seconds = typeof value === "string" && /^\d{1,10}$/.test(value) ? Number(value) : value;
  return typeof seconds === "number" && seconds >= 1 && seconds < 1e10 ? Math.floor(now + seconds) : undefined;
}

/**
 * @param now Unix seconds.
 * @param secrets What the request held and no log may repeat.
 * @throws ProviderError `provider_error`, `token_refused` or `bad_answer`.
 */
export function readTokenAnswer(answer: Answer, quirks: Quirks, now: number, secrets: Secrets): TokenAnswer {
  const body = parseBody(answer, quirks.tokenAnswerPrefix);
  checkFailure(answer, body, quirks, secrets);
  if (!isJsonObject(body)) {
    throw new ProviderError("bad_answer", `token endpoint: ${answer.mediaType || "no content type"}, not understood`);
  }
  const read = (name: string): Json | undefined => readPath(body, quirks.tokenAnswer?.[name] ?? name);

  const token = (name: string): string | undefined => {
    const value = read(name);
    if (value === undefined || value === null || value === "") return undefined;
    if (typeof value !== "string" || !TOKEN.test(value)) {
      throw new ProviderError("bad_answer", `token endpoint: ${name} is not a token`);
    }
    return value;
  };
  const accessToken = token("access_token");
  if (accessToken === undefined) throw new ProviderError("bad_answer", "token endpoint: no access_token");
  const type = read("token_type");
  if (typeof type === "string" && /^(?:dpop|mac|pop)$/i.test(type)) {
    // A token that needs a proof with each use must not be sent as a bearer token (RFC 6749, 7.1).
    throw new ProviderError("bad_answer", "token endpoint: a token type that is not supported");
  }
  const refreshToken = token("refresh_token");
  const idToken = read("id_token");
  const expiresAt = expiry(read("expires_in"), now);
  const scope = read("scope");
  return {
    answer: body,
    tokens: {
      accessToken,
      ...(refreshToken === undefined ? {} : { refreshToken }),
      ...(typeof idToken === "string" && idToken !== "" ? { idToken } : {}),
      ...(expiresAt === undefined ? {} : { expiresAt }),
      ...(typeof scope === "string" && scope.length <= 4096 ? { scope } : {}),
    },
  };
}
