/**
 * Response types and modes (OAuth 2.0 Multiple Response Types; Form Post Response Mode). The order of the words in a
 * response type says nothing.
 */
import { RESPONSE_TYPES, type ResponseType } from "../clients/settings.ts";
import { RESPONSE_MODES, type ResponseMode } from "../web/oauth-error.ts";

const sorted = (text: string): string => text.split(" ").sort().join(" ");
const BY_WORDS = new Map(RESPONSE_TYPES.map((type) => [sorted(type), type]));

/** The response type in the spelling of its document; `null` where there is none like it. */
export const readResponseType = (text: string | undefined): ResponseType | null =>
  BY_WORDS.get(sorted(text ?? "")) ?? null;

export const readResponseMode = (text: string | undefined): ResponseMode | null =>
  RESPONSE_MODES.find((mode) => mode === text) ?? null;

/** What answers with tokens keeps them out of the query. */
export const usualMode = (type: ResponseType): ResponseMode => (type === "code" ? "query" : "fragment");
