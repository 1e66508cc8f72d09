/**
 * The body of a protocol request. By the RFCs it is a form; JSON is read too, for it can say the same and no more. Casdoor's
 * clients also send JSON as `text/plain`, and forms as `multipart/form-data` (RFC 7578): `readLooseParameters` reads these, and
 * tells that it had to, so that only clients with one of Casdoor's token formats get on with it.
 */
import type { EndpointRequest } from "../../lib/endpoint.ts";
import { bodyText, mediaType, type Parameters, parseForm, parseJsonObject, parseMultipart } from "../../lib/parameters.ts";
import type { Client } from "../clients/store.ts";
import { OAuthError } from "../web/oauth-error.ts";

const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json";

const wrongType = () => new OAuthError("invalid_request", `The body must be ${FORM} or ${JSON_TYPE}.`);

export interface LooseParameters {
  readonly parameters: Parameters;
  /** @throws OAuthError `invalid_request` where the body is of a type that this client may not send. */
  checkType(client: Client): void;
}

/** @throws OAuthError `invalid_request`; Refusal for what is malformed */
export async function readLooseParameters(http: EndpointRequest): Promise<LooseParameters> {
  if (http.query !== "") throw new OAuthError("invalid_request", "Parameters belong in the body, not in the address.");
  const type = mediaType(http.headers["content-type"]);
  const body = await http.body();
  if (type === FORM) return { parameters: parseForm(bodyText(body)), checkType: () => {} };
  if (type === JSON_TYPE) return { parameters: parseJsonObject(bodyText(body)), checkType: () => {} };
  const checkType = (client: Client): void => {
    if (client.tokenFormat === "standard") throw wrongType();
  };
  if (type === "multipart/form-data") return { parameters: await parseMultipart(http.headers["content-type"] ?? "", body), checkType };
  if (type !== "text/plain" || !/^\s*\{/.test(bodyText(body))) throw wrongType();
  return { parameters: parseJsonObject(bodyText(body)), checkType };
}
