/**
 * The way to a provider. `GET /accounts/<slug>/login/` starts a sign-in: it changes nothing that is anybody's. Linking
 * (`POST` with `process=connect`) starts only from a form of ours, in a fresh sign-in, and remembers the session that asked.
 */

import { seconds } from "../../lib/clock.ts";
import { type Answer, seeOther } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { ProviderError } from "../../providers/provider-error.ts";
import { startSignIn } from "../../providers/sign-in.ts";
import { newState, storeState, type UpstreamState } from "../identities/upstream-state.ts";
import { type ProviderRow, providerApp, requireProvider } from "../providers/store.ts";
import type { PageContext } from "../web/route.ts";
import { readDestination } from "./destination.ts";

export async function startUpstreamLogin(context: PageContext): Promise<Answer> {
  const { hub, params, query } = context;
  const row = await requireProvider(hub.db, params.slug ?? "");
  if (query.get("process") === "connect") return context.redirect("/account/identities");
  const destination = await readDestination(context);
  const hint = destination.flow?.request.loginHint ?? undefined;
  const again = destination.flow?.request.prompt.includes("login") || query.get("action") === "reauthenticate";
  return leave(context, row, {
    intent: "login",
    sessionId: null,
    returnTo: destination.path,
    clientRowId: destination.client?.id ?? null,
    ...(hint === undefined ? {} : { loginHint: hint }),
    ...(again ? { prompt: "login" } : {}),
  });
}

export async function startUpstreamLink(context: PageContext): Promise<Answer> {
  const { hub, params, signedIn } = context;
  if (!signedIn) throw new Refusal("sign_in_required");
  const row = await requireProvider(hub.db, params.slug ?? "");
  return leave(context, row, {
    intent: "connect",
    sessionId: signedIn.session.id,
    returnTo: "/account/identities",
    clientRowId: null,
  });
}

type Leaving = Pick<UpstreamState, "intent" | "sessionId" | "returnTo" | "clientRowId"> & {
  loginHint?: string;
  prompt?: string;
};

async function leave({ hub, browser, redirect }: PageContext, row: ProviderRow, leaving: Leaving): Promise<Answer> {
  const state = newState(hub);
  const { loginHint, prompt, ...kept } = leaving;
  try {
    const { url, pending } = await startSignIn(providerApp(hub, row), {
      fetch: hub.upstream.fetch,
      now: () => seconds(hub.clock),
      state: state.value,
      ...(loginHint === undefined ? {} : { loginHint }),
      // `prompt` is OpenID Connect's; a provider that only speaks OAuth does not know it.
      ...(prompt === undefined || row.entry.protocol !== "oidc" ? {} : { prompt }),
    });
    await hub.db.write((tx) => storeState(tx, hub, state, { ...kept, providerId: row.id, pending, browser }));
    return seeOther(hub.upstream.toBrowser(url), { "set-cookie": redirect("/").headers["set-cookie"] ?? [] });
  } catch (error) {
    if (error instanceof ProviderError) {
      throw new Refusal(error.code === "unreachable" ? "provider_unreachable" : "provider_refused", undefined, {
        cause: error,
      });
    }
    throw error;
  }
}
