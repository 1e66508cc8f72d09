/**
 * A collector of OpenTelemetry's traces: a real OTLP/HTTP server that takes what the protocol's JSON encoding allows and nothing
 * else (opentelemetry-proto 1.x, `trace_service.proto`; "JSON Protobuf Encoding" of the specification).
 */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

const id = (bytes: number) => z.string().regex(new RegExp(`^(?!0+$)[0-9a-f]{${bytes * 2}}$`));
const int64 = z.string().regex(/^\d{1,19}$/);
const value = z.union([
  z.strictObject({ stringValue: z.string() }),
  z.strictObject({ intValue: int64 }),
  z.strictObject({ boolValue: z.boolean() }),
  z.strictObject({ doubleValue: z.number() }),
]);
const attributes = z
  .array(z.strictObject({ key: z.string().min(1), value }))
  .refine((list) => new Set(list.map(({ key }) => key)).size === list.length, "keys must be unique");

const span = z
  .strictObject({
    traceId: id(16),
    spanId: id(8),
    parentSpanId: id(8).optional(),
    traceState: z.string().optional(),
    flags: z.int().min(0).max(1023).optional(),
    name: z.string().min(1),
    kind: z.int().min(1).max(5),
    startTimeUnixNano: int64,
    endTimeUnixNano: int64,
    attributes: attributes.optional(),
    status: z.strictObject({ code: z.int().min(0).max(2), message: z.string().optional() }).optional(),
  })
  .refine((each) => BigInt(each.endTimeUnixNano) >= BigInt(each.startTimeUnixNano), "ends before it begins");

const request = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes }),
      scopeSpans: z.array(
        z.strictObject({
          scope: z.strictObject({ name: z.string(), version: z.string() }),
          spans: z.array(span).min(1),
        }),
      ),
    }),
  ),
});

type Wire = z.infer<typeof span>;

/** A span, with its attributes by name. */
export interface ReceivedSpan extends Omit<Wire, "attributes"> {
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

export interface Collector {
  readonly url: string;
  readonly spans: ReceivedSpan[];
  readonly resources: Readonly<Record<string, unknown>>[];
  /** Every body, as it came. */
  readonly bodies: string[];
  readonly headers: IncomingHttpHeaders[];
  /** What was wrong with what came. */
  readonly faults: string[];
  /** Answers that come before it takes anything: status and body. */
  readonly answers: (readonly [number, string])[];
  close(): Promise<void>;
}

const plain = (list: z.infer<typeof attributes>) =>
  Object.fromEntries(
    list.map(({ key, value: each }) => [
      key,
      "intValue" in each ? Number(each.intValue) : (Object.values(each)[0] as string | number | boolean),
    ]),
  );

export async function startCollector(): Promise<Collector> {
  const spans: ReceivedSpan[] = [];
  const resources: Record<string, unknown>[] = [];
  const bodies: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const faults: string[] = [];
  const answers: (readonly [number, string])[] = [];
  const server = createServer(async (message, response) => {
    const parts: Buffer[] = [];
    for await (const part of message) parts.push(part as Buffer);
    headers.push(message.headers);
    const [status, answer] = answers.shift() ?? [200, "{}"];
    response.writeHead(status, { "content-type": "application/json" }).end(answer);
    if (status !== 200) return;
    if (
      message.method !== "POST" ||
      message.url !== "/v1/traces" ||
      message.headers["content-type"] !== "application/json"
    )
      faults.push(`${message.method} ${message.url} ${message.headers["content-type"]}`);
    const body = Buffer.concat(parts).toString();
    bodies.push(body);
    const read = request.safeParse(JSON.parse(body));
    if (!read.success) faults.push(z.prettifyError(read.error));
    for (const { resource, scopeSpans } of read.data?.resourceSpans ?? []) {
      resources.push(plain(resource.attributes));
      for (const each of scopeSpans.flatMap((scope) => scope.spans))
        spans.push({ ...each, attributes: plain(each.attributes ?? []) });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    resources,
    bodies,
    headers,
    faults,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
