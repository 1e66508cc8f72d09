/** A `fetch` that goes nowhere: it answers from a table and remembers what it was asked. */
import type { ProviderFetch } from "../../src/providers/index.ts";

export interface Asked {
  readonly url: string;
  readonly init: RequestInit;
}

export type Answering = Response | ((asked: Asked) => Response | Promise<Response>);

export interface ScriptedFetch {
  readonly fetch: ProviderFetch;
  readonly asked: Asked[];
  /** The fields of the form that was sent in a call. */
  form(index: number): Record<string, string>;
}

/** @param answers By address without the query. A call to any other address fails as an unknown host would. */
export function scriptedFetch(answers: Readonly<Record<string, Answering>>): ScriptedFetch {
  const asked: Asked[] = [];
  return {
    asked,
    form: (index) => Object.fromEntries(new URLSearchParams(String(asked[index]?.init.body))),
    fetch: async (url, init) => {
      asked.push({ url, init });
      const answer = answers[url.split("?", 1)[0] ?? ""];
      if (answer === undefined) throw new TypeError(`fetch failed: nothing answers at ${url}`);
      return typeof answer === "function" ? answer({ url, init }) : answer.clone();
    },
  };
}

export const json = (body: unknown, status = 200, type = "application/json"): Response =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": type } });

export const text = (body: string | Uint8Array<ArrayBuffer>, status = 200, type = "text/plain"): Response =>
  new Response(body, { status, headers: { "content-type": type } });
