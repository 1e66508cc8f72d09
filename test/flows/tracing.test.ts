/**
 * Traces, as a collector gets them: one trace a request, with the calls to providers and the transactions that were made for it,
 * and nothing in it of an address, a code, a token or a person. The hub goes on where the collector does not.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfiguration } from "../../src/lib/configuration.ts";
import { createLog } from "../../src/lib/log.ts";
import { createExporter } from "../../src/lib/tracing/exporter.ts";
import type { Span } from "../../src/lib/tracing/span.ts";
import { startFiles } from "../files/served-files.ts";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { freePort, startHub } from "../ground/hub.ts";
import { redeem, userinfo } from "../ground/oauth-client.ts";
import { startSandboxedHub } from "../ground/sandbox.ts";
import { begin, through } from "../ground/upstream.ts";
import { type Collector, type ReceivedSpan, startCollector } from "./collector.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

eachDatabase((fresh, kind) => {
  test("a sign-in through a provider: one trace a request, whole, and nothing in it that opens anything or is anybody's", async () => {
    const collector = await startCollector();
    const hub = await startSandboxedHub({
      ...(await fresh()),
      environment: {
        ALLDOOR_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20of-the-collector",
        OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=test",
      },
    });
    await hub.addProvider("github");
    const made = await hub.makeClient({ allowSignUp: true, consent: "first-party" });
    const browser = new BrowserClient(hub.url, hub.sandbox.url);
    const { start, verifier } = await begin(hub, browser, "github", made);
    const back = await through(browser, await browser.open(start), "theo");
    const code = back.leftTo?.searchParams.get("code") ?? "none";
    const answer = await redeem(hub, made, { code, code_verifier: verifier });
    const info = await userinfo(hub, String(answer.body.access_token));
    const missing = await browser.request(`${hub.url}/accounts/nothing/login/?next=/account`);
    await missing.body?.cancel();
    await hub.close();
    await collector.close();

    expect(collector.faults).toEqual([]);
    expect(collector.headers.every(({ authorization }) => authorization === "Bearer of-the-collector")).toBe(true);
    expect(collector.resources[0]).toMatchObject({
      "service.name": "alldoor-hub",
      "deployment.environment.name": "test",
      "service.version": expect.stringMatching(/^\d+\.\d+\.\d+/),
    });

    const named = (name: string): ReceivedSpan => {
      const found = collector.spans.find((span) => span.name === name);
      if (!found) throw new Error(`no span ${name} among ${collector.spans.map((span) => span.name).join(", ")}`);
      return found;
    };
    const callback = named("GET /accounts/:slug/login/callback/");
    expect([callback.kind, callback.parentSpanId, callback.attributes]).toEqual([
      2,
      undefined,
      {
        "http.request.method": "GET",
        "http.route": "/accounts/:slug/login/callback/",
        "http.response.status_code": 303,
        "alldoor.request_id": expect.stringMatching(/^[0-9a-z]+$/),
        "alldoor.provider": "github",
      },
    ]);
    const inside = collector.spans.filter(({ parentSpanId }) => parentSpanId === callback.spanId);
    expect(inside.every(({ traceId, kind: each }) => traceId === callback.traceId && each === 3)).toBe(true);
    const within = ({ startTimeUnixNano, endTimeUnixNano }: ReceivedSpan) =>
      BigInt(startTimeUnixNano) >= BigInt(callback.startTimeUnixNano) &&
      BigInt(endTimeUnixNano) <= BigInt(callback.endTimeUnixNano);
    expect(inside.every(within)).toBe(true);
    expect(inside.map(({ attributes }) => attributes)).toContainEqual({
      "http.request.method": "POST",
      "server.address": "github.com",
      "server.port": 443,
      "http.response.status_code": 200,
      "alldoor.provider": "github",
    });
    expect(inside.filter(({ name }) => name === "transaction").map(({ attributes }) => attributes)[0]).toMatchObject({
      "db.system.name": kind === "sqlite" ? "sqlite" : "postgresql",
    });
    const roots = collector.spans.filter(({ parentSpanId }) => parentSpanId === undefined);
    expect(new Set(roots.map(({ traceId }) => traceId)).size).toBe(roots.length);
    expect(roots.every(({ attributes }) => attributes["http.request.method"] !== undefined)).toBe(true);
    const refused = collector.spans.find(({ attributes }) => attributes["error.type"] === "provider_unknown");
    expect([refused?.name, refused?.status]).toEqual(["GET /accounts/:slug/login/", undefined]);

    const everything = collector.bodies.join("\n");
    const secrets = [
      code,
      verifier,
      String(answer.body.access_token),
      made.clientSecret,
      made.client.clientId,
      String(info.body.sub),
      "theo",
      "next=",
      "127.0.0.1",
      "Mozilla",
    ];
    expect(secrets.filter((secret) => secret === null || everything.includes(secret))).toEqual([]);
  });
});

test("the file server's requests, WebDAV's too, by the route and never by the path", async () => {
  const collector = await startCollector();
  const hub = await startHub();
  const { tracing } = readConfiguration({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SERVICE_NAME: "shelves" });
  const files = await startFiles(hub, { tracing });
  const answers = await Promise.all([
    fetch(`${files.url}/a-name-of-somebodys-file`, { redirect: "manual" }),
    fetch(`${files.url}/dav/a-name-of-somebodys-file`, { method: "PROPFIND" }),
  ]);
  for (const answer of answers) await answer.body?.cancel();
  await files.close();
  await hub.close();
  await collector.close();
  expect(collector.faults).toEqual([]);
  expect(collector.resources[0]?.["service.name"]).toBe("shelves");
  const roots = collector.spans.filter(({ kind }) => kind === 2);
  expect(roots.map(({ name }) => name).sort()).toEqual(["GET /*", "PROPFIND /dav/*"]);
  expect(roots.map(({ attributes }) => attributes["http.response.status_code"]).sort()).toEqual([303, 401]);
  expect(collector.bodies.join()).not.toContain("somebodys");
});

test("traceparent is believed of a trusted proxy alone; a trace that it does not keep is not kept here", async () => {
  const collector = await startCollector();
  const ask = async (environment: Record<string, string>, flags: string): Promise<void> => {
    const hub = await startHub({ environment: { ALLDOOR_OTLP_ENDPOINT: collector.url, ...environment } });
    const headers = { traceparent: `00-${TRACE}-${SPAN}-${flags}` };
    await (await fetch(`${hub.url}/healthz`, { headers })).body?.cancel();
    await hub.close();
  };
  await ask({}, "01");
  expect(collector.spans.map(({ name }) => name)).toEqual(["GET /healthz"]);
  expect(collector.spans.some(({ traceId, parentSpanId }) => traceId === TRACE || parentSpanId === SPAN)).toBe(false);
  const proxy = { ALLDOOR_TRUSTED_PROXIES: "127.0.0.0/8" };
  await ask(proxy, "01");
  const joined = collector.spans.filter(({ traceId }) => traceId === TRACE);
  expect(joined.map(({ name, parentSpanId }) => [name, parentSpanId])).toEqual([["GET /healthz", SPAN]]);
  await ask(proxy, "00");
  await ask({ OTEL_TRACES_SAMPLER: "always_off" }, "01");
  expect([collector.spans.length, collector.faults]).toEqual([2, []]);
  await collector.close();
});

test("the hub answers, and stops in time, where no collector is there; without one nothing is made", async () => {
  const port = await freePort();
  const hub = await startHub({ environment: { ALLDOOR_OTLP_ENDPOINT: `http://127.0.0.1:${port}` } });
  const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`${hub.url}/healthz`)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
  const began = performance.now();
  await hub.close();
  expect(performance.now() - began).toBeLessThan(5000);
  const untraced = await startHub();
  expect(untraced.hub.tracing).toBeNull();
  await untraced.close();
});

let collector: Collector;
beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector.close());

/** An exporter to the collector, and its log. */
function exporting() {
  const lines: string[] = [];
  const log = createLog("debug", "test", (text) => void lines.push(text));
  const exporter = createExporter({
    url: `${collector.url}/v1/traces`,
    headers: { authorization: "Bearer canary-of-the-collector" },
    resource: { "service.name": "test" },
    scope: { name: "test", version: "1.0.0" },
    log,
  });
  const logged = (): string => {
    log.flush();
    return lines.join("");
  };
  return { exporter, logged };
}

