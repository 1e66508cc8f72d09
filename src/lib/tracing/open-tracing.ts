/** Tracing as a program of ours has it: from the configuration to spans that are sent. */
import { readFileSync } from "node:fs";
import type { Log } from "../log.ts";
import type { TracingConfiguration } from "./configuration.ts";
import { createExporter } from "./exporter.ts";
import { createSampler } from "./sampler.ts";
import { createTracing, type Tracing } from "./tracing.ts";

export interface TracedProgram {
  /** `alldoor-hub`: what it is called where the configuration names nothing. */
  readonly name: string;
  readonly log: Log;
}

const packageVersion = (): string => {
  const text = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
};

/** @returns `null` where nothing is traced, so that nothing is made for it */
export function openTracing(
  configuration: TracingConfiguration | undefined,
  { name, log }: TracedProgram,
): Tracing | null {
  if (configuration === undefined) return null;
  const { url, headers, serviceName, resource, sampler, ratio } = configuration;
  const version = packageVersion();
  const exporter = createExporter({
    url,
    headers,
    resource: { ...resource, "service.name": serviceName ?? name, "service.version": version },
    scope: { name: "alldoor", version },
    log,
  });
  return createTracing({
    sample: createSampler(sampler, ratio),
    take: exporter.take,
    close: exporter.close,
  });
}
