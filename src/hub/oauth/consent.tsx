/**
 * The consent page: `GET|POST /consent`. It shows who asks for what on whose behalf and where the answer goes, and stores the
 * answer in the flow; issuing is the authorization endpoint's work alone.
 */

import { seconds } from "../../lib/clock.ts";
import { type Answer, seeOther } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { ConsentPage, type UnknownApplication } from "../../pages/hub/consent.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { recordEvent } from "../audit/audit.ts";
import { findRegistration, type Registration } from "../clients/registration.ts";
import { type Client, findClient } from "../clients/store.ts";
import { continueAddress, type Flow, noteInFlow, requireFlow, spendFlow } from "../flows/store.ts";
import { rememberConsent } from "../grants/consents.ts";
import { dressed } from "../web/dress.ts";
import { OAuthError } from "../web/oauth-error.ts";
import type { PageContext, PageRoute } from "../web/route.ts";
import { spendPushedRequest } from "./pushed-request.ts";
import { scopeDescriptions, scopeText } from "./scope.ts";

async function waiting({ hub, query, form, browser }: PageContext): Promise<{ flow: Flow; client: Client }> {
  const flow = await requireFlow(hub.db, hub.clock, form.get("flow") || query.get("flow"), browser);
  const client = await findClient(hub.db, flow.request.clientId);
  if (!client || client.disabledAt !== null) throw new Refusal("client_unknown");
  return { flow, client };
}

const hostOf = (address: string | null): string | null =>
  address !== null && URL.canParse(address) ? new URL(address).host : null;

/** What is certain of a client that nobody set up by hand. */
function unknownApplication(client: Client, registration: Registration | undefined): UnknownApplication | undefined {
  if (!registration) return undefined;
  if (registration.kind === "registered") return { type: "registration" };
  const callsItself = registration.metadata.client_name ?? null;
  return { type: "document", host: new URL(client.clientId).host, callsItself };
}

async function showConsent(context: PageContext): Promise<Answer> {
  const { t, csrf, signedIn } = context;
  const { flow, client } = await waiting(context);
  if (!signedIn) return context.redirect(withQuery("/sign-in", { flow: flow.value }));
  const { user } = signedIn;
  const host = hostOf(flow.request.redirectUri);
  const registration = await findRegistration(context.hub.db, client.id);
  const assets = await dressed(context.hub.db, context.assets, client);
  const unknown = unknownApplication(client, registration);
  const page = (
    <ConsentPage
      t={t}
      // The page itself says where the terms are.
      assets={assets.look ? { ...assets, look: { ...assets.look, terms: null, policy: null } } : assets}
      application={{
        name: client.name,
        logo: assets.look?.logo ?? null,
        host: hostOf(client.homepage),
        type: client.type === "confidential" ? "confidential" : "public",
        links: { policy: assets.look?.policy ?? undefined, terms: assets.look?.terms ?? undefined },
        ...(unknown ? { unknown } : {}),
      }}
      account={{ displayName: user.displayName, username: user.name, email: user.email }}
      switchHref={withQuery("/sign-in", { flow: flow.value })}
      scopes={flow.request.scope}
      scopeDescriptions={scopeDescriptions(client)}
      resources={flow.request.resource}
      redirectHost={host === null || host === "" ? (flow.request.redirectUri.split("?", 1)[0] ?? "") : host}
      loopback={/^http:\/\//.test(flow.request.redirectUri)}
      action="/consent"
      csrf={csrf}
      hidden={{ flow: flow.value, account: user.id }}
    />
  );
  return context.html(renderPage(page), { formLeavesOrigin: true });
}

async function consent(context: PageContext): Promise<Answer> {
  const { hub, form, signedIn, occasion } = context;
  const { flow, client } = await waiting(context);
  if (!signedIn) return context.redirect(withQuery("/sign-in", { flow: flow.value }));
  const { user, session } = signedIn;
  // Somebody else has signed in since the page was shown: nobody consents for another.
  if (form.get("account") !== user.id) return showConsent(context);
  const redirect = {
    redirectUri: flow.request.redirectUri,
    state: flow.request.state,
    mode: flow.request.responseMode,
  };
  if (form.get("consent") !== "allow") {
    await hub.db.write(async (tx) => {
      const now = seconds(hub.clock);
      if (!(await spendFlow(tx, flow.id, now))) throw new Refusal("flow_expired");
      await spendPushedRequest(tx, flow.request, now);
    });
    throw new OAuthError("access_denied", "The person did not allow it.", { redirect });
  }
  await hub.db.write(async (tx) => {
    await noteInFlow(tx, flow.id, "consent", session.id);
    const { scope, resource, isTrial = false } = flow.request;
    // What an administrator allows to try an application (`trial.ts`) is for that sign-in alone: it asks for every scope that there is.
    if (!isTrial) await rememberConsent(tx, hub, user.id, client.id, scope, resource);
    await recordEvent(tx, hub, {
      action: "consent.given",
      actorId: user.id,
      subject: { kind: "client", id: client.id },
      clientId: client.id,
      occasion,
      detail: { scope: scopeText(scope), ...(isTrial ? { trial: true } : {}) },
    });
  });
  return seeOther(continueAddress(flow.value));
}

export const consentRoutes: readonly PageRoute[] = [
  { kind: "page", method: "GET", path: "/consent", access: "anyone", page: showConsent },
  { kind: "page", method: "POST", path: "/consent", access: "anyone", page: consent },
];
