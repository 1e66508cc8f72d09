/**
 * How an authorization response came back: by which way, and what is in it (OAuth 2.0 Multiple Response Types, 2.1; Form Post
 * Response Mode). A page of ours is no response.
 */
import { expect } from "vitest";
import { formsOf, type Shown } from "../ground/browser-client.ts";

export type Mode = "query" | "fragment" | "form_post";

export interface Answered {
  readonly mode: Mode;
  /** Without its parameters. */
  readonly address: string;
  readonly parameters: URLSearchParams;
}

/** The response that a page is or leads to; `null` where the person is shown a page of ours. */
export function answered({ leftTo, html }: Shown): Answered | null {
  if (leftTo === null) {
    const form = formsOf(html).find(({ action }) => action.startsWith("https://app.example.com/"));
    return form
      ? {
          mode: "form_post",
          address: form.action,
          parameters: new URLSearchParams(form.fields.map(([n, v]) => [n, v])),
        }
      : null;
  }
  const address = `${leftTo.origin}${leftTo.pathname}`;
  if (leftTo.hash === "") return { mode: "query", address, parameters: leftTo.searchParams };
  // A registered query stays; nothing of the answer is in it.
  for (const name of ["code", "access_token", "id_token", "state"]) expect(leftTo.searchParams.has(name)).toBe(false);
  return { mode: "fragment", address, parameters: new URLSearchParams(leftTo.hash.slice(1)) };
}
