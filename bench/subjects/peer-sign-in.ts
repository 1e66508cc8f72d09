/**
 * A person's way through oidc-provider's sign-in, as their browser would go it: authorize, interaction, back to
 * authorize. What stays is the session's cookies.
 */
import { type Answer, headers, location, summary } from "../driver/answer.ts";
import type { Connection } from "../driver/connection.ts";
import type { Target } from "../driver/target.ts";
import { REDIRECT_URI } from "../driver/target.ts";
import { authorizationQuery } from "../operations/code-flow.ts";

const MOST_REDIRECTS = 6;

class Jar {
  readonly #cookies = new Map<string, string>();

  take(answer: Answer): void {
    for (const line of headers(answer, "set-cookie")) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }

  header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}

/** @throws Error when the way does not end at the client */
export async function signInAtPeer(connection: Connection, target: Target): Promise<string> {
  const { requests, endpoints, clients, signed } = target;
  const jar = new Jar();
  const challenge = "A".repeat(43);
  let address = `${endpoints.authorization}?${authorizationQuery(clients.ES256.clientId, challenge, signed.ES256)}`;
  for (let hop = 0; hop < MOST_REDIRECTS; hop += 1) {
    const answer = await connection.send(requests.get(address, { cookie: jar.header(), accept: "text/html" }));
    if (answer.status !== 302 && answer.status !== 303) throw new Error(`signing in got ${summary(answer)}`);
    jar.take(answer);
    const next = location(answer);
    if (next.startsWith(`${REDIRECT_URI}?code=`)) return jar.header();
    const { pathname, search } = new URL(next, target.issuer);
    address = `${pathname}${search}`;
  }
  throw new Error("signing in does not end");
}
