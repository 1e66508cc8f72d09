/** Forms of our own pages: urlencoded, bounded; only names that are meant to may repeat. */
import type { EndpointRequest } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { bodyText, mediaType } from "../../lib/parameters.ts";
import type { FormFields } from "./route.ts";

const MOST_FIELDS = 300;

export const noFields: FormFields = { get: () => "", all: () => [], has: () => false, entries: () => [] };

/** @throws Refusal `content_type_unsupported`, `body_too_large`, `bad_request` */
export async function readForm(http: EndpointRequest): Promise<FormFields> {
  if (mediaType(http.headers["content-type"]) !== "application/x-www-form-urlencoded")
    throw new Refusal("content_type_unsupported");
  const fields = new URLSearchParams(bodyText(await http.body()));
  if ([...fields.keys()].length > MOST_FIELDS) throw new Refusal("bad_request", "There are too many fields.");
  return {
    get(name) {
      const values = fields.getAll(name);
      if (values.length > 1) throw new Refusal("parameter_repeated", `The field "${name}" is there more than once.`);
      // NUL can't be stored by PostgreSQL and is never typed by anybody.
      return (values[0] ?? "").replaceAll("\u0000", "");
    },
    all: (name) => fields.getAll(name).map((value) => value.replaceAll("\u0000", "")),
    has: (name) => fields.has(name),
    entries: () => [...fields].map(([name, value]) => [name, value.replaceAll("\u0000", "")] as const),
  };
}
