/**
 * `/api/v1/openapi.json`: the document (OpenAPI 3.1) of the API, made of the very table by which calls are answered, with the same
 * schemas. Anybody may read it: it says nothing of this server but its address.
 */
import { z } from "zod";
import { API_SCOPES } from "../permissions/scopes.ts";
import type { ApiRoute } from "./route.ts";

type Json = Readonly<Record<string, unknown>>;

const schemaOf = (schema: z.ZodType, io: "input" | "output"): Json => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
};

/** The path with its `:name` segments as OpenAPI writes them. */
export const templateOf = (path: string): string => path.replace(/:(\w+)/g, "{$1}");

const Problem = {
  type: "object",
  required: ["type", "title", "status", "detail", "instance", "code"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    instance: { type: "string", description: "Names the request, as the server's log does." },
    code: { type: "string", description: "Stable." },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["field", "code", "detail"],
        properties: { field: { type: "string" }, code: { type: "string" }, detail: { type: "string" } },
      },
    },
  },
} as const;

const text = { type: "string" } as const;

function parametersOf({ path, query, method, current, change }: ApiRoute): readonly Json[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: "path", required: true, schema: text }));
  const { properties = {}, required = [] } = schemaOf(query, "input") as {
    readonly properties?: Readonly<Record<string, Json>>;
    readonly required?: readonly string[];
  };
  const inQuery = Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: "query",
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
  const headers = [...(change && method === "POST" ? ["Idempotency-Key"] : []), ...(current ? ["If-Match"] : [])].map(
    (name) => ({ name, in: "header", required: false, schema: text }),
  );
  return [...inPath, ...inQuery, ...headers];
}

const problem = { content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } } };

/** What can go wrong with a call, by status. */
function refusalsOf({ path, change, current, reach }: ApiRoute): Json {
  return {
    401: { description: "No token, or none that is good.", ...problem },
    403: { description: "The token lacks the scope, or its owner the right.", ...problem },
    ...(path.includes(":") ? { 404: { description: "There is no such thing within reach.", ...problem } } : {}),
    ...(current ? { 412: { description: "It has been changed since it was read.", ...problem } } : {}),
    422: { description: "A field is unknown or not valid; `errors` says which.", ...problem },
    ...(change && reach !== "self" ? { 409: { description: "It contradicts what there is.", ...problem } } : {}),
  };
}

const operationOf = (route: ApiRoute): Json => ({
  operationId: route.id,
  summary: route.summary,
  tags: [route.path.split("/")[3] ?? ""],
  security: [{ personal: [] }, { application: [route.scope] }],
  "x-scope": route.scope,
  parameters: parametersOf(route),
  ...(route.body && Object.keys(schemaOf(route.body, "input").properties ?? {}).length > 0
    ? { requestBody: { required: true, content: { "application/json": { schema: schemaOf(route.body, "input") } } } }
    : {}),
  responses: {
    [route.status]: {
      description: route.status === 204 ? "Done." : route.summary,
      ...(route.answer ? { content: { "application/json": { schema: schemaOf(route.answer, "output") } } } : {}),
    },
    ...refusalsOf(route),
  },
});

export function openApi(routes: readonly ApiRoute[], issuer: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = templateOf(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Alldoor",
      version: "1",
      description:
        "What the console does, for programs. Lists are read page by page: `next` is the `after` of the next one.",
    },
    servers: [{ url: issuer }],
    paths,
    components: {
      schemas: { Problem },
      securitySchemes: {
        personal: {
          type: "http",
          scheme: "bearer",
          description: "A personal access token, made on one's account page.",
        },
        application: {
          type: "oauth2",
          flows: { clientCredentials: { tokenUrl: `${issuer}/api/login/oauth/access_token`, scopes: API_SCOPES } },
        },
      },
    },
  };
}
