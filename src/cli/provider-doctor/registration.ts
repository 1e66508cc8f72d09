/** What can be said of a registration before anybody is asked: complete, with its scopes, and with a callback address that is known. */
import type { ProviderRow } from "../../hub/providers/store.ts";
import { isLocalHost } from "../../lib/configuration.ts";
import type { Provider, ProviderApp } from "../../providers/provider.ts";
import { ProviderError } from "../../providers/provider-error.ts";
import { contextOf } from "../../providers/registration.ts";
import { type Finding, failed, ok, warning } from "../doctor/finding.ts";

const nobody = (): Promise<Response> => Promise.reject(new Error("nothing is asked yet"));

/** Every word of the causes, which name a setting and never hold a secret. */
export function causeOf(error: ProviderError): string {
  const texts: string[] = [];
  for (let cause = error.cause; cause instanceof Error && texts.length < 3; cause = cause.cause)
    texts.push(cause.message);
  return texts.join(": ");
}

export function registration(row: ProviderRow, app: ProviderApp): Finding {
  try {
    contextOf(app, { fetch: nobody });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const fix = `Set it right in the console, or anew with alldoor provider add ${row.entry.id}.`;
    return failed("registration", `It is not set up completely: ${causeOf(error)}.`, fix);
  }
  if (row.entry.status === "closed") {
    return warning("registration", `${row.entry.name} is closed. ${row.entry.note ?? ""}`.trim(), "Disable it.");
  }
  if (row.disabledAt !== null)
    return warning("registration", "It is disabled: nobody is offered it.", "Enable it in the console.");
  return ok("registration", `${row.entry.name}, client ${app.clientId || "without an id"}.`);
}

export function callback({ redirectUri }: ProviderApp, isSandbox: boolean): Finding {
  const { protocol, hostname } = new URL(redirectUri);
  if (protocol === "http:" && !isLocalHost(hostname)) {
    return failed(
      "callback",
      `People come back to ${redirectUri}, which is not https. Providers refuse such an address.`,
      "Serve the hub over https, and name its address with --issuer.",
    );
  }
  const where = isSandbox ? "the sandbox" : "the provider";
  return ok("callback", `To be registered with ${where}, byte for byte: ${redirectUri}`);
}

/** @param way The entry, or the variant that the registration is for. */
export function scopes(way: Provider, { scope }: ProviderApp): Finding | null {
  const missing = scope === undefined ? [] : way.scope.filter((each) => !scope.includes(each));
  if (missing.length === 0) return null;
  return warning(
    "scope",
    `It asks for fewer scopes than the entry: ${missing.join(", ")} missing. What hangs on them (the address, most often) will not come.`,
    "Add them to the registration's scopes, or leave these empty.",
  );
}
