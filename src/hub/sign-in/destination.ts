/**
 * Where a person is on the way to while they sign in: an authorization request that waits (`flow`), or an own page (`next`).
 * Everything that a sign-in page may offer depends on it: the client of a flow decides about passwords and sign-up.
 */

import { Refusal } from "../../lib/errors.ts";
import { ownPath } from "../../lib/paths.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import type { PageAssets } from "../../pages/layout.tsx";
import { findLook, type Look, USUAL_LOOK } from "../clients/look.ts";
import { type Client, findClient } from "../clients/store.ts";
import { continueAddress, type Flow, requireFlow } from "../flows/store.ts";
import { allowsSignUp } from "../organizations/store.ts";
import { dressed } from "../web/dress.ts";
import type { PageContext } from "../web/route.ts";

export interface Destination {
  readonly flow: Flow | null;
  readonly client: Client | null;
  /** How that client looks; the usual where there is none. */
  readonly look: Look;
  /** The assets of pages on the way there. */
  readonly assets: PageAssets;
  /** The own path that the browser goes to afterwards. */
  readonly path: string;
  /** The same destination carried to another page of signing in. */
  carriedTo(page: string): string;
}

const HOME = "/account";

/** @throws Refusal `flow_expired`, `client_unknown` where the client was disabled or removed meanwhile */
export async function readDestination({ hub, assets, query, form, browser }: PageContext): Promise<Destination> {
  const handle = form.get("flow") || query.get("flow");
  if (handle) {
    const flow = await requireFlow(hub.db, hub.clock, handle, browser);
    const known = await findClient(hub.db, flow.request.clientId);
    if (!known || known.disabledAt !== null) throw new Refusal("client_unknown");
    // Its organization has the last word.
    const open = known.allowSignUp && (await allowsSignUp(hub.db, known.organizationId));
    const client = open === known.allowSignUp ? known : { ...known, allowSignUp: open };
    const look = await findLook(hub.db, client.id);
    return {
      flow,
      client,
      look,
      assets: await dressed(hub.db, assets, client, look),
      path: continueAddress(handle),
      carriedTo: (page) => withQuery(page, { flow: handle }),
    };
  }
  const next = ownPath(form.get("next") || query.get("next"), HOME);
  return {
    flow: null,
    client: null,
    look: USUAL_LOOK,
    assets,
    path: next,
    carriedTo: (page) => withQuery(page, { next: next === HOME ? undefined : next }),
  };
}