const spanOf = (number: number): Span => ({
  traceId: TRACE,
  spanId: (number + 1).toString(16).padStart(16, "0"),
  parentSpanId: undefined,
  kind: "server",
  name: "GET /",
  startedAt: 1_795_000_000_000.25,
  endedAt: 1_795_000_000_001.5,
  attributes: new Map<string, string | number>([["http.response.status_code", 200]]),
  failed: false,
});

test("a collector that is busy is asked again, one that refuses is not, and its key is in no log", async () => {
  const { exporter, logged } = exporting();
  const before = collector.spans.length;
  collector.answers.push([503, ""]);
  exporter.take(spanOf(1));
  await exporter.flush();
  expect(
    collector.spans.slice(before).map(({ startTimeUnixNano, endTimeUnixNano }) => [startTimeUnixNano, endTimeUnixNano]),
  ).toEqual([["1795000000000250000", "1795000000001500000"]]);
  collector.answers.push([400, "no"]);
  exporter.take(spanOf(2));
  await exporter.flush();
  expect(collector.spans.length).toBe(before + 1);
  collector.answers.push([200, JSON.stringify({ partialSuccess: { rejectedSpans: "1", errorMessage: "too old" } })]);
  exporter.take(spanOf(3));
  await exporter.close();
  expect(logged()).toContain('"tracing.not-sent"');
  expect(logged()).toContain('"tracing.rejected"');
  expect(logged()).not.toContain("canary");
});

test("many go out in groups, and what there is no room for is let go", async () => {
  const { exporter } = exporting();
  const before = collector.spans.length;
  const groups = collector.bodies.length;
  for (let number = 0; number < 5000; number += 1) exporter.take(spanOf(number));
  await exporter.close();
  expect(collector.spans.length - before).toBe(4096);
  expect(collector.bodies.length - groups).toBe(8);
  expect(collector.faults).toEqual([]);
});
