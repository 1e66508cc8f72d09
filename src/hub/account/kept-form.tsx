/** A form that was kept until its person had proven themselves again: `GET /account/again`. It is sent from here by its own route. */
import type { Answer } from "../../lib/endpoint.ts";
import { KeptFormPage } from "../../pages/hub/account/kept-form.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { requireKeptForm } from "../ways/kept-form.ts";
import type { PageContext } from "../web/route.ts";
import { requireSignedIn } from "./frame.ts";

export async function showKeptForm(context: PageContext): Promise<Answer> {
  const { hub, browser, query, csrf, t, assets } = context;
  const { user } = requireSignedIn(context);
  const kept = await requireKeptForm(hub.db, hub, query.get("form") ?? null, user.id, browser);
  const page = (
    <KeptFormPage t={t} assets={assets} action={kept.path} backHref={kept.backTo} fields={kept.fields} csrf={csrf} />
  );
  // The forms that link an identity end in a redirect to the provider.
  return context.html(renderPage(page), { formLeavesOrigin: kept.path.startsWith("/accounts/") });
}
