/**
 * What traces are sent, where to, and under which name: by OpenTelemetry's own variables, so that the hub stands beside other
 * programs of the same collector without words of its own. `ALLDOOR_OTLP_ENDPOINT` wins over the two for the address.
 */
import { SAMPLERS, type SamplerName } from "./sampler.ts";

export interface TracingConfiguration {
  /** Where spans are posted to: OTLP/HTTP, JSON. */
  readonly url: string;
  /** Sent along; they may hold a key, so they are never logged. */
  readonly headers: Readonly<Record<string, string>>;
  /** `undefined`: each program has its own. */
  readonly serviceName: string | undefined;
  readonly resource: Readonly<Record<string, string>>;
  readonly sampler: SamplerName;
  /** Share of the traces, from 0 to 1. */
  readonly ratio: number;
}

type Values = Readonly<Record<string, string | undefined>>;

/** Names and values that can't be read, by the variable they stand in. */
export class TracingFault extends Error {
  override readonly name = "TracingFault";
  readonly variable: string;

  constructor(variable: string, why: string) {
    super(why);
    this.variable = variable;
  }
}

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** `key=value,key=value`, percent-encoded, as W3C Baggage has it. */
function readPairs(environment: Values, variable: string, isName: (name: string) => boolean): Record<string, string> {
  const pairs: Record<string, string> = {};
  for (const part of (environment[variable] ?? "").split(",")) {
    if (part.trim() === "") continue;
    const equals = part.indexOf("=");
    const name = part.slice(0, Math.max(0, equals)).trim();
    let value: string;
    try {
      value = decodeURIComponent(part.slice(equals + 1).trim());
    } catch {
      throw new TracingFault(variable, "has a value that is not percent-encoded");
    }
    if (!isName(name) || /[^\t\x20-\x7e\x80-\u{10ffff}]/u.test(value))
      throw new TracingFault(variable, "must be name=value, name=value …");
    pairs[name] = value;
  }
  return pairs;
}

/** An address that may be posted to: http or https, without user and fragment. */
function readAddress(variable: string, text: string): URL {
  const url = URL.parse(text);
  if (
    !url ||
    !["http:", "https:"].includes(url.protocol) ||
    url.username !== "" ||
    url.password !== "" ||
    url.hash !== ""
  )
    throw new TracingFault(variable, "must be an address that begins with http:// or https://");
  return url;
}

/** The base address, with the path of traces behind its own. */
function belowBase(variable: string, text: string): string {
  const url = readAddress(variable, text);
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/v1/traces`;
  return url.href;
}

const PROTOCOLS: readonly string[] = ["http/json", "http/protobuf"];

function addressOf(environment: Values, endpoint: string | undefined): string | undefined {
  if (endpoint !== undefined) return belowBase("ALLDOOR_OTLP_ENDPOINT", endpoint);
  const whole = environment["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];
  if (whole) return readAddress("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", whole).href;
  const base = environment["OTEL_EXPORTER_OTLP_ENDPOINT"];
  return base ? belowBase("OTEL_EXPORTER_OTLP_ENDPOINT", base) : undefined;
}

/** Whoever is told to speak gRPC would speak to a port that answers nothing else. */
function checkProtocol(environment: Values): void {
  for (const variable of ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"]) {
    const protocol = environment[variable];
    if (protocol && !PROTOCOLS.includes(protocol))
      throw new TracingFault(variable, "must be http/json: gRPC is not spoken here");
    if (protocol) return;
  }
}

function readSampler(environment: Values): Pick<TracingConfiguration, "sampler" | "ratio"> {
  const name = environment["OTEL_TRACES_SAMPLER"] || "parentbased_always_on";
  const sampler = SAMPLERS.find((each) => each === name);
  if (sampler === undefined) throw new TracingFault("OTEL_TRACES_SAMPLER", `must be one of ${SAMPLERS.join(", ")}`);
  const ratio = Number(environment["OTEL_TRACES_SAMPLER_ARG"] || 1);
  if (!(ratio >= 0 && ratio <= 1)) throw new TracingFault("OTEL_TRACES_SAMPLER_ARG", "must be a number from 0 to 1");
  return { sampler, ratio };
}

/**
 * @param endpoint `ALLDOOR_OTLP_ENDPOINT`.
 * @returns `undefined` where nothing is to be traced
 * @throws TracingFault
 */
export function readTracing(environment: Values, endpoint: string | undefined): TracingConfiguration | undefined {
  if (/^true$/i.test(environment["OTEL_SDK_DISABLED"] ?? "") || environment["OTEL_TRACES_EXPORTER"] === "none")
    return undefined;
  const url = addressOf(environment, endpoint);
  if (url === undefined) return undefined;
  checkProtocol(environment);
  const isHeader = (name: string): boolean => HEADER_NAME.test(name);
  const resource = readPairs(environment, "OTEL_RESOURCE_ATTRIBUTES", (name) => name !== "");
  return {
    url,
    headers: {
      ...readPairs(environment, "OTEL_EXPORTER_OTLP_HEADERS", isHeader),
      ...readPairs(environment, "OTEL_EXPORTER_OTLP_TRACES_HEADERS", isHeader),
    },
    serviceName: environment["OTEL_SERVICE_NAME"] || resource["service.name"],
    resource,
    ...readSampler(environment),
  };
}
