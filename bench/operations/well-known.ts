/** Discovery (OpenID Connect Discovery 1.0) and the JWKS (RFC 7517): the whole document each time, no conditional request. */
import { DISCOVERY, type Target } from "../driver/target.ts";
import { expectText, type Operation } from "./operation.ts";

const fetched = (id: string, title: string, member: string, pathOf: (target: Target) => string): Operation => ({
  id,
  title,
  aim: id === "jwks" ? { memory: 2.2, sqlite: 2.2 } : { memory: 4, sqlite: 4 },
  async prepare(target, connection) {
    const request = target.requests.get(pathOf(target));
    return async () => {
      expectText(await connection.send(request), member);
    };
  },
});

export const discovery = fetched("discovery", "discovery", '"token_endpoint"', () => DISCOVERY);
export const jwks = fetched("jwks", "JWKS", '"keys"', (target) => target.endpoints.jwks);
