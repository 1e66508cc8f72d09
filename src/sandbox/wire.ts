/**
 * Answers in bytes: JSON and forms as the emulated endpoints write them, and the ways in which the faults of stage
 * `answer` spoil them.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObject } from "./answers/shape.ts";
import type { FaultId } from "./faults.ts";
import { OVERSIZED_BYTES } from "./faults.ts";
import type { WireAnswer } from "./rejection.ts";

export type Format = "json" | "form" | "jsonp";

const NO_STORE = { "Cache-Control": "no-store", Pragma: "no-cache" } as const;

/** What a form-encoded answer can carry: texts, numbers and truth values. */
function formText(json: WireAnswer["json"]): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(json as JsonObject)) {
    if (["string", "number", "boolean"].includes(typeof value)) form.set(name, String(value));
  }
  return form.toString();
}

const types: Readonly<Record<Format, string>> = {
  json: "application/json",
  form: "application/x-www-form-urlencoded",
  jsonp: "application/javascript",
};

export function respond({ status, headers, json }: WireAnswer, format: Format = "json"): Response {
  const type = types[format];
  const body =
    format === "form"
      ? formText(json)
      : format === "json"
        ? JSON.stringify(json)
        : `callback( ${JSON.stringify(json)} );`;
  const caching = headers && "Cache-Control" in headers ? {} : NO_STORE;
  return new Response(body, { status, headers: { "Content-Type": `${type}; charset=utf-8`, ...caching, ...headers } });
}

const MAINTENANCE = "<!doctype html><html lang=en><title>Maintenance</title><h1>We will be right back</h1></html>";
const CHUNK = 64 * 1024;

/** JSON that is valid and far too long, made as it is read. */
function oversized(): ReadableStream<Uint8Array> {
  const filler = new TextEncoder().encode("a".repeat(CHUNK));
  let left = OVERSIZED_BYTES;
  return new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"filler":"')),
    pull(controller) {
      if (left > 0) controller.enqueue(filler);
      left -= CHUNK;
      if (left > 0) return;
      controller.enqueue(new TextEncoder().encode('"}'));
      controller.close();
    },
  });
}

export interface SpoilOptions {
  readonly slowMs: number;
  /** Ends the wait of `slow` early. */
  readonly signal: AbortSignal;
  /** Where `redirect` points. */
  readonly elsewhere: string;
}

/** The answer as the fault leaves it; faults of another stage leave it alone. */
export async function spoil(
  answer: Response,
  fault: FaultId,
  { slowMs, signal, elsewhere }: SpoilOptions,
): Promise<Response> {
  switch (fault) {
    case "slow":
      await sleep(slowMs, undefined, { signal, ref: false }).catch(() => undefined);
      return answer;
    case "html":
      return new Response(MAINTENANCE, { headers: { "Content-Type": "text/html; charset=utf-8", ...NO_STORE } });
    case "not_json": {
      const text = await answer.text();
      return new Response(text.slice(0, text.length / 2), {
        headers: { "Content-Type": "application/json", ...NO_STORE },
      });
    }
    case "oversized":
      return new Response(oversized(), { headers: { "Content-Type": "application/json", ...NO_STORE } });
    case "server_error":
      return new Response("Internal Server Error", {
        status: 500,
        headers: { "Content-Type": "text/plain", ...NO_STORE },
      });
    case "redirect":
      return new Response(null, { status: 302, headers: { Location: elsewhere, ...NO_STORE } });
    default:
      return answer;
  }
}
