/**
 * An OpenID 2.0 server's one address: applications associate with it and ask it about assertions (POST, 8 and 11.4.2),
 * browsers are sent to it (GET, 9) and choose a person on its page.
 */
import { sameSecret } from "../../../lib/bearer.ts";
import { withQuery } from "../../../lib/redirect-uri.ts";
import type { SandboxApp } from "../../apps.ts";
import { withOtherState } from "../../callback-state.ts";
import { ASSOCIATION_LIFETIME, type Association, assertionSignature, maskedKey } from "../../openid2-associations.ts";
import { formParameters, type Parameters, uniqueParameters } from "../../parameters.ts";
import { Rejection } from "../../rejection.ts";
import type { Call } from "../../world.ts";
import { type Choice, consentPage, readChoice, refusedPage, strikingFault } from "../authorize.tsx";
import { positiveAssertion } from "./assertion.ts";

const NS = "http://specs.openid.net/auth/2.0";

function keyValues(fields: Readonly<Record<string, string>>, status = 200): Response {
  const text = Object.entries({ ns: NS, ...fields })
    .map(([name, value]) => `${name}:${value}\n`)
    .join("");
  return new Response(text, {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
  });
}

function associate({ world }: Call, body: Parameters): Response {
  const [type, session] = [body.get("openid.assoc_type"), body.get("openid.session_type")];
  const fits = (type === "HMAC-SHA256" && session === "DH-SHA256") || (type === "HMAC-SHA1" && session === "DH-SHA1");
  if (!fits) {
    const better = { error_code: "unsupported-type", assoc_type: "HMAC-SHA256", session_type: "DH-SHA256" };
    return keyValues({ error: "Not this kind.", ...better }, 400);
  }
  const made = world.associations.make(type, false);
  try {
    const { masked, own } = maskedKey(made, body.get("openid.dh_consumer_public") ?? "");
    return keyValues({
      assoc_handle: made.handle,
      assoc_type: type,
      session_type: session ?? "",
      expires_in: String(ASSOCIATION_LIFETIME),
      dh_server_public: own,
      enc_mac_key: masked,
    });
  } catch {
    return keyValues({ error: "dh_consumer_public is no number of this group." }, 400);
  }
}

/** 11.4.2.1: only for the server's own secrets, and once for each assertion. */
function checkAuthentication({ world, remark }: Call, body: Parameters): Response {
  const association = world.associations.find(body.get("openid.assoc_handle") ?? "");
  const names = (body.get("openid.signed") ?? "").split(",");
  const fields = new Map([...body].map(([name, value]) => [name.replace(/^openid\./, ""), value] as const));
  const signature = body.get("openid.sig") ?? "";
  const fits =
    association?.isPrivate === true &&
    sameSecret(assertionSignature(association, names, fields), signature) &&
    world.associations.confirm(signature);
  if (!fits) remark("This server has not made that assertion, or has confirmed it before.");
  return keyValues({ is_valid: String(fits) });
}

function direct(call: Call): Response {
  if (call.body === null) return keyValues({ error: "The body is too large." }, 413);
  const body = formParameters(call.body);
  if (body.get("openid.ns") !== NS) return keyValues({ error: "openid.ns is not OpenID 2.0's." }, 400);
  switch (body.get("openid.mode")) {
    case "associate":
      return associate(call, body);
    case "check_authentication":
      return checkAuthentication(call, body);
    default:
      return keyValues({ error: "No such mode." }, 400);
  }
}

/** The application whose address this is: OpenID 2.0 has no client ids, and the sandbox knows its callbacks. */
function ownerOf(call: Call, returnTo: string): SandboxApp {
  const part = returnTo.replace(/[?&]state=[^&]*$/, "");
  const app = call.world.apps
    .of(call.match.emulation.provider.id)
    .find(({ redirectUris }) => redirectUris.includes(part));
  if (!app)
    throw new Rejection("redirect_uri_mismatch", "The return_to address is not registered.", "openid.return_to");
  return app;
}

function readRequest(call: Call): { readonly query: Parameters; readonly returnTo: string; readonly app: SandboxApp } {
  const query = uniqueParameters(call.query);
  if (query.get("openid.ns") !== NS) throw new Rejection("invalid_request", "openid.ns is missing.", "openid.ns");
  if (query.get("openid.mode") !== "checkid_setup") {
    throw new Rejection("invalid_request", "Only checkid_setup is emulated.", "openid.mode");
  }
  const returnTo = query.get("openid.return_to") ?? "";
  const realm = query.get("openid.realm") ?? returnTo;
  if (!returnTo.startsWith(realm))
    throw new Rejection("invalid_request", "return_to is outside the realm.", "openid.realm");
  for (const name of ["openid.claimed_id", "openid.identity"]) {
    if (!query.has(name)) throw new Rejection("invalid_request", `${name} is missing.`, name);
  }
  return { query, returnTo, app: ownerOf(call, returnTo) };
}

function back(returnTo: string, fields: Readonly<Record<string, string>>): Response {
  const headers = {
    Location: withQuery(returnTo, fields),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
  };
  return new Response(null, { status: 303, headers });
}

function associationFor({ world }: Call, handle: string | undefined): Association {
  const known = handle === undefined ? undefined : world.associations.find(handle);
  return known && !known.isPrivate ? known : world.associations.make("HMAC-SHA256", true);
}

function decide(call: Call, query: Parameters, returnTo: string, app: SandboxApp, choice: Choice): Response {
  try {
    if (!choice.person) throw new Rejection("access_denied", "The person refused.");
    const fault = strikingFault(call, choice.fault);
    const association = associationFor(call, query.get("openid.assoc_handle"));
    const fields = positiveAssertion(call, { query, returnTo, app, person: choice.person, association, fault });
    const to = fault === "wrong_state" ? withOtherState(returnTo) : returnTo;
    return back(to, fields);
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    call.remark(error.message);
    return back(returnTo, { "openid.ns": NS, "openid.mode": "cancel" });
  }
}

export async function openIdServer(call: Call): Promise<Response> {
  const { request } = call;
  try {
    if (request.method === "POST" && !call.query.has("openid.mode")) {
      return direct(call);
    }
    const { query, returnTo, app } = readRequest(call);
    if (request.method === "POST") return decide(call, query, returnTo, app, readChoice(call));
    const asked = { scope: new Set<string>(), loginHint: undefined, prompt: new Set<string>() };
    return await consentPage(call, { redirectUri: returnTo }, asked);
  } catch (error) {
    if (error instanceof Rejection) return refusedPage(call, error);
    throw error;
  }
}
