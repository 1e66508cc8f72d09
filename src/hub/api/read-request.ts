/**
 * What a call brings, read by its route's schema: a field that is not in the schema is refused by its name, never passed over,
 * so that nothing can be set that nobody meant to be set.
 */
import type { z } from "zod";
import type { EndpointRequest } from "../../lib/endpoint.ts";
import { type FieldFault, fieldFaults, fieldRefusal, Refusal } from "../../lib/errors.ts";
import { bodyText, mediaType, parseForm } from "../../lib/parameters.ts";

const isFault = (text: string): text is FieldFault => Object.hasOwn(fieldFaults, text);

function faultOf(issue: z.core.$ZodIssue): FieldFault {
  if (isFault(issue.message)) return issue.message;
  if (issue.code === "invalid_type" && issue.input === undefined) return "required";
  if (issue.code === "too_small") return issue.origin === "string" ? "too_short" : "out_of_range";
  if (issue.code === "too_big") return issue.origin === "string" ? "too_long" : "out_of_range";
  if (issue.code === "invalid_value") return "invalid_choice";
  if (issue.code === "invalid_type" && issue.expected === "number") return "invalid_number";
  return "invalid";
}

/** @throws Refusal `field_invalid` with `fields` by their paths */
export function readBy<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const fields: Record<string, FieldFault> = {};
  for (const issue of parsed.error.issues) {
    const path = issue.path.map(String);
    if (issue.code === "unrecognized_keys")
      for (const key of issue.keys) fields[[...path, key.slice(0, 100)].join(".")] = "unknown_field";
    else fields[path.join(".") || "body"] ??= faultOf(issue);
  }
  throw fieldRefusal(fields);
}

/** @throws Refusal `field_invalid`, `parameter_repeated`, `bad_request` */
export const readQuery = <S extends z.ZodType>(schema: S, query: string): z.output<S> =>
  readBy(schema, Object.fromEntries(parseForm(query)));

const hasNul = (value: unknown): boolean => typeof value === "string" && value.includes("\u0000");

/** What schemas pass over: the one name that is no field of anything, and NUL, which PostgreSQL keeps in no text. */
function refuseUnfit(name: string, value: unknown): unknown {
  if (name === "__proto__") throw fieldRefusal({ ["__proto__"]: "unknown_field" });
  if (hasNul(name)) throw fieldRefusal({ body: "invalid" });
  if (hasNul(value)) throw fieldRefusal({ [name.slice(0, 100) || "body"]: "invalid" });
  return value;
}

const JSON_TYPES = ["application/json", "application/merge-patch+json"];

/** @returns the body as it was parsed, and its text. @throws Refusal `content_type_unsupported`, `bad_request`, `body_too_large` */
export async function readJson(http: EndpointRequest): Promise<{ readonly value: unknown; readonly text: string }> {
  const text = bodyText(await http.body());
  if (text === "") return { value: {}, text };
  if (!JSON_TYPES.includes(mediaType(http.headers["content-type"]))) throw new Refusal("content_type_unsupported");
  try {
    return { value: JSON.parse(text, refuseUnfit), text };
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Refusal("bad_request", "The body is not JSON.", { cause });
  }
}
