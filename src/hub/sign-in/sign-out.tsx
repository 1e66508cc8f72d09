/** Signing out of the hub: `GET|POST /sign-out`, and the page after it. GET only asks; nothing is changed by a link. */
import type { Answer } from "../../lib/endpoint.ts";
import { ConfirmSignOutPage, SignedOutPage } from "../../pages/hub/sign-out.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { recordEvent } from "../audit/audit.ts";
import { endSessions } from "../sessions/store.ts";
import type { PageContext } from "../web/route.ts";

export function showSignOut(context: PageContext): Answer {
  const { t, assets, csrf, signedIn } = context;
  if (!signedIn) return context.redirect("/signed-out");
  const page = (
    <ConfirmSignOutPage
      t={t}
      assets={assets}
      displayName={signedIn.user.displayName}
      application={null}
      action="/sign-out"
      csrf={csrf}
      request={null}
      stayHref="/account"
    />
  );
  return context.html(renderPage(page));
}

export async function signOut(context: PageContext): Promise<Answer> {
  const { hub, signedIn, occasion } = context;
  if (signedIn) {
    const { user, session } = signedIn;
    await hub.db.write(async (tx) => {
      await endSessions(tx, hub, user.id, { only: session.id });
      await recordEvent(tx, hub, { action: "user.signed-out", actorId: user.id, subject: { kind: "user", id: user.id }, occasion });
    });
  }
  return context.redirect("/signed-out", [context.cookies.signOut()]);
}

export const showSignedOut = ({ html, t, assets }: PageContext): Answer =>
  html(renderPage(<SignedOutPage t={t} assets={assets} signInHref="/sign-in" back={null} />));
