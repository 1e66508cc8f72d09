/**
 * One application: `GET /admin/applications/new`, `POST /admin/applications`, `GET|POST /admin/applications/:id`, and below
 * that `secret` and `remove` (POST). A secret stands in one place only: in the answer to the form that made it.
 */
import { seconds } from "../../../lib/clock.ts";
import type { Answer } from "../../../lib/endpoint.ts";
import { isFieldRefusal } from "../../../lib/errors.ts";
import {
  AdminApplicationPage,
  type AdminApplicationProps,
} from "../../../pages/hub/admin/applications/application.tsx";
import type { ShownCredentials } from "../../../pages/hub/admin/applications/application-credentials.tsx";
import type { ShownRegistration } from "../../../pages/hub/admin/applications/application-registration.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import { listDangerUses } from "../../clients/dangers.ts";
import { findLook } from "../../clients/look.ts";
import { findRegistration, type Registration } from "../../clients/registration.ts";
import type { Client } from "../../clients/store.ts";
import { type Template, templateSettings } from "../../clients/template.ts";
import { isTriable } from "../../clients/triable.ts";
import { ensureFirstOrganization } from "../../organizations/store.ts";
import { logoPath } from "../../web/dress.ts";
import type { PageContext } from "../../web/route.ts";
import { actorOf, adminPage, SECTIONS, type Told } from "../frame.ts";
import {
  errorsOf,
  limits,
  newValues,
  readApplicationForm,
  readTemplate,
  switchesOf,
  typedDangers,
  typedValues,
  valuesOf,
} from "./application-form.ts";
import { permissionsHref } from "./application-permissions.tsx";
import { snippetsOf } from "./application-snippets.ts";
import { tokensHref, tryHref } from "./application-tokens.tsx";
import { changeClient, registerClient, removeClient, replaceClientSecret, requireClient } from "./clients.ts";
import { lookHref } from "./look-page.tsx";

interface Form {
  readonly values: AdminApplicationProps["values"];
  /** The dangerous switches that are on in it. */
  readonly dangers: readonly string[];
  readonly fieldErrors: AdminApplicationProps["fieldErrors"];
}

interface Shown {
  /** `null` while it is being made. */
  readonly client: Client | null;
  readonly form?: Form;
  /** What a new one begins with. */
  readonly template?: Template;
  /** A secret that was made just now. */
  readonly secret?: string | null;
  readonly told?: Told;
  readonly status?: number;
}

const hrefOf = (id: string): string => `${SECTIONS.applications}/${id}`;

const TEMPLATE_HREFS = {
  standard: `${SECTIONS.applications}/new`,
  "casdoor-compatible": `${SECTIONS.applications}/new?template=casdoor-compatible`,
};

async function draw(
  context: PageContext,
  { client, form, template = "standard", secret = null, told = {}, status = 200 }: Shown,
): Promise<Answer> {
  const { db, clock } = context.hub;
  const [uses, registration, look] = client
    ? await Promise.all([listDangerUses(db, client.id), findRegistration(db, client.id), findLook(db, client.id)])
    : [[], undefined, undefined];
  const on = form?.dangers ?? client?.dangers ?? templateSettings(template).dangers ?? [];
  const page = (
    <AdminApplicationPage
      {...adminPage(context, told)}
      existing={
        client && {
          name: client.name,
          logo: logoPath(look?.logo ?? null),
          lookHref: lookHref(client.id),
          tokensHref: tokensHref(client.id),
          tryAction: isTriable(client) ? tryHref(client.id) : null,
          credentials: { clientId: client.clientId, secret: shownSecret(client, secret) },
          rotateAction: `${hrefOf(client.id)}/secret`,
          removeAction: `${hrefOf(client.id)}/remove`,
          snippets: snippetsOf(context.hub.issuer, client),
          registration: registration ? shownRegistration(registration) : null,
          permissionsHref: permissionsHref(client.id),
        }
      }
      values={form?.values ?? (client ? valuesOf(client) : newValues(template))}
      now={seconds(clock)}
      dangerous={switchesOf(client, on, uses)}
      fieldErrors={form?.fieldErrors ?? {}}
      limits={limits}
      {...(client ? {} : { template: { chosen: template, hrefs: TEMPLATE_HREFS } })}
      action={client ? hrefOf(client.id) : SECTIONS.applications}
    />
  );
  // One that registered itself says of itself what it likes, as often as it likes.
  return context.html(renderPage(page), { status, isOursAlone: registration === undefined });
}

const shownSecret = (client: Client, secret: string | null): ShownCredentials["secret"] => {
  if (client.type !== "confidential") return "none";
  return secret === null ? "kept" : { shownOnce: secret };
};

const shownRegistration = ({ kind, metadata, freshUntil }: Registration): ShownRegistration => ({
  kind,
  said: Object.entries(metadata).map(([member, value]) => [
    member,
    typeof value === "string" ? value : JSON.stringify(value),
  ]),
  freshUntil,
});

/** The form again, with what was sent and what is wrong with it; anything but a fault of a field is thrown on. */
function drawAgain(context: PageContext, client: Client | null, error: unknown): Promise<Answer> {
  if (!isFieldRefusal(error)) throw error;
  const { form } = context;
  const template = readTemplate(form.get("template"));
  return draw(context, {
    client,
    template,
    form: {
      values: typedValues(form, client),
      dangers: typedDangers(form),
      fieldErrors: errorsOf(error.fields),
    },
    told: { error: "invalid" },
    status: error.status,
  });
}

export const showNewApplication = (context: PageContext): Promise<Answer> =>
  draw(context, { client: null, template: readTemplate(context.query.get("template") ?? "") });

export async function createApplication(context: PageContext): Promise<Answer> {
  const { hub, form } = context;
  try {
    const settings = readApplicationForm(form, null);
    const { client, clientSecret } = await hub.db.write(async (tx) => {
      const organization = await ensureFirstOrganization(tx, hub);
      return registerClient(tx, hub, actorOf(context), organization.id, settings);
    });
    return draw(context, { client, secret: clientSecret, told: { notice: "application_created" }, status: 201 });
  } catch (error) {
    return drawAgain(context, null, error);
  }
}

export async function showApplication(context: PageContext): Promise<Answer> {
  const client = await requireClient(context.hub.db, context.params.id ?? "");
  return draw(context, { client, told: { notices: ["saved"] } });
}

export async function saveApplication(context: PageContext): Promise<Answer> {
  const { hub, form, params } = context;
  const client = await requireClient(hub.db, params.id ?? "");
  try {
    const settings = readApplicationForm(form, client);
    const enabled = form.get("enabled") === "true";
    await hub.db.write((tx) => changeClient(tx, hub, actorOf(context), client.id, settings, enabled));
  } catch (error) {
    return drawAgain(context, client, error);
  }
  return context.redirect(`${hrefOf(client.id)}?notice=saved`);
}

export async function rotateSecret(context: PageContext): Promise<Answer> {
  const { hub, params } = context;
  const client = await requireClient(hub.db, params.id ?? "");
  const secret = await hub.db.write((tx) => replaceClientSecret(tx, hub, actorOf(context), client.id));
  return draw(context, { client, secret, told: { notice: "secret_rotated" } });
}

export async function removeApplication(context: PageContext): Promise<Answer> {
  const { hub, params } = context;
  await hub.db.write((tx) => removeClient(tx, hub, actorOf(context), params.id ?? ""));
  return context.redirect(`${SECTIONS.applications}?notice=application_removed`);
}
