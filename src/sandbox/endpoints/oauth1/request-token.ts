/** Temporary credentials (RFC 5849, 2.1): a request token for a callback that the application has registered. */
import { Rejection } from "../../rejection.ts";
import { respond } from "../../wire.ts";
import type { Call } from "../../world.ts";
import { rejected } from "../../world.ts";
import { readSigned } from "./signed-request.ts";

/** The callback without the `state` that an application puts behind it. */
const registeredPart = (callback: string): string => callback.replace(/[?&]state=[^&]*$/, "");

function issue(call: Call): Readonly<Record<string, string>> {
  const { world, match, query } = call;
  const { app, own } = readSigned(call, () => undefined);
  const callback = own.get("oauth_callback");
  if (callback === undefined) throw new Rejection("invalid_request", "oauth_callback is missing.", "oauth_callback");
  if (!app.redirectUris.includes(registeredPart(callback))) {
    throw new Rejection("redirect_uri_mismatch", "The callback is not a registered one.", "oauth_callback");
  }
  const separator = match.emulation.provider.scopeSeparator ?? " ";
  const scope = new Set((query.get("scope") ?? "").split(separator).filter((name) => name !== ""));
  const { token, secret } = world.oauth1.issue(app, callback, scope);
  return { oauth_token: token, oauth_token_secret: secret, oauth_callback_confirmed: "true" };
}

export function requestToken(call: Call): Response {
  try {
    return respond({ status: 200, json: issue(call) }, "form");
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    call.remark(error.message);
    return respond(rejected(call, error, "token", ""), "form");
  }
}
