/**
 * `/api/v1/applications`: OAuth clients, their secrets (shown once) and what an administrator lets them do.
 */
import { z } from "zod";
import type { Reader } from "../../db/database.ts";
import { Refusal } from "../../lib/errors.ts";
import { changeClient, registerClient, removeClient, replaceClientSecret } from "../admin/applications/clients.ts";
import { type Client, findClientByRowId, holdClient, readClient } from "../clients/store.ts";
import { requireOrganization } from "../organizations/change.ts";
import { changePermissions, permissionsOf } from "../permissions/client-permissions.ts";
import { CLIENT_PERMISSIONS } from "../permissions/scopes.ts";
import {
  ApplicationChange,
  ApplicationShape,
  MadeApplication,
  NewApplication,
  readSettings,
  showApplication,
} from "./application-shape.ts";
import { reaches } from "./caller.ts";
import { pageByText } from "./cursor.ts";
import type { ApiContext, ApiRoute, MayRepeat } from "./route.ts";
import { changing, id, idIn, Nothing, pageOf, paging, reading } from "./schema.ts";

const PATH = "/api/v1/applications";

/** @throws Refusal `not_found`, for one of another organization too */
export async function requireApplication(reader: Reader, { caller, params }: ApiContext): Promise<Client> {
  const client = await findClientByRowId(reader, params.id ?? "");
  if (!client || !reaches(caller, client.organizationId)) throw new Refusal("not_found");
  return client;
}

const notThere = (): never => {
  throw new Refusal("not_found");
};

/**
 * With the secret of an application come its permissions: whoever changes one that has any must be able to give them.
 * @throws Refusal `not_found`, `forbidden`, `scope_insufficient`
 */
export async function requireChangeable(reader: Reader, context: ApiContext): Promise<Client> {
  const client = await requireApplication(reader, context);
  if ((await permissionsOf(reader, client.id)).length === 0) return client;
  if (context.caller.client !== null) throw new Refusal("forbidden");
  if (!context.caller.scopes.includes("alldoor:permissions:write"))
    throw new Refusal(
      "scope_insufficient",
      "This application has permissions: it needs the scope alldoor:permissions:write too.",
    );
  return client;
}

/** The answer holds the secret: whoever gets it again must be able to replace it. */
const mayRepeatMade: MayRepeat = (reader, context, answer) =>
  requireChangeable(reader, { ...context, params: { id: idIn(answer) } });

const show = async (reader: Reader, context: ApiContext) => showApplication(await requireApplication(reader, context));

const Permissions = z.strictObject({ permissions: z.array(z.enum(CLIENT_PERMISSIONS)).max(CLIENT_PERMISSIONS.length) });
const showPermissions = async (reader: Reader, context: ApiContext) => ({
  permissions: await permissionsOf(reader, (await requireApplication(reader, context)).id),
});

const permissionRoutes: readonly ApiRoute[] = [
  reading({
    id: "getPermissions",
    path: `${PATH}/:id/permissions`,
    summary: "What an application may do besides signing people in.",
    scope: "alldoor:permissions:read",
    reach: "organization",
    query: Nothing,
    answer: Permissions,
    read: (context) => showPermissions(context.hub.db, context),
  }),
  changing({
    id: "setPermissions",
    method: "PUT",
    path: `${PATH}/:id/permissions`,
    summary: "Replaces what an application may do: scopes of this API, and Casdoor's reads (`management`).",
    scope: "alldoor:permissions:write",
    reach: "organization",
    status: 200,
    body: Permissions,
    answer: Permissions,
    current: showPermissions,
    change: (context) => async (tx) => {
      const { hub, caller, body } = context;
      const client = await requireApplication(tx, context);
      return { permissions: await changePermissions(tx, hub, caller.actor, client, body.permissions) };
    },
  }),
];

