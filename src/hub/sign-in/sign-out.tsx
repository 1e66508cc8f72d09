/**
 * Signing out of the hub: `GET|POST /sign-out`, and the page after it. GET only asks; nothing is changed by a link. An
 * application that asked for it (`oauth/end-session.ts`) is named on the page, and gets the person back afterwards.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { ConfirmSignOutPage, SignedOutPage } from "../../pages/hub/sign-out.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { recordEvent } from "../audit/audit.ts";
import { type Client, findClient } from "../clients/store.ts";
import { framesOf, SIGNED_OUT, signedOutAddress } from "../logout/signed-out.ts";
import { endSessions } from "../sessions/store.ts";
import type { PageContext } from "../web/route.ts";

interface Asker {
  readonly client: Client;
  /** Where the browser goes afterwards: registered for the client, looked at each time. */
  readonly back: string | null;
  /** The same, carried by the form. */
  readonly hidden: Readonly<Record<string, string | null>>;
}

const FIELDS = ["client_id", "post_logout_redirect_uri", "state"] as const;

async function askerOf({ hub, http, query, form }: PageContext): Promise<Asker | null> {
  const [clientId, uri, state] = FIELDS.map(
    (name) => (http.method === "POST" ? form.get(name) : query.get(name)) || null,
  );
  const client = clientId ? await findClient(hub.db, clientId) : undefined;
  if (!client || client.disabledAt !== null) return null;
  const redirectUri = uri && client.postLogoutRedirectUris.includes(uri) ? uri : null;
  return {
    client,
    back: redirectUri === null ? null : withQuery(redirectUri, { state: state ?? undefined }),
    hidden: {
      client_id: client.clientId,
      post_logout_redirect_uri: redirectUri,
      state: redirectUri === null ? null : (state ?? null),
    },
  };
}

export async function showSignOut(context: PageContext): Promise<Answer> {
  const { t, assets, csrf, signedIn } = context;
  const asker = await askerOf(context);
  if (!signedIn) return context.redirect(SIGNED_OUT);
  const page = (
    <ConfirmSignOutPage
      t={t}
      assets={assets}
      displayName={signedIn.user.displayName}
      application={asker?.client.name ?? null}
      action="/sign-out"
      csrf={csrf}
      hidden={asker?.hidden ?? {}}
      stayHref="/account"
    />
  );
  return context.html(renderPage(page), { formLeavesOrigin: asker?.back !== null && asker !== null });
}

export async function signOut(context: PageContext): Promise<Answer> {
  const { hub, signedIn, occasion } = context;
  const asker = await askerOf(context);
  if (signedIn) {
    const { user, session } = signedIn;
    await hub.db.write(async (tx) => {
      await endSessions(tx, hub, user.id, { only: session.id });
      await recordEvent(tx, hub, {
        action: "user.signed-out",
        actorId: user.id,
        subject: { kind: "user", id: user.id },
        clientId: asker?.client.id,
        occasion,
      });
    });
  }
  const frames = signedIn && (await signedOutAddress(hub, signedIn.session.id, asker?.hidden));
  return context.redirect(frames ?? asker?.back ?? SIGNED_OUT, [context.cookies.signOut()]);
}

/** After a sign-out here: loads what signs the person out of applications in this browser, then goes on to the one that asked. */
export async function showSignedOut(context: PageContext): Promise<Answer> {
  const { hub, query, html, t, assets } = context;
  const frames = await framesOf(hub, query.get("ticket"));
  const asker = frames.length > 0 ? await askerOf(context) : null;
  const back = asker !== null && asker.back !== null ? { name: asker.client.name, href: asker.back } : null;
  const page = <SignedOutPage t={t} assets={assets} signInHref="/sign-in" back={back} frames={frames} />;
  return html(renderPage(page), { frames: [...new Set(frames.map((address) => new URL(address).origin))] });
}
