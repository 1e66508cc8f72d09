/**
 * A person's click on the consent page, done by a program. The form's fields are those of `pages/consent.tsx`.
 */
import type { FaultId } from "./faults.ts";

/** Where the sandbox serves an address of a provider; its own addresses stay. */
export function servedAt(origin: string, address: string): URL {
  const url = new URL(address);
  return url.origin === origin ? url : new URL(`${origin}/${url.host}${url.pathname}${url.search}`);
}

/** @throws Error where there is no redirect; it says what the page said. */
export async function signInAs(
  fetch: (request: Request) => Promise<Response>,
  origin: string,
  authorizationUrl: string,
  personId: string,
  fault: FaultId | "none" = "none",
): Promise<URL> {
  const body = new URLSearchParams(fault === "denied" ? { allow: "no" } : { person: personId, fault });
  const response = await fetch(
    new Request(servedAt(origin, authorizationUrl), { method: "POST", body, redirect: "manual" }),
  );
  const location = response.headers.get("location");
  if (response.status === 303 && location !== null) return new URL(location);
  const text = (await response.text()).replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  throw new Error(`The sandbox did not send anybody back (status ${response.status}): ${text.slice(0, 400)}`);
}
