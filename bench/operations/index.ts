/** All operations, in the order in which they are measured and shown. */
import { clientCredentialsEs256, clientCredentialsRs256 } from "./client-credentials.ts";
import { codeFlow } from "./code-flow.ts";
import type { Operation } from "./operation.ts";
import { introspection, userinfo } from "./protected.ts";
import { refresh } from "./refresh.ts";
import { discovery, jwks } from "./well-known.ts";

export const operations: readonly Operation[] = [
  discovery,
  jwks,
  clientCredentialsEs256,
  clientCredentialsRs256,
  codeFlow,
  refresh,
  introspection,
  userinfo,
];
