/**
 * How one application looks: `GET|POST /admin/applications/:id/look`, and the sign-in page as people see it, with nothing on it that
 * works (`GET …/look/sign-in`).
 */
import type { Answer } from "../../../lib/endpoint.ts";
import { isFieldRefusal, type Refusal, renameFaults } from "../../../lib/errors.ts";
import { movedIn, paintOf } from "../../../pages/accent.ts";
import { AdminLookPage, type LookValues } from "../../../pages/hub/admin/applications/look.tsx";
import { SignInPage } from "../../../pages/hub/sign-in.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import { findLook, LOGO_FILE_BYTES, type Look, makeLogo, OWN_WAYS, readLook } from "../../clients/look.ts";
import type { Client } from "../../clients/store.ts";
import { isMailOn } from "../../mail/settings.ts";
import { rulesOfClient } from "../../providers/rules.ts";
import { listProviders, type ProviderRow } from "../../providers/store.ts";
import { dressed, logoPath } from "../../web/dress.ts";
import type { FormFields, PageContext } from "../../web/route.ts";
import { actorOf, adminPage, SECTIONS, type Told } from "../frame.ts";
import { linesOf, orNull } from "./application-field-names.ts";
import { requireClient } from "./clients.ts";
import { changeLook } from "./looks.ts";

export const LOOK_PATH = `${SECTIONS.applications}/:id/look`;
export const LOOK_PREVIEW_PATH = `${LOOK_PATH}/sign-in`;
/** Bytes that the form's file may have; one that is larger still is refused as a whole. */
export const LOOK_UPLOAD = LOGO_FILE_BYTES;

export const lookHref = (clientRowId: string): string => `${SECTIONS.applications}/${clientRowId}/look`;

const valuesOf = (look: Look): LookValues => ({
  accent: look.accent ?? "",
  terms_uri: look.termsUri ?? "",
  policy_uri: look.policyUri ?? "",
  allow_passkey: look.allowPasskey,
  ways_in: look.waysIn.join("\n"),
});

const typed = (form: FormFields): LookValues => ({
  accent: form.get("accent"),
  terms_uri: form.get("terms_uri"),
  policy_uri: form.get("policy_uri"),
  allow_passkey: form.get("allow_passkey") === "true",
  ways_in: form.get("ways_in"),
});

const FIELDS: Readonly<Record<string, string>> = {
  termsUri: "terms_uri",
  policyUri: "policy_uri",
  allowPasskey: "allow_passkey",
  waysIn: "ways_in",
};

interface Shown {
  readonly values?: LookValues;
  readonly fieldErrors?: Readonly<Record<string, Refusal["fields"][string]>>;
  readonly told?: Told;
  readonly status?: number;
}

/** The providers that the application takes. */
async function providersOf({ hub }: PageContext, client: Client): Promise<ProviderRow[]> {
  const ruleOf = await rulesOfClient(hub.db, client.id);
  const rows = await listProviders(hub.db);
  return rows.filter((row) => row.disabledAt === null && row.entry.status !== "closed" && ruleOf(row.id).canSignIn);
}

async function draw(context: PageContext, client: Client, shown: Shown = {}): Promise<Answer> {
  const look = await findLook(context.hub.db, client.id);
  const providers = await providersOf(context, client);
  const page = (
    <AdminLookPage
      {...adminPage(context, shown.told ?? { notices: ["saved"] })}
      application={{ name: client.name, logo: logoPath(look.logo), href: `${SECTIONS.applications}/${client.id}` }}
      values={shown.values ?? valuesOf(look)}
      fieldErrors={shown.fieldErrors ?? {}}
      knownWays={[...OWN_WAYS, ...providers.map(({ slug }) => `provider:${slug}`)]}
      paint={look.accent === null ? null : { ...paintOf(look.accent), moved: movedIn(look.accent) }}
      action={lookHref(client.id)}
      previewHref={`${lookHref(client.id)}/sign-in`}
    />
  );
  return context.html(renderPage(page), { status: shown.status ?? 200 });
}

export async function showLook(context: PageContext): Promise<Answer> {
  return draw(context, await requireClient(context.hub.db, context.params.id ?? ""));
}

export async function saveLookForm(context: PageContext): Promise<Answer> {
  const { hub, form, params } = context;
  const client = await requireClient(hub.db, params.id ?? "");
  const values = typed(form);
  try {
    const settings = readLook({
      accent: orNull(values.accent),
      termsUri: orNull(values.terms_uri),
      policyUri: orNull(values.policy_uri),
      allowPasskey: values.allow_passkey,
      waysIn: linesOf(values.ways_in),
    });
    const file = form.file("logo");
    const logo = file === null ? (form.get("remove_logo") === "true" ? null : undefined) : await makeLogo(file);
    await hub.db.write((tx) => changeLook(tx, hub, actorOf(context), client.id, settings, logo));
  } catch (error) {
    if (!isFieldRefusal(error)) throw error;
    const fieldErrors = renameFaults(error.fields, (name) => FIELDS[name] ?? name);
    return draw(context, client, { values, fieldErrors, told: { error: "invalid" }, status: error.status });
  }
  return context.redirect(`${lookHref(client.id)}?notice=saved`);
}

/** The sign-in page of somebody who comes from there. Its links lead nowhere, and what its forms send belongs to no sign-in. */
export async function showLookPreview(context: PageContext): Promise<Answer> {
  const { hub, t, params } = context;
  const client = await requireClient(hub.db, params.id ?? "");
  const look = await findLook(hub.db, client.id);
  const mail = await isMailOn(hub.db, hub);
  const providers = await providersOf(context, client);
  const here = `${lookHref(client.id)}/sign-in`;
  const page = (
    <SignInPage
      t={t}
      assets={await dressed(hub.db, context.assets, client, look)}
      application={{ name: client.name, logo: logoPath(look.logo) }}
      providers={providers.map((row) => ({
        id: row.slug,
        name: row.displayName,
        colour: row.entry.colour ?? null,
        entry: row.entry.id,
        href: here,
        sandbox: false,
      }))}
      passwordEnabled={client.allowPassword}
      passkeyOptions={look.allowPasskey ? "{}" : null}
      passkeyAction={here}
      emailHref={mail && client.allowEmail ? here : null}
      recoverHref={mail ? here : null}
      signUpHref={client.allowSignUp ? here : null}
      first={look.waysIn}
      username=""
      confirming={false}
      error={null}
      reference={null}
      notice={null}
      action={here}
      csrf=""
      hidden={{}}
      preview
    />
  );
  return context.html(renderPage(page));
}
