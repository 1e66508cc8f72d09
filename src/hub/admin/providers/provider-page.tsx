/**
 * One registration at a provider: `GET|POST /admin/providers/add/:entry`, `GET|POST /admin/providers/:id` and
 * `POST /admin/providers/:id/remove`, which says beforehand how many links go with it.
 */
import type { Answer } from "../../../lib/endpoint.ts";
import { Refusal } from "../../../lib/errors.ts";
import { AdminProviderPage, type AdminProviderProps } from "../../../pages/hub/admin/providers/provider.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import { loadProvider } from "../../../providers/catalogue/load-provider.ts";
import type { Provider } from "../../../providers/provider.ts";
import { callbackAddress, countLinks, findProviderRow, freeSlug, type ProviderRow } from "../../providers/store.ts";
import type { PageContext } from "../../web/route.ts";
import { actorOf, adminPage, SECTIONS, type Told } from "../frame.ts";
import { entryOf, errorsOf, newValues, readProviderForm, typedValues, valuesOf } from "./provider-form.ts";
import { LINKING, rulesShown } from "./provider-rules.ts";
import { addProvider, changeProvider, removeProvider } from "./providers.ts";
import { ADD } from "./providers-page.tsx";

interface Shown {
  readonly entry: Provider;
  /** `null` while it is being added. */
  readonly row: ProviderRow | null;
  readonly values?: AdminProviderProps["values"];
  readonly fieldErrors?: AdminProviderProps["fieldErrors"];
  readonly told?: Told;
  readonly status?: number;
}

const hrefOf = (id: string): string => `${SECTIONS.providers}/${id}`;

async function draw(
  context: PageContext,
  { entry, row, values, fieldErrors = {}, told = {}, status = 200 }: Shown,
): Promise<Answer> {
  const { hub } = context;
  const page = (
    <AdminProviderPage
      {...adminPage(context, told)}
      entry={entryOf(entry)}
      existing={
        row && {
          name: row.displayName,
          removeAction: `${hrefOf(row.id)}/remove`,
          links: await countLinks(hub.db, row.id),
          rules: await rulesShown(hub, row),
        }
      }
      callback={callbackAddress(hub.issuer, row ?? { slug: await freeSlug(hub.db, entry), entry })}
      sandbox={hub.upstream.sandbox !== undefined}
      values={values ?? (row ? valuesOf(row) : newValues(entry))}
      fieldErrors={fieldErrors}
      linkingHref={LINKING}
      action={row ? hrefOf(row.id) : `${ADD}/${entry.id}`}
    />
  );
  return context.html(renderPage(page), { status });
}

/** The form again, with what was sent and what is wrong with it; anything but a fault of a field is thrown on. */
function drawAgain(context: PageContext, entry: Provider, row: ProviderRow | null, error: unknown): Promise<Answer> {
  if (!(error instanceof Refusal) || error.code !== "field_invalid") throw error;
  const values = typedValues(readProviderForm(context.form, entry), row);
  return draw(context, {
    entry,
    row,
    values,
    fieldErrors: errorsOf(error.fields),
    told: { error: "invalid" },
    status: error.status,
  });
}

/** @throws Refusal `not_found` */
async function requireEntry({ params }: PageContext): Promise<Provider> {
  const entry = await loadProvider(params.entry ?? "");
  if (!entry) throw new Refusal("not_found");
  return entry;
}

export const showNewProvider = async (context: PageContext): Promise<Answer> =>
  draw(context, { entry: await requireEntry(context), row: null });

export async function createRegistration(context: PageContext): Promise<Answer> {
  const { hub, form } = context;
  const entry = await requireEntry(context);
  try {
    const row = await hub.db.write((tx) =>
      addProvider(tx, hub, actorOf(context), entry, readProviderForm(form, entry)),
    );
    return context.redirect(`${hrefOf(row.id)}?notice=provider_added`);
  } catch (error) {
    return drawAgain(context, entry, null, error);
  }
}

export async function showProvider(context: PageContext): Promise<Answer> {
  const row = await findProviderRow(context.hub.db, context.params.id ?? "");
  return draw(context, { entry: row.entry, row, told: { notices: ["saved", "provider_added", "rules_saved"] } });
}

export async function saveRegistration(context: PageContext): Promise<Answer> {
  const { hub, form, params } = context;
  const row = await findProviderRow(hub.db, params.id ?? "");
  try {
    await hub.db.write((tx) => changeProvider(tx, hub, actorOf(context), row.id, readProviderForm(form, row.entry)));
  } catch (error) {
    return drawAgain(context, row.entry, row, error);
  }
  return context.redirect(`${hrefOf(row.id)}?notice=saved`);
}

export async function removeRegistration(context: PageContext): Promise<Answer> {
  const { hub, params } = context;
  await hub.db.write((tx) => removeProvider(tx, hub, actorOf(context), params.id ?? ""));
  return context.redirect(`${SECTIONS.providers}?notice=provider_removed`);
}
