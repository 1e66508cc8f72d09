/**
 * casdoor: the calls of Casdoor's own API that applications make besides OAuth 2.0, in Casdoor's shapes, answered from our
 * people and clients. It has no rule of its own of who may have a token; who is calling is told to it by the wiring.
 *
 * This file: the envelope. Whatever happens the status is 200, and `status` says whether it went well.
 */
import { type Answer, json } from "../../lib/endpoint.ts";

const NO_STORE = { "cache-control": "no-store" } as const;

interface Content {
  readonly sub?: string;
  readonly name?: string;
  readonly data?: unknown;
  readonly data2?: unknown;
}

export const ok = ({ sub = "", name = "", data = null, data2 = null }: Content): Answer =>
  json({ status: "ok", msg: "", sub, name, data, data2, data3: null }, 200, NO_STORE);

export const failed = (msg: string, data: unknown = null): Answer =>
  json({ status: "error", msg, sub: "", name: "", data, data2: null, data3: null }, 200, NO_STORE);

/** What Casdoor says to whoever brings no token that is good, in its own words, which clients compare. */
export const pleaseLogIn = (): Answer => failed("Please login first", "Please login first");
