/**
 * `/api/v1/organizations`: the tenants that people and applications belong to. An application sees its own; one changes them only from
 * the first, and opens nobody's account to administrators' eyes: that is people's to decide.
 */
import { z } from "zod";
import type { Reader } from "../../db/database.ts";
import { Refusal } from "../../lib/errors.ts";
import { namedLater } from "../config/named.ts";
import {
  changeOrganization,
  createOrganization,
  type OrganizationWish,
  requireOrganization,
  SECOND_FACTOR_POLICIES,
} from "../organizations/change.ts";
import { findOrganizationById, type Organization, readOrganization } from "../organizations/store.ts";
import { reaches } from "./caller.ts";
import { pageByText } from "./cursor.ts";
import type { ApiContext, ApiRoute } from "./route.ts";
import { changing, id, Nothing, Paging, pageOf, reading, seconds } from "./schema.ts";

const PATH = "/api/v1/organizations";

const settings = {
  display_name: z.string().max(200),
  require_second_factor: z.enum(SECOND_FACTOR_POLICIES),
  allow_sign_up: z.boolean().describe("Where it is false, nobody opens an account, whatever an application says."),
  allow_account_deletion: z.boolean().describe("People may delete their own account."),
  take_pictures: z.boolean().describe("Pictures are fetched from providers at the first sign-in."),
  allow_impersonation: z.boolean().describe("Administrators may look at people's accounts as those see them."),
  default_locale: z.string().max(50).nullable().describe("BCP 47: of letters to people whose language nobody knows."),
  enabled: z.boolean().describe("Where it is false, its people don't sign in and its applications get no tokens."),
};
const OrganizationShape = z.strictObject({ id, name: z.string(), ...settings, created_at: seconds });
const Settings = z.strictObject(settings).partial();
const NewOrganization = z.strictObject({
  name: z.string().max(200).describe("Letters, digits, dots, dashes and underscores; it never changes."),
  ...Settings.shape,
});

const show = (organization: Organization): z.output<typeof OrganizationShape> => ({
  id: organization.id,
  name: organization.name,
  display_name: organization.displayName,
  require_second_factor: organization.requireSecondFactor,
  allow_sign_up: organization.allowSignUp,
  allow_account_deletion: organization.allowAccountDeletion,
  take_pictures: organization.takePictures,
  allow_impersonation: organization.allowImpersonation,
  default_locale: organization.defaultLocale,
  enabled: organization.disabledAt === null,
  created_at: organization.createdAt,
});

const wishOf = (body: z.output<typeof Settings>): OrganizationWish => ({
  displayName: body.display_name,
  requireSecondFactor: body.require_second_factor,
  allowSignUp: body.allow_sign_up,
  allowAccountDeletion: body.allow_account_deletion,
  takePictures: body.take_pictures,
  allowImpersonation: body.allow_impersonation,
  defaultLocale: body.default_locale,
  enabled: body.enabled,
});

/** @param known `null` for one that is made. @throws Refusal `forbidden` */
function refuseToOpen(
  { caller, body }: ApiContext<unknown, z.output<typeof Settings>>,
  known: Organization | null,
): void {
  if (caller.client !== null && body.allow_impersonation === true && known?.allowImpersonation !== true)
    throw new Refusal("forbidden");
}

/** What is wrong, by the names of the wire. */
const inWireNames = <T>(work: () => Promise<T>): Promise<T> => namedLater((field) => field, work);

const current = async (reader: Reader, { params }: ApiContext) =>
  show(await requireOrganization(reader, params.id ?? ""));

export const organizationRoutes: readonly ApiRoute[] = [
  reading({
    id: "listOrganizations",
    path: PATH,
    summary: "Organizations, in the order of their ids.",
    scope: "alldoor:organizations:read",
    reach: "organization",
    query: Paging,
    answer: pageOf(OrganizationShape),
    read: ({ hub, caller, query }) =>
      pageByText(query, {
        name: "organizations",
        async find(edge, most) {
          let rows = hub.db.query.selectFrom("organizations").selectAll().orderBy("id").limit(most);
          if (edge !== undefined) rows = rows.where("id", ">", edge);
          if (caller.only !== null) rows = rows.where("id", "=", caller.only);
          return rows.execute();
        },
        key: (row) => row.id,
        show: (row) => show(readOrganization(row)),
      }),
  }),
  changing({
    id: "createOrganization",
    method: "POST",
    path: PATH,
    summary: "Makes an organization.",
    scope: "alldoor:organizations:write",
    reach: "server",
    status: 201,
    body: NewOrganization,
    answer: OrganizationShape,
    change(context) {
      refuseToOpen(context, null);
      const { hub, caller, body } = context;
      return (tx) =>
        inWireNames(async () => show(await createOrganization(tx, hub, caller.actor, body.name, wishOf(body))));
    },
  }),
  reading({
    id: "getOrganization",
    path: `${PATH}/:id`,
    summary: "One organization.",
    scope: "alldoor:organizations:read",
    reach: "organization",
    query: Nothing,
    answer: OrganizationShape,
    async read({ hub, caller, params }) {
      const organization = await findOrganizationById(hub.db, params.id ?? "");
      if (!organization || !reaches(caller, organization.id)) throw new Refusal("not_found");
      return show(organization);
    },
  }),
  changing({
    id: "changeOrganization",
    method: "PATCH",
    path: `${PATH}/:id`,
    summary: "Changes an organization; what is left out stays. The first one can't be switched off.",
    scope: "alldoor:organizations:write",
    reach: "server",
    status: 200,
    body: Settings,
    answer: OrganizationShape,
    current,
    change: (context) => (tx) =>
      inWireNames(async () => {
        const { hub, caller, params, body } = context;
        if (body.allow_impersonation === true) refuseToOpen(context, await requireOrganization(tx, params.id ?? ""));
        await changeOrganization(tx, hub, caller.actor, params.id ?? "", wishOf(body));
        return current(tx, context);
      }),
  }),
];
