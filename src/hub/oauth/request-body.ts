/**
 * The body of a protocol request. By the RFCs it is a form; JSON is read too, for it can say the same and no more. Casdoor's
 * clients also send JSON as `text/plain`, and forms as `multipart/form-data` (RFC 7578): `readLooseParameters` reads these, and
 * tells that it had to, so that only clients with one of Casdoor's token formats get on with it.
 */
import type { EndpointRequest } from "../../lib/endpoint.ts";
import {
  bodyText,
  mediaType,
  type Parameters,
  parseForm,
  parseJsonObject,
  parseMultipart,
} from "../../lib/parameters.ts";
import type { Client } from "../clients/store.ts";
import { OAuthError } from "../web/oauth-error.ts";

const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json";

/** RFC 8707, 2, and RFC 8693, 2.1: a token may be asked for several places. Read as words with spaces between them. */
const LISTS = ["resource", "audience"];

const wrongType = () => new OAuthError("invalid_request", `The body must be ${FORM} or ${JSON_TYPE}.`);

export interface LooseParameters {
  readonly parameters: Parameters;
  /** @throws OAuthError `invalid_request` where the body is of a type that this client may not send. */
  checkType(client: Client): void;
}

/** The parameters of a form or of JSON; `null` for a body of another type. */
async function readStrictly(http: EndpointRequest): Promise<Parameters | null> {
  if (http.query !== "") throw new OAuthError("invalid_request", "Parameters belong in the body, not in the address.");
  const type = mediaType(http.headers["content-type"]);
  if (type === FORM) return parseForm(bodyText(await http.body()), LISTS);
  return type === JSON_TYPE ? parseJsonObject(bodyText(await http.body())) : null;
}

/** @throws OAuthError `invalid_request`; Refusal for what is malformed */
export async function readParameters(http: EndpointRequest): Promise<Parameters> {
  const parameters = await readStrictly(http);
  if (parameters === null) throw wrongType();
  return parameters;
}

/** @throws OAuthError `invalid_request`; Refusal for what is malformed */
export async function readLooseParameters(http: EndpointRequest): Promise<LooseParameters> {
  const strict = await readStrictly(http);
  if (strict !== null) return { parameters: strict, checkType: () => {} };
  const checkType = (client: Client): void => {
    if (client.tokenFormat === "standard") throw wrongType();
  };
  const type = mediaType(http.headers["content-type"]);
  const body = await http.body();
  if (type === "multipart/form-data")
    return { parameters: await parseMultipart(http.headers["content-type"] ?? "", body), checkType };
  if (type !== "text/plain" || !/^\s*\{/.test(bodyText(body))) throw wrongType();
  return { parameters: parseJsonObject(bodyText(body)), checkType };
}
