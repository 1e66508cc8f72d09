/** Calls of the registration endpoints (RFC 7591, RFC 7592): JSON in, JSON out, a bearer token where one is given. */
import type { TestHub } from "../ground/hub.ts";
import type { JsonAnswer } from "../ground/oauth-client.ts";

export const REGISTER = "/api/oauth/register";

interface Sent {
  readonly body?: string;
  readonly type?: string;
  readonly token?: string | undefined;
}

export function calling(hub: () => TestHub) {
  const call = async (method: string, path: string, { body, type, token }: Sent = {}): Promise<JsonAnswer> => {
    const response = await fetch(new URL(path, hub().url), {
      method,
      ...(body === undefined ? {} : { body }),
      headers: {
        ...(type === undefined ? {} : { "content-type": type }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>),
    };
  };
  const send = (method: string, path: string, document: unknown, token?: string) =>
    call(method, path, { body: JSON.stringify(document), type: "application/json", token });
  return { call, send, register: (metadata: unknown, token?: string) => send("POST", REGISTER, metadata, token) };
}
