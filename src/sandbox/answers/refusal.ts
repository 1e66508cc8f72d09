/** A refusal in JSON, as most providers give one. */
import type { Json } from "../../providers/provider.ts";
import type { WireAnswer } from "../rejection.ts";

export const refusal = (status: number, json: Json): WireAnswer => ({ status, json });

/** RFC 6749, section 5.2. */
export const oauthRefusal = (status: number, error: string, description?: string): WireAnswer => ({
  status,
  json: { error, ...(description === undefined ? {} : { error_description: description }) },
});
