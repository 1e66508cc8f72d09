/** Traces: what is read of `traceparent`, which are kept, what the configuration says, and how spans hang together. */
import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readConfiguration } from "../../src/lib/configuration.ts";
import { createSampler, SAMPLERS } from "../../src/lib/tracing/sampler.ts";
import type { Span } from "../../src/lib/tracing/span.ts";
import { readTraceParent } from "../../src/lib/tracing/trace-context.ts";
import { tracedFetch } from "../../src/lib/tracing/traced-fetch.ts";
import { createTracing, noteError, noteProvider, noteRoute, type Tracing } from "../../src/lib/tracing/tracing.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

test("the example of the recommendation is read, with and without its flag", () => {
  expect(readTraceParent(`00-${TRACE}-${SPAN}-01`)).toEqual({ traceId: TRACE, spanId: SPAN, sampled: true });
  expect(readTraceParent(`00-${TRACE}-${SPAN}-02`)?.sampled).toBe(false);
  expect(readTraceParent(`cc-${TRACE}-${SPAN}-03-what-comes-later`)?.sampled).toBe(true);
});

test.each([
  undefined,
  "",
  `00-${TRACE}-${SPAN}`,
  `00-${TRACE}-${SPAN}-01-more`,
  `ff-${TRACE}-${SPAN}-01`,
  `00-${"0".repeat(32)}-${SPAN}-01`,
  `00-${TRACE}-${"0".repeat(16)}-01`,
  `00-${TRACE.toUpperCase()}-${SPAN}-01`,
  ` 00-${TRACE}-${SPAN}-01`,
  `00-${TRACE}-${SPAN}-0g`,
])("%s is no traceparent", (header) => {
  expect(readTraceParent(header)).toBeUndefined();
});

test("whatever comes is read as the standard has it, or passed over", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (header) => {
      const read = readTraceParent(header);
      expect(read === undefined || header.slice(3, 52) === `${read.traceId}-${read.spanId}`).toBe(true);
    }),
  );
});

test("a share keeps that share, and whoever shares the trace decides alike", () => {
  const tenth = createSampler("traceidratio", 0.1);
  const half = createSampler("traceidratio", 0.5);
  const ids = Array.from({ length: 4000 }, () => randomBytes(16).toString("hex"));
  const share = ids.filter((id) => tenth(id, undefined)).length / ids.length;
  expect(share).toBeGreaterThan(0.07);
  expect(share).toBeLessThan(0.13);
  expect(ids.filter((id) => tenth(id, undefined) && !half(id, undefined))).toEqual([]);
  expect(ids.every((id) => createSampler("traceidratio", 1)(id, undefined))).toBe(true);
  expect(ids.some((id) => createSampler("traceidratio", 0)(id, undefined))).toBe(false);
});

test("those that are named after their parent do as it does, the others by themselves", () => {
  const parent = (sampled: boolean) => ({ traceId: TRACE, spanId: SPAN, sampled });
  const decided = SAMPLERS.map((name) => {
    const sample = createSampler(name, 0);
    return [name, sample(TRACE, undefined), sample(TRACE, parent(true)), sample(TRACE, parent(false))];
  });
  expect(decided).toEqual([
    ["always_on", true, true, true],
    ["always_off", false, false, false],
    ["traceidratio", false, false, false],
    ["parentbased_always_on", true, true, false],
    ["parentbased_always_off", false, true, false],
    ["parentbased_traceidratio", false, true, false],
  ]);
});

