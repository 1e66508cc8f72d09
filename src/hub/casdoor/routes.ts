/** Casdoor's calls in one table. They take tokens of any origin's scripts; the cookie they take from our own pages alone (`caller.ts`). */
import type { ProtocolRoute } from "../web/route.ts";
import { getAccount, getUser } from "./account.ts";
import type { CasdoorDeps } from "./caller.ts";

export const casdoorRoutes = (deps: CasdoorDeps): readonly ProtocolRoute[] => [
  { kind: "protocol", methods: ["GET"], path: "/api/get-account", errors: "bearer", anyOrigin: true, endpoint: getAccount(deps) },
  { kind: "protocol", methods: ["GET"], path: "/api/user", errors: "bearer", anyOrigin: true, endpoint: getUser(deps) },
];
