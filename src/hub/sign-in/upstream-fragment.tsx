/**
 * A callback behind the `#` of our address: `GET` with nothing but the state shows a page whose script posts the fragment to
 * `/accounts/<slug>/login/fragment/`, as a form of ours with its token. The state comes from the address, never from the
 * fragment, so that a fragment can't choose the sign-in that it belongs to.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { FragmentPage } from "../../pages/hub/fragment.tsx";
import { renderPage } from "../../pages/layout.tsx";
import type { ProviderRow } from "../providers/store.ts";
import type { PageContext } from "../web/route.ts";

/** What the page posted, as a callback. */
export function fragmentCallback({ form }: Pick<PageContext, "form">): URLSearchParams {
  const callback = new URLSearchParams(form.get("fragment"));
  callback.delete("state");
  callback.append("state", form.get("state"));
  return callback;
}

/** Whether a callback brings its state and nothing else. */
export const isBareCallback = (query: URLSearchParams): boolean => [...query.keys()].join() === "state";

export function showFragmentPage(context: PageContext, row: ProviderRow): Answer {
  const { t, assets, csrf, query } = context;
  const page = (
    <FragmentPage
      t={t}
      assets={assets}
      provider={{ name: row.displayName, colour: row.entry.colour ?? null, entry: row.entry.id }}
      action={`/accounts/${row.slug}/login/fragment/`}
      csrf={csrf}
      state={query.get("state") ?? ""}
      backHref="/sign-in"
    />
  );
  // The sign-in that the form ends in may lead to a client.
  return context.html(renderPage(page), { formLeavesOrigin: true });
}
