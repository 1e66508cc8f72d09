/**
 * The parameters of AList's API, read as AList reads them: of a GET from the query, of a JSON body from that, else from a form.
 * What is left out or null has its type's empty value, names that nobody asked for are passed over, and a required one that is
 * empty is told in the words that clients know.
 */
import { Refusal } from "../../lib/errors.ts";
import { bodyText, mediaType } from "../../lib/parameters.ts";
import type { Context } from "./route.ts";

interface Kinds {
  text: string;
  /** Null where it was left out, which is not the same as empty. */
  optionalText: string | null;
  integer: number;
  flag: boolean;
  texts: readonly string[];
  /** Of JSON alone. */
  objects: readonly Readonly<Record<string, unknown>>[];
}

export interface Field<K extends keyof Kinds = keyof Kinds> {
  readonly kind: K;
  readonly required?: true;
}

export type Fields = Readonly<Record<string, Field>>;
export type Bound<F extends Fields> = { readonly [N in keyof F]: Kinds[F[N]["kind"]] };

const wrong = (message: string, cause?: unknown): Refusal =>
  new Refusal("bad_request", message, cause === undefined ? {} : { cause });

const goName = (name: string): string =>
  name.replace(/(?:^|_)([a-z])/g, (_all, letter: string) => letter.toUpperCase());

async function jsonBody({ http }: Context): Promise<Record<string, unknown>> {
  const text = bodyText(await http.body());
  if (text.trim() === "") throw wrong("EOF");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw wrong("The body is not JSON.", cause);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw wrong("The body is not a JSON object.");
  return value as Record<string, unknown>;
}

const EMPTY = {
  text: "",
  optionalText: null,
  integer: 0,
  flag: false,
  texts: [],
  objects: [],
} as const satisfies Kinds;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value of JSON, which must have the type itself. */
const readJson: { readonly [K in keyof Kinds]: (value: unknown) => Kinds[K] | undefined } = {
  text: (value) => (typeof value === "string" ? value : undefined),
  optionalText: (value) => (typeof value === "string" ? value : undefined),
  integer: (value) => (Number.isSafeInteger(value) ? (value as number) : undefined),
  flag: (value) => (typeof value === "boolean" ? value : undefined),
  texts: (value) =>
    Array.isArray(value) && value.every((each) => typeof each === "string") ? (value as string[]) : undefined,
  objects: (value) => (Array.isArray(value) && value.every(isObject) ? value : undefined),
};

/** A value of a query or form, which is text. */
const readText: { readonly [K in keyof Kinds]: (values: readonly string[]) => Kinds[K] | undefined } = {
  text: ([value]) => value,
  optionalText: ([value]) => value,
  integer: ([value = ""]) => (value === "" ? 0 : /^-?\d{1,15}$/.test(value) ? Number(value) : undefined),
  flag: ([value = ""]) =>
    ["true", "1"].includes(value) ? true : ["false", "0", ""].includes(value) ? false : undefined,
  texts: (values) => values,
  objects: () => undefined,
};

async function given(context: Context): Promise<(name: string, field: Field) => Kinds[keyof Kinds] | undefined> {
  const { http, query } = context;
  if (http.method !== "GET" && mediaType(http.headers["content-type"]) === "application/json") {
    const body = await jsonBody(context);
    return (name, { kind }) => {
      const value = Object.hasOwn(body, name) ? body[name] : null;
      return value === null ? EMPTY[kind] : readJson[kind](value);
    };
  }
  const fields = http.method === "GET" ? query : new URLSearchParams(bodyText(await http.body()));
  return (name, { kind }) => (fields.has(name) ? readText[kind](fields.getAll(name)) : EMPTY[kind]);
}

const hasNul = (value: unknown): boolean =>
  typeof value === "string" ? value.includes("\u0000") : Array.isArray(value) && value.some(hasNul);

/**
 * @param request The name that AList's sentences have for it (`LoginReq`).
 * @throws Refusal `bad_request`, `body_too_large`
 */
export async function bind<F extends Fields>(context: Context, request: string, fields: F): Promise<Bound<F>> {
  const read = await given(context);
  const bound: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = read(name, field);
    if (value === undefined || hasNul(value)) throw wrong(`${name} is not what it must be`);
    const isEmpty = value === "" || value === 0 || (Array.isArray(value) && value.length === 0);
    if (field.required && isEmpty) {
      const key = goName(name);
      throw wrong(`Key: '${request}.${key}' Error:Field validation for '${key}' failed on the 'required' tag`);
    }
    bound[name] = value;
  }
  return bound as Bound<F>;
}

/** A field that may be left out, and one that may not be empty. */
export const may = <K extends keyof Kinds>(kind: K): Field<K> => ({ kind });
export const must = <K extends keyof Kinds>(kind: K): Field<K> => ({ kind, required: true });
