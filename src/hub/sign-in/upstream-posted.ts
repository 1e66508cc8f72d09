/**
 * A callback that comes as a form of the provider's site (OAuth 2.0 Form Post Response Mode 1.0). Browsers keep `SameSite=Lax`
 * cookies back from another site's POST, so nobody can be recognised here: what came is kept, sealed, under its state, and
 * the browser is sent to fetch it by a GET, where its cookie says whether the sign-in is its own. A code never stands in
 * an address of ours in this way, and cookies stay as strict as they are.
 */
import { type Answer, type EndpointRequest, seeOther } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { bodyText, mediaType, parseForm } from "../../lib/parameters.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import type { Hub } from "../hub.ts";
import { keepPosted } from "../identities/upstream-state.ts";
import { wayOf } from "../providers/options.ts";
import { requireProvider } from "../providers/store.ts";

/** The segment behind `/accounts/`, decoded. @throws Refusal `not_found` */
function slugIn(path: string): string {
  try {
    return decodeURIComponent(path.split("/")[2] ?? "");
  } catch {
    throw new Refusal("not_found");
  }
}

export const receivePosted =
  (hub: Hub) =>
  async (http: EndpointRequest): Promise<Answer> => {
    const row = await requireProvider(hub.db, slugIn(http.path));
    if (wayOf(row.entry, row.settings).callbackBy !== "form") throw new Refusal("method_not_allowed");
    if (mediaType(http.headers["content-type"]) !== "application/x-www-form-urlencoded")
      throw new Refusal("content_type_unsupported");
    const posted = parseForm(bodyText(await http.body()));
    const state = posted.get("state") ?? null;
    await keepPosted(hub, state, row.id, new URLSearchParams([...posted]));
    return seeOther(withQuery(http.path, { state: state ?? undefined }));
  };
