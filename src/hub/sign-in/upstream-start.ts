/**
 * The way to a provider. `GET /accounts/<slug>/login/` starts a sign-in: it changes nothing that is anybody's. Linking
 * (`POST` with `process=connect`) starts only from a form of ours, in a fresh sign-in, and remembers the session that asked.
 *
 * The start address takes `next` (an own path), `action` (`reauthenticate`, `rerequest`), `scope` (what the registration
 * offers besides) and the settings that the entry leaves to each sign-in (`shop`, `identifier`, `region`); where one of these
 * is needed and missing, it is asked for. Authorization parameters are never taken from it. Where the registration has the
 * provider's own script, a page with it stands in place of the redirect, which `?method=oauth2` still gives.
 */
import { seconds } from "../../lib/clock.ts";
import { type Answer, seeOther } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { ownPath } from "../../lib/paths.ts";
import type { SignInAction } from "../../providers/provider.ts";
import { ProviderError } from "../../providers/provider-error.ts";
import { startSignIn } from "../../providers/sign-in.ts";
import { newState, storeState, type UpstreamState } from "../identities/upstream-state.ts";
import { isStartToo } from "../providers/callback-path.ts";
import { rulesOfClient } from "../providers/rules.ts";
import { type ProviderRow, providerApp, requireProvider } from "../providers/store.ts";
import type { PageContext } from "../web/route.ts";
import { readDestination } from "./destination.ts";
import { PROMPTED_LINK } from "./prompted-link.tsx";
import { finishUpstream } from "./upstream-callback.tsx";
import { isFramed, requireLaunch, showEmbedded } from "./upstream-embedded.tsx";
import { askForKeys, readKeys, wrongKeys } from "./upstream-keys.tsx";
import { goesByRedirect, showScriptPage } from "./upstream-script.tsx";

const IDENTITIES = "/account/identities";
const ACTIONS: readonly SignInAction[] = ["reauthenticate", "rerequest"];

export async function startUpstreamLogin(context: PageContext): Promise<Answer> {
  const { hub, params, query } = context;
  const row = await requireProvider(hub.db, params.slug ?? "");
  // Only a callback has a state; some providers are registered with this very address as theirs.
  if (query.has("state") && isStartToo(row)) return finishUpstream(context);
  if (query.get("process") === "connect") return context.redirect("/account/identities");
  const destination = await readDestination(context);
  const rule = (await rulesOfClient(hub.db, destination.client?.id ?? null))(row.id);
  if (!rule.canSignIn) throw new Refusal("provider_unknown");
  await requireLaunch(context, row);
  const keys = readKeys(row, query);
  if (keys.asked.length > 0) return askForKeys(context, row, keys.asked, destination.carriedTo("/sign-in"));
  if (isFramed(context, row)) return showEmbedded(context, row, keys.values);
  const hint = destination.flow?.request.loginHint ?? undefined;
  const again = destination.flow?.request.prompt.includes("login") === true;
  const action = ACTIONS.find((each) => each === query.get("action")) ?? (again ? "reauthenticate" : undefined);
  return leave(context, row, {
    intent: "login",
    sessionId: null,
    returnTo: destination.path,
    clientRowId: destination.client?.id ?? null,
    keys: keys.values,
    scope: furtherScope(row, query.get("scope")),
    withScript: !goesByRedirect(row, query),
    ...(hint === undefined ? {} : { loginHint: hint }),
    ...(action === undefined ? {} : { action }),
  });
}

/** @throws Refusal `bad_request` for a scope that the registration does not offer */
function furtherScope(row: ProviderRow, asked: string | undefined): readonly string[] {
  const scopes = (asked ?? "").split(/[\s,]+/).filter((scope) => scope !== "");
  const offered = new Set([...(row.scope ?? row.entry.scope), ...row.furtherScope]);
  if (scopes.some((scope) => !offered.has(scope)))
    throw new Refusal("bad_request", "A scope was asked for that this provider is not set up for.");
  return scopes;
}

export async function startUpstreamLink(context: PageContext): Promise<Answer> {
  const { hub, params, signedIn, form } = context;
  if (!signedIn) throw new Refusal("sign_in_required");
  const row = await requireProvider(hub.db, params.slug ?? "");
  const keys = readKeys(row, new Map(row.entry.settings ? formEntries(row, form) : []));
  if (keys.asked.length > 0)
    return askForKeys(context, row, keys.asked, "/account/identities", { next: linkedTo(form) });
  return leave(context, row, {
    intent: "connect",
    sessionId: signedIn.session.id,
    returnTo: linkedTo(form),
    clientRowId: null,
    keys: keys.values,
    scope: [],
    withScript: true,
  });
}

/** Where a linking ends: on the account page, or where it was asked for. */
function linkedTo(form: PageContext["form"]): string {
  const next = ownPath(form.get("next"), IDENTITIES);
  return next.startsWith(`${PROMPTED_LINK}?`) ? next : IDENTITIES;
}

const formEntries = (row: ProviderRow, form: PageContext["form"]): [string, string][] =>
  Object.keys(row.entry.settings ?? {})
    .filter((key) => form.has(key))
    .map((key) => [key, form.get(key)]);

type Leaving = Pick<UpstreamState, "intent" | "sessionId" | "returnTo" | "clientRowId"> & {
  readonly keys: Readonly<Record<string, string>>;
  readonly scope: readonly string[];
  /** Whether the provider's own script may be offered. */
  readonly withScript: boolean;
  readonly loginHint?: string;
  readonly action?: SignInAction;
};

async function leave(context: PageContext, row: ProviderRow, leaving: Leaving): Promise<Answer> {
  const { hub, browser, redirect, http } = context;
  const state = newState(hub);
  const { loginHint, action, keys, scope, withScript, ...kept } = leaving;
  const asked = wrongKeys(row, keys);
  try {
    const { url, pending, script } = await startSignIn(providerApp(hub, row), {
      fetch: hub.upstream.fetch,
      now: () => seconds(hub.clock),
      state: state.value,
      settings: keys,
      scope,
      withScript,
      ...(loginHint === undefined ? {} : { loginHint }),
      ...(action === undefined ? {} : { action }),
    });
    await hub.db.write((tx) => storeState(tx, hub, state, { ...kept, providerId: row.id, pending, browser }));
    if (script !== undefined)
      return showScriptPage(context, row, { script, url, state: state.value, intent: kept.intent });
    return seeOther(hub.upstream.toBrowser(url), { "set-cookie": redirect("/").headers["set-cookie"] ?? [] });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    // What the person typed led nowhere: they are asked again.
    if (asked.length > 0) {
      const { code: refusal, cause } = error;
      hub.log.warn("provider.start-failed", { request: http.id, provider: row.slug, refusal, error: cause ?? error });
      return askForKeys(context, row, asked, "/sign-in");
    }
    throw new Refusal(error.code === "unreachable" ? "provider_unreachable" : "provider_refused", undefined, {
      cause: error,
    });
  }
}
