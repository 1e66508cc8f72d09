/**
 * A Django site with django-allauth, in our words: its people (`auth_user`, or a model of its own with the same fields), their
 * addresses (`account_emailaddress`), their social accounts and the social applications that made them, and their authenticators
 * (`mfa_authenticator`). All come into the hub's first organization.
 */
import { FIRST_ORGANIZATION } from "../../hub/organizations/store.ts";
import { Failure } from "../failure.ts";
import { type AllauthPeople, allauthPerson } from "./allauth-people.ts";
import { socialApps } from "./allauth-providers.ts";
import { textOf } from "./cells.ts";
import type { HubWishes } from "./hub-wishes.ts";
import type { ImportReport } from "./report.ts";
import type { Row, Source } from "./source.ts";

/** Tables of which nothing comes; each is named in the report where it holds something. */
const NOT_IMPORTED: Readonly<Record<string, string>> = {
  socialaccount_socialtoken: "Tokens of providers are given anew at the next sign-in.",
  allauth_idp_oidc_client: "The secrets of its clients are kept as hashes of another kind: register them anew.",
  usersessions_usersession: "Sessions end: people sign in once more.",
  auth_group: "Groups are made anew.",
};

const TABLES = [
  "account_emailaddress",
  "socialaccount_socialaccount",
  "socialaccount_socialapp",
  "mfa_authenticator",
  ...Object.keys(NOT_IMPORTED),
];

export const allauthTables = (users: string): ReadonlySet<string> => new Set([users, ...TABLES]);

/** Rows by whose they are. @throws Failure `file_unusable` */
function byUser(rows: readonly Row[] | undefined): ReadonlyMap<string, readonly Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows ?? []) {
    const key = textOf(row, "user_id");
    if (key === "")
      throw new Failure("file_unusable", "A row does not say by number whose it is: leave out --natural-foreign.");
    const list = found.get(key) ?? [];
    list.push(row);
    found.set(key, list);
  }
  return found;
}

export interface AllauthOptions {
  /** The table of the user model. */
  readonly users: string;
  /** Superusers stay administrators. */
  readonly keepAdministrators: boolean;
}

/** @throws Failure `file_unusable` where the source has no such table of people */
export async function readAllauth(
  source: Source,
  { users, keepAdministrators }: AllauthOptions,
  report: ImportReport,
): Promise<HubWishes> {
  const people = source.rows(users);
  if (!people)
    throw new Failure(
      "file_unusable",
      `The source has no table ${users}. --user-table names another one, as in myapp_user.`,
    );
  for (const [name, why] of Object.entries(NOT_IMPORTED)) {
    const count = source.rows(name)?.length ?? 0;
    if (count > 0) report.left("other", `${count} × ${name}`, why);
  }
  const accounts = source.rows("socialaccount_socialaccount") ?? [];
  const providers = await socialApps(
    source.rows("socialaccount_socialapp") ?? [],
    new Set(accounts.map((row) => textOf(row, "provider"))),
    report,
  );
  const near: AllauthPeople = {
    addresses: byUser(source.rows("account_emailaddress")),
    accounts: byUser(accounts),
    authenticators: byUser(source.rows("mfa_authenticator")),
    entryOf: providers.entryOf,
    keepAdministrators,
  };
  return {
    from: "allauth",
    organizations: [{ key: FIRST_ORGANIZATION, name: FIRST_ORGANIZATION, displayName: "Main" }],
    providers: providers.wishes,
    existing: providers.existing,
    applications: [],
    people: people.map((row) => allauthPerson(row, near, report)),
    groups: [],
    roles: [],
  };
}
