/**
 * The emulated half of a signed sign-in: the request's own parameters are made again and compared, a person is chosen, and
 * the callback is signed, or carries what the provider is asked about afterwards.
 */
import { createHash, createHmac } from "node:crypto";
import { sameSecret } from "../../../lib/bearer.ts";
import { seconds } from "../../../lib/clock.ts";
import { withQuery } from "../../../lib/redirect-uri.ts";
import type { SignedProvider } from "../../../providers/provider.ts";
import { replacePlaceholders } from "../../../providers/template.ts";
import type { SandboxApp } from "../../apps.ts";
import { withOtherState } from "../../callback-state.ts";
import type { FaultId } from "../../faults.ts";
import { type Parameters, uniqueParameters } from "../../parameters.ts";
import type { Person } from "../../people.ts";
import { Rejection } from "../../rejection.ts";
import type { Call } from "../../world.ts";
import { answerContext } from "../../world.ts";
import { consentPage, readChoice, refusedPage, strikingFault } from "../authorize.tsx";

interface Asked {
  readonly app: SandboxApp;
  readonly callback: string;
  readonly query: Parameters;
  /** The payload's nonce, where there is one. */
  readonly nonce: string | undefined;
}

export const providerOf = ({ match }: Call): SignedProvider => match.emulation.provider as SignedProvider;

const hmacSha256 = (key: string | Buffer, text: string): string => createHmac("sha256", key).update(text).digest("hex");

/** A parameter as this application must have sent it. */
export const filledFor = (call: Call, app: SandboxApp, callback: string, template: string): string =>
  replacePlaceholders(template, (name) => {
    const own: Readonly<Record<string, string>> = {
      clientId: app.clientId,
      clientSecret: app.clientSecret,
      callbackAddress: callback,
      redirectUri: callback.replace(/[?&]state=[^&]*$/, ""),
      origin: URL.canParse(callback) ? new URL(callback).origin : "",
    };
    return own[name] ?? call.match.settings[name] ?? "";
  });

function ownerOf(call: Call, texts: Iterable<string>): { readonly app: SandboxApp; readonly callback: string } {
  for (const text of texts) {
    const part = text.replace(/[?&]state=[^&]*$/, "");
    const app = call.world.apps.of(providerOf(call).id).find(({ redirectUris }) => redirectUris.includes(part));
    if (app) return { app, callback: text };
  }
  throw new Rejection("redirect_uri_mismatch", "No address of the request is a registered callback.");
}

function readPayload(call: Call, query: Parameters): Asked {
  const { proof } = providerOf(call);
  if (proof.kind !== "payload") throw new Rejection("invalid_request", "There is no payload.");
  const payload = query.get(proof.payload) ?? "";
  const fields = new URLSearchParams(Buffer.from(payload, "base64").toString());
  const { app, callback } = ownerOf(call, [fields.get(proof.returnTo) ?? ""]);
  if (!sameSecret(hmacSha256(app.clientSecret, payload), query.get(proof.signature) ?? "")) {
    throw new Rejection("wrong_secret", "The signature of the payload does not fit.", proof.signature);
  }
  return { app, callback, query, nonce: fields.get(proof.nonce) ?? undefined };
}

function readAsked(call: Call): Asked {
  const query = uniqueParameters(call.query);
  const provider = providerOf(call);
  if (provider.proof.kind === "payload") return readPayload(call, query);
  const { app, callback } = ownerOf(call, query.values());
  for (const [name, value] of Object.entries(provider.request)) {
    const text = filledFor(call, app, callback, typeof value === "string" ? value : value.md5);
    const wanted = typeof value === "string" ? text : createHash("md5").update(text).digest("hex");
    if (wanted !== "" && query.get(name) !== wanted) {
      throw new Rejection("invalid_request", `The parameter ${name} is not what it must be.`, name);
    }
  }
  return { app, callback, query, nonce: undefined };
}

/** What the provider says of a person, as texts. */
function fieldsOf(call: Call, app: SandboxApp, person: Person): Readonly<Record<string, string>> {
  const { shape } = call.match.emulation;
  const about = { clientId: app.clientId, person, scope: new Set<string>(), authTime: seconds(call.world.clock) };
  const profile = shape.profile?.(answerContext(call, about, call.match.settings)) ?? {};
  const entries = Object.entries(profile as object).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

function answerFor(call: Call, { app, callback, nonce }: Asked, person: Person, fault: FaultId | null) {
  const { id, proof } = providerOf(call);
  switch (proof.kind) {
    case "lines": {
      const fields = { ...fieldsOf(call, app, person), [proof.time]: String(seconds(call.world.clock)) };
      const lines = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
      const key = createHash("sha256").update(app.clientSecret).digest();
      const hash = hmacSha256(key, lines.sort().join("\n"));
      const bent = fault === "other_subject" ? { id: "1" } : {};
      return { ...fields, ...bent, [proof.parameter]: fault === "wrong_secret" ? hmacSha256("another", hash) : hash };
    }
    case "payload": {
      const fields = new URLSearchParams({ ...fieldsOf(call, app, person), [proof.nonce]: nonce ?? "" });
      const payload = Buffer.from(fields.toString()).toString("base64");
      const key = fault === "wrong_secret" ? "another" : app.clientSecret;
      return { [proof.payload]: payload, [proof.signature]: hmacSha256(key, payload) };
    }
    default: {
      const grant = {
        providerId: id,
        clientId: app.clientId,
        person,
        scope: new Set<string>(),
        captured: call.match.captured,
        nonce: undefined,
        authTime: seconds(call.world.clock),
        refreshable: false,
        fault,
        revoked: false,
      };
      const code = call.world.grants.issueCode(grant, callback, undefined);
      if (proof.kind === "assertion") return { [proof.parameter]: code };
      const { success } = proof;
      return { ...(success === undefined ? {} : { [success.parameter]: success.value }), [proof.code]: code };
    }
  }
}

/** How each provider says that the person refused. */
function refusal(call: Call): Readonly<Record<string, string>> {
  const { proof } = providerOf(call);
  if (proof.kind === "exchange" && proof.success) return { [proof.success.parameter]: "failed" };
  return { error: "access_denied" };
}

function back(callback: string, fields: Readonly<Record<string, string>>): Response {
  const headers = {
    Location: withQuery(callback, fields),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
  };
  return new Response(null, { status: 303, headers });
}

function decide(call: Call, asked: Asked): Response {
  const choice = readChoice(call);
  try {
    if (!choice.person) throw new Rejection("access_denied", "The person refused.");
    const fault = strikingFault(call, choice.fault);
    const to = fault === "wrong_state" ? withOtherState(asked.callback) : asked.callback;
    return back(to, answerFor(call, asked, choice.person, fault));
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    call.remark(error.message);
    return back(asked.callback, refusal(call));
  }
}

export async function authorizeSigned(call: Call): Promise<Response> {
  try {
    const asked = readAsked(call);
    if (call.request.method === "POST") return decide(call, asked);
    const request = { scope: new Set<string>(), loginHint: undefined, prompt: new Set<string>() };
    return await consentPage(call, { redirectUri: asked.callback }, request);
  } catch (error) {
    if (error instanceof Rejection) return refusedPage(call, error);
    throw error;
  }
}
