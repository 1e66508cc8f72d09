/**
 * Casdoor's tables (xorm's names of its structs: `organization`, `provider`, `application`, `user`, `group`, `role`) in our words. What is known of
 * them is what its public source and its JSON export show; a column that a version does not have is empty.
 */
import { FIRST_ORGANIZATION } from "../../hub/organizations/store.ts";
import { Failure } from "../failure.ts";
import { casdoorApplication } from "./casdoor-applications.ts";
import { casdoorGroups, casdoorRoles } from "./casdoor-memberships.ts";
import { casdoorPerson, type Surroundings } from "./casdoor-people.ts";
import { casdoorProviders, offeredProviders, signUpProviders } from "./casdoor-providers.ts";
import { textOf } from "./cells.ts";
import type { HubWishes, OrganizationWish } from "./hub-wishes.ts";
import type { ImportReport } from "./report.ts";
import type { Row, Source } from "./source.ts";

/** The organization that Casdoor makes for its own administrators, and the application that is Casdoor itself. */
const BUILT_IN = "built-in";
const BUILT_IN_APPLICATION = "app-built-in";

/** Tables of which nothing comes; each is named in the report where it holds something. */
const NOT_IMPORTED: Readonly<Record<string, string>> = {
  permission: "Permissions are made anew.",
  ldap: "LDAP servers are not imported.",
  syncer: "Syncers are not imported.",
  webhook: "Webhooks are made anew.",
  cert: "Tokens are signed with keys of our own: applications read them at the JWKS address.",
  token: "Tokens that were issued there end: people sign in once more.",
  session: "Sessions end: people sign in once more.",
};

const TABLES = ["organization", "provider", "application", "user", "group", "role", ...Object.keys(NOT_IMPORTED)];

/** As databases call the tables, and as the JSON export does. */
export const casdoorTables = (prefix: string): ReadonlySet<string> =>
  new Set(TABLES.flatMap((name) => [`${prefix}${name}`, `${prefix}${name}s`]));

const organizationOf = (row: Row): OrganizationWish => {
  const key = textOf(row, "name");
  const name = key === BUILT_IN ? FIRST_ORGANIZATION : key;
  return { key, name, displayName: textOf(row, "display_name") || name };
};

export interface CasdoorOptions {
  /** What the names of all tables begin with. */
  readonly prefix: string;
  /** Global administrators stay administrators. */
  readonly keepAdministrators: boolean;
}

/** @throws Failure `file_unusable` where the source is not Casdoor's */
export async function readCasdoor(
  source: Source,
  { prefix, keepAdministrators }: CasdoorOptions,
  report: ImportReport,
): Promise<HubWishes> {
  const rows = (name: string): readonly Row[] | undefined =>
    source.rows(`${prefix}${name}`) ?? source.rows(`${prefix}${name}s`);
  const organizations = rows("organization");
  const users = rows("user");
  if (!organizations || !users)
    throw new Failure("file_unusable", "The source has no tables organization and user: it is not Casdoor's.");
  for (const [name, why] of Object.entries(NOT_IMPORTED)) {
    const count = rows(name)?.length ?? 0;
    if (count > 0) report.left("other", `${count} × ${name}`, why);
  }
  const wishes = organizations.map(organizationOf);
  const renamed = wishes.find(({ key }) => key === BUILT_IN);
  if (renamed) report.changed("organization", BUILT_IN, `Its people and applications come into "${renamed.name}".`);
  const applications = (rows("application") ?? []).filter((row) => {
    if (textOf(row, "name") !== BUILT_IN_APPLICATION) return true;
    report.left("application", BUILT_IN_APPLICATION, "It is Casdoor's own: the hub signs people in to itself.");
    return false;
  });
  const providers = await casdoorProviders(rows("provider") ?? [], report);
  const offered = offeredProviders(applications, providers);
  const signUps = signUpProviders(applications);
  const surroundings: Surroundings = {
    organizations: new Map(organizations.map((row) => [textOf(row, "name"), row])),
    providersOf: (organization, type) =>
      providers.filter(({ wish, kind }) => kind.type === type && offered.get(organization)?.has(wish.key) === true),
    keepAdministrators,
    builtIn: BUILT_IN,
  };
  return {
    from: "casdoor",
    organizations: wishes,
    providers: providers.map(({ wish }) => ({ ...wish, allowSignUp: signUps.has(wish.key) })),
    existing: [],
    applications: applications.flatMap((row) => casdoorApplication(row, report) ?? []),
    people: users.flatMap((row) => casdoorPerson(row, surroundings, report) ?? []),
    groups: casdoorGroups(rows("group") ?? [], report),
    roles: casdoorRoles(rows("role") ?? [], report),
  };
}
