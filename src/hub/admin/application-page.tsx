/**
 * One application: `GET /admin/applications/new`, `POST /admin/applications`, `GET|POST /admin/applications/:id`, and below
 * that `secret` and `remove` (POST). A secret stands in one place only: in the answer to the form that made it.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { AdminApplicationPage, type AdminApplicationProps } from "../../pages/hub/admin/application.tsx";
import type { ShownCredentials } from "../../pages/hub/admin/application-credentials.tsx";
import { renderPage } from "../../pages/layout.tsx";
import type { Client } from "../clients/store.ts";
import { ensureFirstOrganization } from "../organizations/store.ts";
import type { PageContext } from "../web/route.ts";
import {
  errorsOf,
  limits,
  newValues,
  readApplicationForm,
  switchesOf,
  typedDangers,
  typedValues,
  valuesOf,
} from "./application-form.ts";
import { changeClient, registerClient, removeClient, replaceClientSecret, requireClient } from "./clients.ts";
import { actorOf, adminPage, SECTIONS, type Told } from "./frame.ts";

type Form = Pick<AdminApplicationProps, "values" | "dangerous"> & Partial<Pick<AdminApplicationProps, "fieldErrors">>;

interface Shown {
  /** `null` while it is being made. */
  readonly client: Client | null;
  readonly form?: Form;
  /** A secret that was made just now. */
  readonly secret?: string | null;
  readonly told?: Told;
  readonly status?: number;
}

const hrefOf = (id: string): string => `${SECTIONS.applications}/${id}`;

function draw(context: PageContext, { client, form, secret = null, told = {}, status = 200 }: Shown): Answer {
  const page = (
    <AdminApplicationPage
      {...adminPage(context, told)}
      existing={
        client && {
          name: client.name,
          logo: null,
          credentials: { clientId: client.clientId, secret: shownSecret(client, secret) },
          rotateAction: `${hrefOf(client.id)}/secret`,
          removeAction: `${hrefOf(client.id)}/remove`,
        }
      }
      values={form?.values ?? (client ? valuesOf(client) : newValues)}
      dangerous={form?.dangerous ?? switchesOf(client, client?.dangers ?? [])}
      fieldErrors={form?.fieldErrors ?? {}}
      limits={limits}
      action={client ? hrefOf(client.id) : SECTIONS.applications}
    />
  );
  return context.html(renderPage(page), { status });
}

const shownSecret = (client: Client, secret: string | null): ShownCredentials["secret"] => {
  if (client.type !== "confidential") return "none";
  return secret === null ? "kept" : { shownOnce: secret };
};

/** The form again, with what was sent and what is wrong with it; anything but a fault of a field is thrown on. */
function drawAgain(context: PageContext, client: Client | null, error: unknown): Answer {
  if (!(error instanceof Refusal) || Object.keys(error.fields).length === 0) throw error;
  const { form } = context;
  return draw(context, {
    client,
    form: {
      values: typedValues(form, client),
      dangerous: switchesOf(client, typedDangers(form)),
      fieldErrors: errorsOf(error.fields),
    },
    told: { error: "invalid" },
    status: error.status,
  });
}

export const showNewApplication = (context: PageContext): Answer => draw(context, { client: null });

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
