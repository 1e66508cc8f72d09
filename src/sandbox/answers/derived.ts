/**
 * The shape of a provider that has none of its own, derived from its entry: every claim whose source is a path is put
 * at that path. It lets any entry, a stored custom one too, be tried at once. It can't prove the entry right, for it is
 * the entry read backwards; the provider's page says so.
 */
import { parsePath, splitRoot } from "../../providers/path.ts";
import type { ClaimSource, Claims, Json, Provider } from "../../providers/provider.ts";
import type { AnswerContext, JsonObject, Shape } from "./shape.ts";

/** An answer while it is being put together; keys that are all numbers become an array at the end. */
type Tree = Map<string | number, Tree | Json>;

const isTree = (value: Tree | Json | undefined): value is Tree => value instanceof Map;

const firstPath = (source: ClaimSource | undefined): string | null => {
  if (typeof source === "string") return source;
  return source === undefined || typeof source === "function" ? null : (source[0] ?? null);
};

function put(tree: Tree, path: string, value: Tree | Json): void {
  const steps = parsePath(path);
  let node = tree;
  for (const step of steps.slice(0, -1)) {
    const next = node.get(step);
    const inner: Tree = isTree(next) ? next : new Map();
    node.set(step, inner);
    node = inner;
  }
  node.set(steps.at(-1) ?? "", value);
}

function settle(value: Tree | Json): Json {
  if (!isTree(value)) return value;
  const entries = [...value].map(([key, inner]) => [key, settle(inner)] as const);
  const isArray = entries.length > 0 && entries.every(([key]) => typeof key === "number");
  return isArray ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

const claimValues = ({ provider, person, ids, issuer }: AnswerContext): Readonly<Record<keyof Claims, Json>> => ({
  sub: ids.digits(provider.protocol === "openid2" ? 17 : 12),
  issuer: issuer === "" ? null : issuer,
  preferred_username: person.username,
  name: person.name,
  given_name: person.givenName,
  family_name: person.familyName,
  email: person.email,
  email_verified: person.emailVerified,
  picture: `https://pictures.example.com/${ids.hex(16, "picture")}.png`,
  phone_number: null,
  locale: person.locale,
});

/** Paths into answers that stand in the entry's addresses and parameters: `{token.openid}`, or a part's source. */
function placedPaths({ quirks, ...entry }: Provider): readonly string[] {
  const texts = JSON.stringify([entry, quirks]);
  const placed = [...texts.matchAll(/\{((?:token|idToken|profile|callback|extra)\.[^{}\s"\\]+)\}/g)].map(([, path]) =>
    path?.startsWith("profile.") ? path.slice("profile.".length) : `$${path}`,
  );
  return [
    ...placed,
    ...Object.values(quirks?.parts ?? {}).flatMap((part) => (part.default === undefined ? [part.from] : [])),
  ];
}

/** What the entry expects to find in one of the answers: `profile`, `token`, `idToken`, `callback` or `extra.<name>`. */
function expected(context: AnswerContext, answer: string): Tree {
  const tree: Tree = new Map();
  const values = claimValues(context);
  for (const path of placedPaths(context.provider)) {
    const { root, rest } = splitRoot(path);
    if (root === answer && rest !== "") put(tree, rest, context.ids.digits(12));
  }
  for (const claim of Object.keys(values) as (keyof Claims)[]) {
    const path = firstPath(context.provider.claims[claim]);
    const value = values[claim];
    if (path === null || value === null) continue;
    const { root, rest } = splitRoot(path);
    if (root === answer && rest !== "") put(tree, rest, value);
  }
  return tree;
}

const settled = (tree: Tree): JsonObject => settle(tree) as JsonObject;

function profileBody(context: AnswerContext): Json {
  const { unwrap, errorField } = context.provider.quirks ?? {};
  const body: Tree = new Map();
  const person = expected(context, "profile");
  if (unwrap === undefined) for (const [key, value] of person) body.set(key, value);
  else put(body, unwrap, person);
  const fine = errorField?.ok[0];
  if (errorField && fine !== undefined) put(body, errorField.path, fine);
  return settle(body);
}

/** The standard answer under the entry's names, with the claims that the entry reads from it. */
function tokenBody(standard: JsonObject, context: AnswerContext): JsonObject {
  const names = context.provider.quirks?.tokenAnswer ?? {};
  const body = expected(context, "token");
  const { provider } = context;
  if (provider.protocol !== "signed" && provider.userinfo === undefined && provider.protocol !== "oidc") {
    const { unwrap } = provider.quirks ?? {};
    const person = expected(context, "profile");
    if (unwrap === undefined) for (const [key, value] of person) body.set(key, value);
    else put(body, unwrap, person);
  }
  for (const [name, value] of Object.entries(standard)) put(body, names[name] ?? name, value);
  return settled(body);
}

/** Whether every claim of the entry could be placed; a function can't be read backwards. */
export const isFullyDerived = (provider: Provider): boolean =>
  Object.values(provider.claims).every((source: ClaimSource) => firstPath(source) !== null);

export function derivedShape(provider: Provider): Shape {
  const names = Object.keys(provider.extra ?? {});
  return {
    subject: ({ ids }) => ids.digits(12),
    callback: (context) =>
      Object.fromEntries(
        Object.entries(settled(expected(context, "callback"))).map(([key, value]) => [key, String(value)]),
      ),
    profile: profileBody,
    idToken: (context) => ({ ...settled(expected(context, "profile")), ...settled(expected(context, "idToken")) }),
    extra: Object.fromEntries(
      names.map((name) => [name, (context: AnswerContext) => settle(expected(context, `extra.${name}`))]),
    ),
    token: tokenBody,
  };
}
