/** What an application may do with the API: shown on its page, and changed by `POST /admin/applications/:id/permissions`. */
import type { Reader } from "../../db/database.ts";
import type { Answer } from "../../lib/endpoint.ts";
import type { ShownPermissions } from "../../pages/hub/admin/application-permissions.tsx";
import type { Client } from "../clients/store.ts";
import { changePermissions, permissionsOf } from "../permissions/client-permissions.ts";
import { CLIENT_PERMISSIONS } from "../permissions/scopes.ts";
import type { PageContext } from "../web/route.ts";
import { requireClient } from "./clients.ts";
import { actorOf, SECTIONS } from "./frame.ts";

const hrefOf = (id: string): string => `${SECTIONS.applications}/${id}`;

export const shownPermissions = async (
  reader: Reader,
  client: Pick<Client, "id" | "type">,
): Promise<ShownPermissions> => ({
  choices: client.type === "confidential" ? CLIENT_PERMISSIONS : null,
  given: await permissionsOf(reader, client.id),
  action: `${hrefOf(client.id)}/permissions`,
});

/** @throws Refusal `not_found`, `field_invalid` */
export async function savePermissions(context: PageContext): Promise<Answer> {
  const { hub, form, params } = context;
  const client = await requireClient(hub.db, params.id ?? "");
  await hub.db.write((tx) => changePermissions(tx, hub, actorOf(context), client, form.all("permissions")));
  return context.redirect(`${hrefOf(client.id)}?notice=permissions_saved#permissions`);
}
