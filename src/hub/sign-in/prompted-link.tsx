/**
 * The question between a sign-in and the application that it is for: the application asks its people for a link to a provider.
 * `GET|POST /sign-in/link?flow=…`. Linking starts at the provider's own route and comes back here; a no is remembered. Either
 * way the authorization request goes on.
 *
 *   signed in ─▶ authorize ─▶ asked here ─▶ linked, or declined ─▶ asked for the next one ─▶ authorize
 */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { PromptedLinkPage } from "../../pages/hub/prompted-link.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { declineLink, findPromptedLink } from "../identities/prompted-links.ts";
import type { ProviderRow } from "../providers/store.ts";
import type { PageContext } from "../web/route.ts";
import { type Destination, readDestination } from "./destination.ts";

export const PROMPTED_LINK = "/sign-in/link";

interface Asking {
  readonly destination: Destination;
  readonly userId: string;
  /** `null`: there is nothing to ask any more. */
  readonly row: ProviderRow | null;
}

/** @throws Refusal `sign_in_required`, `flow_expired` */
async function readAsking(context: PageContext): Promise<Asking> {
  const { hub, signedIn } = context;
  if (!signedIn) throw new Refusal("sign_in_required");
  const destination = await readDestination(context);
  const { client, flow } = destination;
  if (!client || !flow) throw new Refusal("flow_expired");
  return { destination, userId: signedIn.user.id, row: await findPromptedLink(hub.db, client.id, signedIn.user.id) };
}

export async function showPromptedLink(context: PageContext): Promise<Answer> {
  const { hub, t, assets, csrf, query } = context;
  const { destination, row } = await readAsking(context);
  if (!row) return context.redirect(destination.path);
  const page = (
    <PromptedLinkPage
      t={t}
      assets={assets}
      csrf={csrf}
      application={destination.client?.name ?? ""}
      provider={{
        name: row.displayName,
        colour: row.entry.colour ?? null,
        entry: row.entry.id,
        sandbox: hub.upstream.sandbox !== undefined,
      }}
      failed={query.has("error")}
      linkAction={`/accounts/${row.slug}/login/`}
      next={destination.carriedTo(PROMPTED_LINK)}
      skipAction={PROMPTED_LINK}
      hidden={{ flow: destination.flow?.value ?? null, provider: row.slug }}
    />
  );
  // One form ends in a redirect to the provider, the other may end at the application.
  return context.html(renderPage(page), { formLeavesOrigin: true });
}

export async function skipPromptedLink(context: PageContext): Promise<Answer> {
  const { hub, form } = context;
  const { destination, userId, row } = await readAsking(context);
  // What was answered is what was asked: another question is another answer's.
  if (row && row.slug === form.get("provider")) {
    await hub.db.write((tx) => declineLink(tx, hub, userId, row.id));
    return context.redirect(destination.path);
  }
  return context.redirect(row ? withQuery(PROMPTED_LINK, { flow: destination.flow?.value }) : destination.path);
}