export const applicationRoutes: readonly ApiRoute[] = [
  reading({
    id: "listApplications",
    path: PATH,
    summary: "Applications, in the order of their ids.",
    scope: "alldoor:applications:read",
    reach: "organization",
    query: z.strictObject({
      ...paging,
      organization: id.optional().describe("The id of an organization."),
      client_id: z.string().max(500).optional().describe("The application of this `client_id`."),
    }),
    answer: pageOf(ApplicationShape),
    read: ({ hub, caller, query }) =>
      pageByText(query, {
        name: "applications",
        async find(edge, most) {
          let rows = hub.db.query.selectFrom("clients").selectAll().orderBy("id").limit(most);
          if (edge !== undefined) rows = rows.where("id", ">", edge);
          if (caller.only !== null) rows = rows.where("organization_id", "=", caller.only);
          if (query.organization !== undefined) rows = rows.where("organization_id", "=", query.organization);
          if (query.client_id !== undefined) rows = rows.where("client_id", "=", query.client_id);
          return rows.execute();
        },
        key: (row) => row.id,
        show: (row) => showApplication(readClient(row)),
      }),
  }),
  changing({
    id: "createApplication",
    method: "POST",
    path: PATH,
    summary:
      "Registers an application, in the caller's organization unless it says otherwise; what is left out is as usual.",
    scope: "alldoor:applications:write",
    reach: "organization",
    status: 201,
    body: NewApplication,
    answer: MadeApplication,
    mayRepeat: mayRepeatMade,
    change({ hub, caller, body: { organization_id, ...body } }) {
      const settings = readSettings(body, null);
      const own = caller.person?.organizationId ?? caller.client?.organizationId ?? "";
      const organizationId = organization_id ?? own;
      if (!reaches(caller, organizationId)) throw new Refusal("forbidden");
      return async (tx) => {
        await requireOrganization(tx, organizationId);
        const { client, clientSecret } = await registerClient(tx, hub, caller.actor, organizationId, settings);
        return { ...showApplication(client), client_secret: clientSecret };
      };
    },
  }),
  reading({
    id: "getApplication",
    path: `${PATH}/:id`,
    summary: "One application.",
    scope: "alldoor:applications:read",
    reach: "organization",
    query: Nothing,
    answer: ApplicationShape,
    read: (context) => show(context.hub.db, context),
  }),
  changing({
    id: "changeApplication",
    method: "PATCH",
    path: `${PATH}/:id`,
    summary: "Changes settings of an application; what is left out stays.",
    scope: "alldoor:applications:write",
    reach: "organization",
    status: 200,
    body: ApplicationChange,
    answer: ApplicationShape,
    current: show,
    mayRepeat: requireChangeable,
    change: (context) => async (tx) => {
      const { hub, caller, body } = context;
      const { id: rowId } = await requireChangeable(tx, context);
      // What is left out stays as it is now, whatever somebody else changes at this moment.
      const client = (await holdClient(tx, rowId)) ?? notThere();
      const { enabled = client.enabled, ...wish } = body;
      await changeClient(tx, hub, caller.actor, client.id, readSettings(wish, client), enabled);
      return show(tx, context);
    },
  }),
  changing({
    id: "removeApplication",
    method: "DELETE",
    path: `${PATH}/:id`,
    summary: "Removes an application, with everything that people allowed it and that it was given.",
    scope: "alldoor:applications:write",
    reach: "organization",
    status: 204,
    body: Nothing,
    answer: null,
    current: show,
    change: (context) => async (tx) => {
      const client = await requireChangeable(tx, context);
      await removeClient(tx, context.hub, context.caller.actor, client.id);
    },
  }),
  changing({
    id: "replaceSecret",
    method: "POST",
    path: `${PATH}/:id/secret`,
    summary: "Gives an application a new secret; the old one stops at once.",
    scope: "alldoor:applications:write",
    reach: "organization",
    status: 200,
    body: Nothing,
    answer: z.strictObject({ client_secret: z.string().describe("Shown this once.") }),
    mayRepeat: requireChangeable,
    change: (context) => async (tx) => {
      const client = await requireChangeable(tx, context);
      return { client_secret: await replaceClientSecret(tx, context.hub, context.caller.actor, client.id) };
    },
  }),
  ...permissionRoutes,
];
