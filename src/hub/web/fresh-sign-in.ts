/**
 * What needs a fresh sign-in needs one that is as strong as the person can make it: not older than `RECENT_SECONDS`, and with a
 * second factor where they have one. Whoever comes too late with a form proves themselves again and finds it kept.
 */
import { seconds } from "../../lib/clock.ts";
import type { EndpointRequest } from "../../lib/endpoint.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import type { Hub } from "../hub.ts";
import type { SignedIn } from "../sessions/store.ts";
import { keepForm } from "../ways/kept-form.ts";
import { isStrongest } from "../ways/required-factor.ts";
import { type FormFields, RECENT_SECONDS } from "./route.ts";

/** The page that shows a kept form. */
export const KEPT_FORM = "/account/again";

export async function isFresh(hub: Pick<Hub, "db" | "clock">, { session, user }: SignedIn): Promise<boolean> {
  if (session.authenticatedAt + RECENT_SECONDS < seconds(hub.clock)) return false;
  return isStrongest(hub.db, user.id, session.amr);
}

export interface LateForm {
  readonly http: EndpointRequest;
  readonly form: FormFields;
  /** The own path of the page that it stood on. */
  readonly backTo: string;
  readonly userId: string;
  readonly browser: string;
}

/** Keeps a form. @returns where to prove oneself, to be shown the form afterwards; `null` for one that is not kept. */
export async function keepLateForm(
  hub: Hub,
  { http, form, backTo, userId, browser }: LateForm,
): Promise<string | null> {
  const path = http.query === "" ? http.path : `${http.path}?${http.query}`;
  const kept = { path, backTo, fields: form.entries() };
  const handle = await hub.db.write((tx) => keepForm(tx, hub, kept, userId, browser));
  return handle === null ? null : withQuery("/sign-in", { next: withQuery(KEPT_FORM, { form: handle }), confirm: "1" });
}
