/**
 * A person's click on the consent page, done by a program. The form's fields are those of `pages/consent.tsx`.
 */
import type { FaultId } from "./faults.ts";

/** Where the sandbox serves an address of a provider; its own addresses stay. */
function servedAt(origin: string, address: string): URL {
  const url = new URL(address);
  return url.origin === origin ? url : new URL(`${origin}/${url.host}${url.pathname}${url.search}`);
}

const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&quot;": '"',
  "&#39;": "'",
  "&lt;": "<",
  "&gt;": ">",
};

const plain = (html: string): string =>
  html.replace(/&(?:amp|quot|#39|lt|gt);/g, (entity) => entities[entity] ?? entity);

/** The address that the form of `pages/form-back.tsx` posts to, with its fields as a query. */
function postedBack(page: string): URL | null {
  const [, action, fields = ""] = /<form method="post" action="([^"]*)" id="form-back">(.*?)<\/form>/s.exec(page) ?? [];
  if (action === undefined) return null;
  const back = new URL(plain(action));
  for (const [, name = "", value = ""] of fields.matchAll(/name="([^"]*)" value="([^"]*)"/g)) {
    back.searchParams.append(plain(name), plain(value));
  }
  return back;
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
  const page = await response.text();
  const posted = postedBack(page);
  if (posted) return posted;
  const text = page.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  throw new Error(`The sandbox did not send anybody back (status ${response.status}): ${text.slice(0, 400)}`);
}
