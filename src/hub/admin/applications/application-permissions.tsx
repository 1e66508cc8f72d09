/** What an application may do with the API: `GET|POST /admin/applications/:id/permissions`. */
import type { Answer } from "../../../lib/endpoint.ts";
import { AdminPermissionsPage } from "../../../pages/hub/admin/applications/application-permissions.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import { findLook } from "../../clients/look.ts";
import { changePermissions, permissionsOf } from "../../permissions/client-permissions.ts";
import { CLIENT_PERMISSIONS } from "../../permissions/scopes.ts";
import { logoPath } from "../../web/dress.ts";
import type { PageContext } from "../../web/route.ts";
import { actorOf, adminPage, SECTIONS } from "../frame.ts";
import { requireClient } from "./clients.ts";

export const PERMISSIONS_PATH = `${SECTIONS.applications}/:id/permissions`;

export const permissionsHref = (clientRowId: string): string => `${SECTIONS.applications}/${clientRowId}/permissions`;

export async function showPermissions(context: PageContext): Promise<Answer> {
  const { hub, params } = context;
  const client = await requireClient(hub.db, params.id ?? "");
  const look = await findLook(hub.db, client.id);
  const page = (
    <AdminPermissionsPage
      {...adminPage(context, { notices: ["permissions_saved"] })}
      application={{ name: client.name, logo: logoPath(look.logo), href: `${SECTIONS.applications}/${client.id}` }}
      choices={client.type === "confidential" ? CLIENT_PERMISSIONS : null}
      given={await permissionsOf(hub.db, client.id)}
      action={permissionsHref(client.id)}
    />
  );
  return context.html(renderPage(page));
}

/** @throws Refusal `not_found`, `field_invalid` */
export async function savePermissions(context: PageContext): Promise<Answer> {
  const { hub, form, params } = context;
  const client = await requireClient(hub.db, params.id ?? "");
  await hub.db.write((tx) => changePermissions(tx, hub, actorOf(context), client, form.all("permissions")));
  return context.redirect(`${permissionsHref(client.id)}?notice=permissions_saved`);
}
