/**
 * The page with a provider's own script, in place of the redirect to the provider: the script may run on it alone, by an
 * exception of its content security policy for exactly the script's origin. It brings an access token to
 * `POST /accounts/<slug>/login/token/`, as a form of ours, with the state of this sign-in. The state ends one of two ways, by
 * that form or by the provider's callback: who runs no scripts follows the link.
 */
import type { Answer } from "../../lib/endpoint.ts";
import type { Parameters } from "../../lib/parameters.ts";
import { ProviderScriptPage } from "../../pages/hub/provider-script.tsx";
import { renderPage } from "../../pages/layout.tsx";
import type { SignInScript } from "../../providers/provider.ts";
import { wayOf } from "../providers/options.ts";
import type { ProviderRow } from "../providers/store.ts";
import type { PageContext } from "../web/route.ts";

interface Begun {
  readonly script: SignInScript;
  /** The provider's authorization address. */
  readonly url: string;
  readonly state: string;
  readonly intent: "login" | "connect";
}

/** Whether a start address asks for the ordinary way (`?method=oauth2`), though the registration has the script. */
export function goesByRedirect(row: ProviderRow, query: Parameters): boolean {
  const way = wayOf(row.entry, row.settings);
  const when = way.protocol === "oauth2" ? way.scriptSignIn?.when : undefined;
  const asked = when && query.get(when.setting);
  return asked !== undefined && asked !== when?.value;
}

export function showScriptPage(context: PageContext, row: ProviderRow, begun: Begun): Answer {
  const { hub, t, assets, csrf } = context;
  const { script, url, state, intent } = begun;
  const { address, object, ready, init, login, answer, origins } = script;
  const served = hub.upstream.toBrowser(address);
  const page = (
    <ProviderScriptPage
      t={t}
      assets={assets}
      provider={{ name: row.displayName, colour: row.entry.colour ?? null, entry: row.entry.id }}
      sdk={{ address: served, object, ready, init: JSON.stringify(init), login: JSON.stringify(login), answer }}
      action={`/accounts/${row.slug}/login/token/`}
      csrf={csrf}
      state={state}
      redirectHref={hub.upstream.toBrowser(url)}
      backHref={intent === "connect" ? "/account/identities" : "/sign-in"}
    />
  );
  const { origin } = new URL(served);
  const reaches = [...new Set([origin, ...origins.map((each) => new URL(hub.upstream.toBrowser(each)).origin)])];
  return context.html(renderPage(page), {
    formLeavesOrigin: true,
    own: { scripts: [origin], reaches, opensWindows: true },
  });
}
