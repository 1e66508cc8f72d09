/**
 * The page of somebody whom an application is not open to: `GET|POST /not-admitted`. The request waits meanwhile, for another
 * account of theirs; whoever goes back brings the application `access_denied` (RFC 6749, 4.1.2.1). That nothing is issued does
 * not hang on this page: `mayIssue` is asked before every issue.
 */
import { seconds } from "../../lib/clock.ts";
import { type Answer, seeOther } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { NotAdmittedPage } from "../../pages/hub/not-admitted.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { findClient } from "../clients/store.ts";
import { continueAddress, requireFlow, spendFlow } from "../flows/store.ts";
import { isAdmitted } from "../roles/memberships.ts";
import { OAuthError } from "../web/oauth-error.ts";
import type { PageContext, PageRoute } from "../web/route.ts";
import { spendPushedRequest } from "./pushed-request.ts";

export const NOT_ADMITTED = "/not-admitted";

async function waiting({ hub, query, form, browser }: PageContext) {
  const flow = await requireFlow(hub.db, hub.clock, form.get("flow") || query.get("flow"), browser);
  const client = await findClient(hub.db, flow.request.clientId);
  if (!client || client.disabledAt !== null) throw new Refusal("client_unknown");
  return { flow, client };
}

async function show(context: PageContext): Promise<Answer> {
  const { hub, t, assets, csrf, signedIn } = context;
  const { flow, client } = await waiting(context);
  const switchHref = withQuery("/sign-in", { flow: flow.value });
  if (!signedIn) return context.redirect(switchHref);
  const { user } = signedIn;
  // Somebody has let them in meanwhile.
  if (await isAdmitted(hub.db, client, user.id)) return seeOther(continueAddress(flow.value));
  const page = (
    <NotAdmittedPage
      t={t}
      assets={assets}
      application={{ name: client.name, logo: null }}
      displayName={user.displayName}
      switchHref={switchHref}
      action={NOT_ADMITTED}
      csrf={csrf}
      hidden={{ flow: flow.value }}
    />
  );
  return context.html(renderPage(page), { formLeavesOrigin: true });
}

async function goBack(context: PageContext): Promise<Answer> {
  const { hub } = context;
  const { flow } = await waiting(context);
  await hub.db.write(async (tx) => {
    const now = seconds(hub.clock);
    if (!(await spendFlow(tx, flow.id, now))) throw new Refusal("flow_expired");
    await spendPushedRequest(tx, flow.request, now);
  });
  throw new OAuthError("access_denied", "This person can't be signed in to this client.", {
    redirect: {
      redirectUri: flow.request.redirectUri,
      state: flow.request.state,
      mode: flow.request.responseMode,
    },
  });
}

export const notAdmittedRoutes: readonly PageRoute[] = [
  { kind: "page", method: "GET", path: NOT_ADMITTED, access: "anyone", page: show },
  { kind: "page", method: "POST", path: NOT_ADMITTED, access: "anyone", page: goBack },
];
