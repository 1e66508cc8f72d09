/**
 * Organizations: `GET|POST /admin/organizations`, `GET /admin/organizations/new`, `GET|POST /admin/organizations/:id`, and below that
 * `join`, `disable` and `enable` (POST).
 */
import { seconds } from "../../../lib/clock.ts";
import type { Answer } from "../../../lib/endpoint.ts";
import { type FieldFault, fieldRefusal, isFieldRefusal, Refusal } from "../../../lib/errors.ts";
import {
  AdminOrganizationPage,
  type AdminOrganizationProps,
  type OrganizationField,
  type OrganizationValues,
} from "../../../pages/hub/admin/server/organization.tsx";
import { AdminOrganizationsPage } from "../../../pages/hub/admin/server/organizations.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import {
  changeOrganization,
  createOrganization,
  type OrganizationWish,
  requireOrganization,
  SECOND_FACTOR_POLICIES,
} from "../../organizations/change.ts";
import { findApplication, findMember, moveApplication, movePerson } from "../../organizations/join.ts";
import { countIn, listOrganizations, MOST_COUNTED } from "../../organizations/list.ts";
import {
  FIRST_ORGANIZATION,
  FLAG_NAMES,
  ORGANIZATION_FLAGS,
  type Organization,
  type OrganizationFlag,
} from "../../organizations/store.ts";
import type { FormFields, PageContext } from "../../web/route.ts";
import { REGISTRATION } from "../applications/registration-page.tsx";
import { actorOf, adminPage, SECTIONS, type Told } from "../frame.ts";
import { pagesBeside } from "../paging.ts";

export const NEW_ORGANIZATION = `${SECTIONS.organizations}/new`;

const hrefOf = (id: string): string => `${SECTIONS.organizations}/${id}`;

const counted = (count: number) => ({ count: Math.min(count, MOST_COUNTED - 1), more: count >= MOST_COUNTED });

export async function showOrganizations(context: PageContext): Promise<Answer> {
  const { hub, query } = context;
  const text = (name: string): string | undefined => query.get(name)?.replaceAll("\u0000", "");
  const { organizations, next, previous } = await listOrganizations(hub.db, {
    after: text("after"),
    before: text("before"),
  });
  const entries = [];
  for (const organization of organizations) {
    const { people, applications } = await countIn(hub.db, organization.id);
    entries.push({
      name: organization.name,
      displayName: organization.displayName,
      people: counted(people),
      applications: counted(applications),
      enabled: organization.disabledAt === null,
      createdAt: organization.createdAt,
      href: hrefOf(organization.id),
    });
  }
  const page = (
    <AdminOrganizationsPage
      {...adminPage(context)}
      now={seconds(hub.clock)}
      organizations={entries}
      createHref={NEW_ORGANIZATION}
      paging={pagesBeside(SECTIONS.organizations, { previous, next })}
    />
  );
  return context.html(renderPage(page));
}

interface Drawn {
  /** `null` while it is being made. */
  readonly organization: Organization | null;
  readonly typed?: Partial<OrganizationValues>;
  readonly fieldErrors?: AdminOrganizationProps["fieldErrors"];
  readonly told?: Told;
  readonly status?: number;
}

const STANDARD: Readonly<Record<OrganizationFlag, boolean>> = {
  allowSignUp: true,
  allowAccountDeletion: true,
  takePictures: false,
  allowImpersonation: false,
};

const flagsOf = (flags: Readonly<Record<OrganizationFlag, boolean>>): OrganizationValues["flags"] =>
  FLAG_NAMES.map((code) => ({ code, field: ORGANIZATION_FLAGS[code], on: flags[code] }));

const valuesOf = (organization: Organization | null): OrganizationValues => ({
  name: "",
  display_name: organization?.displayName ?? "",
  default_locale: organization?.defaultLocale ?? "",
  require_second_factor: organization?.requireSecondFactor ?? "off",
  flags: flagsOf(organization ?? STANDARD),
  join_kind: "person",
  join_what: "",
});

async function draw(
  context: PageContext,
  { organization, typed = {}, fieldErrors = {}, told = {}, status = 200 }: Drawn,
): Promise<Answer> {
  const href = organization === null ? "" : hrefOf(organization.id);
  const counts = organization && (await countIn(context.hub.db, organization.id));
  const page = (
    <AdminOrganizationPage
      {...adminPage(context, told)}
      existing={
        organization &&
        counts && {
          name: organization.name,
          displayName: organization.displayName,
          people: counted(counts.people),
          applications: counted(counts.applications),
          enabled: organization.disabledAt === null,
          first: organization.name === FIRST_ORGANIZATION,
          joinAction: `${href}/join`,
          disableAction: `${href}/disable`,
          enableAction: `${href}/enable`,
          registrationHref: REGISTRATION,
        }
      }
      values={{ ...valuesOf(organization), ...typed }}
      fieldErrors={fieldErrors}
      action={organization === null ? SECTIONS.organizations : href}
    />
  );
  return context.html(renderPage(page), { status });
}

/** The domain's names and the fields that stand for them. */
const FIELDS: Readonly<Record<string, OrganizationField>> = {
  name: "name",
  displayName: "display_name",
  defaultLocale: "default_locale",
  requireSecondFactor: "require_second_factor",
  kind: "join_kind",
  what: "join_what",
};