test("OpenTelemetry's variables are read as its specification has them", () => {
  expect(readConfiguration({}).tracing).toBeUndefined();
  expect(readConfiguration({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318/base/" }).tracing).toEqual({
    url: "http://collector:4318/base/v1/traces",
    headers: {},
    serviceName: undefined,
    resource: {},
    sampler: "parentbased_always_on",
    ratio: 1,
  });
  const all = readConfiguration({
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://elsewhere:4318",
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://collector.example/spans",
    OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20key, x-tenant=one",
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: "x-tenant=two",
    OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=production,service.name=door",
    OTEL_TRACES_SAMPLER: "traceidratio",
    OTEL_TRACES_SAMPLER_ARG: "0.25",
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
  }).tracing;
  expect(all).toEqual({
    url: "https://collector.example/spans",
    headers: { authorization: "Bearer key", "x-tenant": "two" },
    serviceName: "door",
    resource: { "deployment.environment.name": "production", "service.name": "door" },
    sampler: "traceidratio",
    ratio: 0.25,
  });
  const own = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://no.example", ALLDOOR_OTLP_ENDPOINT: "http://[::1]:4318" };
  expect(readConfiguration(own).tracing?.url).toBe("http://[::1]:4318/v1/traces");
  for (const off of [{ OTEL_SDK_DISABLED: "True" }, { OTEL_TRACES_EXPORTER: "none" }])
    expect(readConfiguration({ ...own, ...off }).tracing).toBeUndefined();
});

test.each([
  ["ALLDOOR_OTLP_ENDPOINT", "collector:4318"],
  ["ALLDOOR_OTLP_ENDPOINT", "http://user:password@collector:4318"],
  ["OTEL_EXPORTER_OTLP_ENDPOINT", "file:///etc/passwd"],
  ["OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"],
  ["OTEL_EXPORTER_OTLP_HEADERS", "no pair"],
  ["OTEL_EXPORTER_OTLP_HEADERS", "x-key=line%0d%0abreak: yes"],
  ["OTEL_EXPORTER_OTLP_HEADERS", "x-key=%zz"],
  ["OTEL_TRACES_SAMPLER", "jaeger_remote"],
  ["OTEL_TRACES_SAMPLER_ARG", "1.5"],
])("%s=%s stops the start, by the variable's name and without its value", (variable, value) => {
  const environment = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://collector:4318", [variable]: value };
  if (variable === "OTEL_EXPORTER_OTLP_ENDPOINT") environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT = "";
  const read = () => readConfiguration(environment);
  expect(read).toThrow(
    expect.objectContaining({ code: "configuration_invalid", message: expect.stringContaining(variable) }),
  );
  expect(read).not.toThrow(value);
});

function kept(sample = createSampler("always_on", 1)): { readonly tracing: Tracing; readonly spans: Span[] } {
  const spans: Span[] = [];
  return { tracing: createTracing({ sample, take: (span) => spans.push(span), close: async () => {} }), spans };
}

const request = { kind: "server", name: "GET", attributes: {} } as const;
const call = { kind: "client", name: "POST", attributes: {} } as const;

test("what happens inside of a span is its child, at the same time too, and is told its own things alone", async () => {
  const { tracing, spans } = kept();
  await Promise.all(
    ["one", "two"].map((name) =>
      tracing.run(request, async () => {
        noteRoute("GET", `/${name}`);
        await tracing.run(call, async () => {});
        noteProvider(name);
        noteProvider("Not A Slug");
        await tracing.run(call, async () => noteError("late"));
      }),
    ),
  );
  for (const name of ["one", "two"]) {
    const whole = spans.find((span) => span.name === `GET /${name}`);
    const children = spans.filter(({ parentSpanId }) => parentSpanId === whole?.spanId);
    expect(whole?.parentSpanId).toBeUndefined();
    expect(Object.fromEntries(whole?.attributes ?? [])).toEqual({ "http.route": `/${name}`, "alldoor.provider": name });
    expect(children.map(({ traceId }) => traceId)).toEqual([whole?.traceId, whole?.traceId]);
    expect(children.map(({ attributes }) => Object.fromEntries(attributes))).toEqual([
      {},
      { "alldoor.provider": name, "error.type": "late" },
    ]);
  }
  expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(6);
  expect(spans.every(({ startedAt, endedAt }) => endedAt >= startedAt && startedAt > Date.parse("2026-01-01"))).toBe(
    true,
  );
});

test("a failure goes on as it was, and is told by its code or its class, not by its words", async () => {
  const { tracing, spans } = kept();
  const gone = Object.assign(new Error("with a secret"), { code: "ECONNRESET" });
  await expect(tracing.run(call, () => Promise.reject(gone))).rejects.toBe(gone);
  await expect(tracing.run(call, () => Promise.reject(new TypeError("secret")))).rejects.toThrow(TypeError);
  expect(spans.map(({ failed, attributes }) => [failed, attributes.get("error.type")])).toEqual([
    [true, "ECONNRESET"],
    [true, "TypeError"],
  ]);
});

test("of a trace that is not kept nothing is, however deep; what is part of nothing begins none", async () => {
  const { tracing, spans } = kept(createSampler("parentbased_always_on", 1));
  const parent = { traceId: TRACE, spanId: SPAN, sampled: false };
  const told = await tracing.run({ ...request, parent }, () =>
    tracing.run(call, () => tracing.run(call, async () => "told")),
  );
  expect(await tracing.run({ ...call, onlyInside: true }, async () => "alone")).toBe("alone");
  expect([told, spans]).toEqual(["told", []]);
  noteRoute("GET", "/nowhere");
  noteError("nothing");
});

test("a call out is sent as it was given, and told by method, host and status alone", async () => {
  const { tracing, spans } = kept();
  const given: unknown[] = [];
  const fetch = tracedFetch(tracing, async (input, init) => {
    given.push(input, init);
    return new Response("a secret", { status: 404 });
  });
  const init = { method: "post", body: "code=secret", headers: { authorization: "secret" } };
  await tracing.run(request, () => fetch("https://api.example:8443/users/secret?token=secret", init));
  expect(given).toEqual(["https://api.example:8443/users/secret?token=secret", init]);
  const [span] = spans;
  expect([span?.name, span?.failed, Object.fromEntries(span?.attributes ?? [])]).toEqual([
    "POST",
    true,
    {
      "http.request.method": "POST",
      "server.address": "api.example",
      "server.port": 8443,
      "http.response.status_code": 404,
      "error.type": "404",
    },
  ]);
  expect(tracedFetch(null, fetch)).toBe(fetch);
});
