/** What the pages of groups and of roles have in common: organizations to choose from, and the people of one. */
import type { Reader } from "../../../db/database.ts";
import { seconds } from "../../../lib/clock.ts";
import { Refusal } from "../../../lib/errors.ts";
import type { MembersProps } from "../../../pages/hub/admin/memberships/members.tsx";
import type { Cursor, Member, MemberPage } from "../../groups/pages.ts";
import { FIRST_ORGANIZATION } from "../../organizations/store.ts";
import { findUserByLogin, type User } from "../../users/store.ts";
import type { FormFields, PageContext } from "../../web/route.ts";
import { SECTIONS } from "../frame.ts";
import { pagesBeside } from "../paging.ts";

export interface OrganizationName {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
}

/** The organizations, the first one first. */
export async function organizationsOf(reader: Reader): Promise<OrganizationName[]> {
  const rows = await reader.query
    .selectFrom("organizations")
    .select(["id", "name", "display_name"])
    .orderBy("name")
    .limit(500)
    .execute();
  const named = rows.map(({ id, name, display_name }) => ({ id, name, displayName: display_name }));
  return [
    ...named.filter(({ name }) => name === FIRST_ORGANIZATION),
    ...named.filter(({ name }) => name !== FIRST_ORGANIZATION),
  ];
}

export const choicesOf = (organizations: readonly OrganizationName[]) =>
  organizations.map(({ id, displayName, name }) => ({ value: id, label: displayName || name }));

/** The organization that a form names, or the first. @throws Refusal `field_invalid` with `fields`: `organization` */
export function chosenOrganization(form: FormFields, organizations: readonly OrganizationName[]): OrganizationName {
  const typed = form.get("organization");
  const chosen = typed === "" ? organizations[0] : organizations.find(({ id }) => id === typed);
  if (!chosen) throw new Refusal("field_invalid", undefined, { fields: { organization: "invalid_choice" } });
  return chosen;
}

export const typedTag = (form: FormFields) => ({
  organization: form.get("organization"),
  name: form.get("name"),
  display_name: form.get("display_name"),
  description: form.get("description"),
});

interface Shown {
  /** The page of the group or role. */
  readonly href: string;
  readonly organizationId: string;
  list(cursor: Cursor): Promise<MemberPage>;
  /** Since when somebody is in it. */
  since(userId: string): Promise<number | null>;
}

async function found({ hub }: PageContext, { organizationId, since }: Shown, q: string): Promise<Member[]> {
  const user = await findUserByLogin(hub.db, organizationId, q);
  const at = user ? await since(user.id) : null;
  return user && at !== null ? [{ user, since: at }] : [];
}

/** The card of the people: those that `q` names, or a page of them. */
export async function membersShown(context: PageContext, shown: Shown): Promise<Omit<MembersProps, "t" | "csrf">> {
  const { hub, query } = context;
  const q = query.get("q")?.trim().slice(0, 320) ?? "";
  const page =
    q === ""
      ? await shown.list({ after: query.get("after"), before: query.get("before") })
      : { members: await found(context, shown, q), next: null, previous: null };
  return {
    now: seconds(hub.clock),
    q,
    searchAction: shown.href,
    members: page.members.map(({ user, since }) => ({
      id: user.id,
      username: user.name,
      displayName: user.displayName,
      since,
      href: `${SECTIONS.users}/${user.id}`,
    })),
    paging: pagesBeside(shown.href, page),
    addAction: `${shown.href}/members`,
    takeAction: `${shown.href}/members/remove`,
  };
}

/** Whom a form names by username or proven address. */
export const namedPerson = ({ hub, form }: PageContext, organizationId: string): Promise<User | undefined> =>
  findUserByLogin(hub.db, organizationId, form.get("user").slice(0, 320));