function errorsOf(fields: Readonly<Record<string, FieldFault>>): AdminOrganizationProps["fieldErrors"] {
  const errors: Partial<Record<OrganizationField, FieldFault>> = {};
  for (const [name, fault] of Object.entries(fields)) {
    const field = FIELDS[name];
    if (field !== undefined) errors[field] = fault;
  }
  return errors;
}

/** @throws Refusal `field_invalid` */
function readForm(form: FormFields): OrganizationWish {
  const policy = SECOND_FACTOR_POLICIES.find((each) => each === form.get("require_second_factor"));
  if (policy === undefined) throw fieldRefusal({ requireSecondFactor: "invalid_choice" });
  const locale = form.get("default_locale").trim();
  return {
    displayName: form.get("display_name"),
    requireSecondFactor: policy,
    defaultLocale: locale === "" ? null : locale,
    ...Object.fromEntries(FLAG_NAMES.map((name) => [name, form.get(ORGANIZATION_FLAGS[name]) === "true"])),
  };
}

function typedValues(form: FormFields): Partial<OrganizationValues> {
  const policy = SECOND_FACTOR_POLICIES.find((each) => each === form.get("require_second_factor"));
  return {
    name: form.get("name"),
    display_name: form.get("display_name"),
    default_locale: form.get("default_locale"),
    ...(policy ? { require_second_factor: policy } : {}),
    flags: FLAG_NAMES.map((code) => ({
      code,
      field: ORGANIZATION_FLAGS[code],
      on: form.get(ORGANIZATION_FLAGS[code]) === "true",
    })),
  };
}

/** The form again, with what was sent and what is wrong with it; anything but a fault of a field is thrown on. */
function drawAgain(
  context: PageContext,
  organization: Organization | null,
  error: unknown,
  typed: Partial<OrganizationValues>,
): Promise<Answer> {
  if (!isFieldRefusal(error)) throw error;
  const fieldErrors = errorsOf(error.fields);
  return draw(context, { organization, typed, fieldErrors, told: { error: "invalid" }, status: error.status });
}

export const showNewOrganization = (context: PageContext): Promise<Answer> => draw(context, { organization: null });

export async function makeOrganization(context: PageContext): Promise<Answer> {
  const { hub, form } = context;
  try {
    const wish = readForm(form);
    const name = form.get("name").trim();
    const given = wish.displayName?.trim() === "" ? { ...wish, displayName: name } : wish;
    const made = await hub.db.write((tx) => createOrganization(tx, hub, actorOf(context), name, given));
    return context.redirect(`${hrefOf(made.id)}?notice=organization_created`);
  } catch (error) {
    return drawAgain(context, null, error, typedValues(form));
  }
}

/** What this page tells of by its address. */
const NOTICES = [
  "saved",
  "organization_created",
  "organization_disabled",
  "organization_enabled",
  "organization_joined",
] as const;
const ERRORS = ["organization_needed", "last_administrator", "own_standing"] as const;

export async function showOrganization(context: PageContext): Promise<Answer> {
  const organization = await requireOrganization(context.hub.db, context.params.id ?? "");
  return draw(context, { organization, told: { notices: NOTICES, errors: ERRORS } });
}

export async function saveOrganization(context: PageContext): Promise<Answer> {
  const { hub, form, params } = context;
  const organization = await requireOrganization(hub.db, params.id ?? "");
  try {
    const wish = readForm(form);
    await hub.db.write((tx) => changeOrganization(tx, hub, actorOf(context), organization.id, wish));
  } catch (error) {
    return drawAgain(context, organization, error, typedValues(form));
  }
  return context.redirect(`${hrefOf(organization.id)}?notice=saved`);
}

/** What was refused as the page's own error; anything else is thrown on. */
function refused(context: PageContext, id: string, error: unknown): Answer {
  const code = ERRORS.find((each) => error instanceof Refusal && each === error.code);
  if (code === undefined) throw error;
  return context.redirect(`${hrefOf(id)}?error=${code}`);
}

const switchTo = (enabled: boolean) => async (context: PageContext) => {
  const { hub, params } = context;
  const id = params.id ?? "";
  try {
    await hub.db.write((tx) => changeOrganization(tx, hub, actorOf(context), id, { enabled }));
  } catch (error) {
    return refused(context, id, error);
  }
  return context.redirect(`${hrefOf(id)}?notice=organization_${enabled ? "enabled" : "disabled"}`);
};
export const disableOrganization = switchTo(false);
export const enableOrganization = switchTo(true);

export async function joinOrganization(context: PageContext): Promise<Answer> {
  const { hub, form, params } = context;
  const organization = await requireOrganization(hub.db, params.id ?? "");
  const kind = form.get("join_kind");
  const what = form.get("join_what").trim();
  try {
    await hub.db.write(async (tx) => {
      const actor = actorOf(context);
      if (kind === "application")
        return moveApplication(tx, hub, actor, await findApplication(tx, what), organization.id);
      if (kind !== "person") throw fieldRefusal({ kind: "invalid_choice" });
      return movePerson(tx, hub, actor, await findMember(tx, what), organization.id);
    });
  } catch (error) {
    if (!isFieldRefusal(error)) return refused(context, organization.id, error);
    const typed = {
      join_what: what,
      join_kind: kind === "application" ? ("application" as const) : ("person" as const),
    };
    return drawAgain(context, organization, error, typed);
  }
  return context.redirect(`${hrefOf(organization.id)}?notice=organization_joined`);
}
