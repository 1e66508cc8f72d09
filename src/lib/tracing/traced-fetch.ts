/**
 * A way out whose calls are spans: method, host and status of each (OpenTelemetry's conventions for HTTP, 1.23 and later). Never
 * the path, the query, a header or a body: codes, tokens and people's names stand in them.
 */
import type { OutboundFetch } from "../outbound.ts";
import type { Tracing } from "./tracing.ts";

const addressOf = (input: string | URL | Request): URL | null =>
  URL.parse(input instanceof Request ? input.url : String(input));

export function tracedFetch(tracing: Tracing | null, fetch: OutboundFetch): OutboundFetch {
  if (tracing === null) return fetch;
  return (input, init) => {
    const method = (init?.method ?? (input instanceof Request ? input.method : "GET")).toUpperCase();
    const url = addressOf(input);
    const port = url?.port || (url?.protocol === "http:" ? "80" : "443");
    return tracing.run(
      {
        kind: "client",
        name: method,
        attributes: {
          "http.request.method": method,
          ...(url === null ? {} : { "server.address": url.hostname, "server.port": Number(port) }),
        },
      },
      () => fetch(input, init),
      (span, { status }) => {
        span.attributes.set("http.response.status_code", status);
        if (status < 400) return;
        span.failed = true;
        span.attributes.set("error.type", String(status));
      },
    );
  };
}
