/** The pages of groups and roles, in their notable states. */
import { AdminGroupPage, type AdminGroupProps } from "../../src/pages/hub/admin/memberships/group.tsx";
import { AdminGroupsPage } from "../../src/pages/hub/admin/memberships/groups.tsx";
import type { MembersProps } from "../../src/pages/hub/admin/memberships/members.tsx";
import { AdminRolePage, type AdminRoleProps } from "../../src/pages/hub/admin/memberships/role.tsx";
import { AdminRolesPage } from "../../src/pages/hub/admin/memberships/roles.tsx";
import { NotAdmittedPage } from "../../src/pages/hub/not-admitted.tsx";
import { admin } from "./gallery-admin.ts";
import { type Picture, picture } from "./picture.ts";
import { csrf, day, minute, now, rightToLeft, turning, unbroken } from "./samples.ts";

const noPages = { previousHref: null, nextHref: null };

const groupRow = (name: string, displayName: string, description: string, above: string | null) => ({
  name,
  displayName,
  description,
  above,
  organization: null,
  href: `/admin/groups/${name}`,
});

const members: Omit<MembersProps, "t" | "csrf"> = {
  now,
  q: "",
  searchAction: "/admin/groups/g1",
  members: [
    { id: "u1", username: "mei", displayName: "Mei Lin", since: now - minute, href: "/admin/users/u1" },
    { id: "u2", username: "salma", displayName: rightToLeft, since: now - 3 * day, href: "/admin/users/u2" },
    {
      id: "u3",
      username: unbroken.toLowerCase(),
      displayName: unbroken,
      since: now - 90 * day,
      href: "/admin/users/u3",
    },
  ],
  paging: { previousHref: null, nextHref: "/admin/groups/g1?after=1" },
  addAction: "/admin/groups/g1/members",
  takeAction: "/admin/groups/g1/members/remove",
};

const group: Omit<AdminGroupProps, "t" | "assets"> = {
  ...admin,
  values: {
    organization: "",
    name: "pilots",
    display_name: "The pilots",
    description: "On the water",
    parent: "staff",
  },
  fieldErrors: {},
  organizations: [],
  action: "/admin/groups/g1",
  existing: {
    name: "pilots",
    displayName: "The pilots",
    below: [
      { name: "trainees", href: "/admin/groups/g2" },
      { name: "night-watch", href: "/admin/groups/g3" },
    ],
    roles: [{ name: "editor", href: "/admin/roles/r1" }],
    members,
    removeAction: "/admin/groups/g1/remove",
  },
};

const newGroup: Omit<AdminGroupProps, "t" | "assets"> = {
  ...admin,
  values: { organization: "o1", name: "", display_name: "", description: "", parent: "" },
  fieldErrors: {},
  organizations: [
    { value: "o1", label: "Main" },
    { value: "o2", label: "The Works" },
  ],
  action: "/admin/groups",
  existing: null,
};

const role: Omit<AdminRoleProps, "t" | "assets"> = {
  ...admin,
  values: {
    organization: "",
    name: "editor",
    display_name: "Editor",
    description: "May change pages",
    application: "",
  },
  fieldErrors: {},
  organizations: [],
  action: "/admin/roles/r1",
  existing: {
    name: "editor",
    displayName: "Editor",
    application: "Harbour Notes",
    groups: [
      { id: "g1", name: "pilots", href: "/admin/groups/g1" },
      { id: "g2", name: "staff", href: "/admin/groups/g2" },
    ],
    addGroupAction: "/admin/roles/r1/groups",
    takeGroupAction: "/admin/roles/r1/groups/remove",
    members: {
      ...members,
      searchAction: "/admin/roles/r1",
      addAction: "/admin/roles/r1/members",
      takeAction: "/admin/roles/r1/members/remove",
    },
    removeAction: "/admin/roles/r1/remove",
  },
};

const empty = { ...members, members: [], paging: noPages };

export const membershipPictures: readonly Picture[] = [
  picture("admin-groups", AdminGroupsPage, {
    ...admin,
    q: "",
    searchAction: "/admin/groups",
    createHref: "/admin/groups/new",
    groups: [
      groupRow("staff", "Everybody here", "Whoever works at the harbour", null),
      groupRow("pilots", "The pilots", "", "staff"),
      { ...groupRow("wide", unbroken, turning, "staff"), organization: "The Works" },
    ],
    paging: { previousHref: null, nextHref: "/admin/groups?after=1" },
  }),
  picture("admin-groups-empty", AdminGroupsPage, {
    ...admin,
    q: "",
    searchAction: "/admin/groups",
    createHref: "/admin/groups/new",
    groups: [],
    paging: noPages,
  }),
  picture("admin-group", AdminGroupPage, { ...group, notice: "member_added" }),
  picture("admin-group-empty", AdminGroupPage, {
    ...group,
    error: "person_unknown",
    existing: group.existing && { ...group.existing, below: [], roles: [], members: { ...empty, q: "nobody" } },
  }),
  picture("admin-group-new", AdminGroupPage, newGroup),
  picture("admin-group-new-wrong", AdminGroupPage, {
    ...newGroup,
    values: { ...newGroup.values, name: "two words", parent: "nothing" },
    fieldErrors: { name: "invalid", parent: "unknown_name" },
    error: "invalid",
  }),
  picture("admin-roles", AdminRolesPage, {
    ...admin,
    q: "ed",
    searchAction: "/admin/roles",
    createHref: "/admin/roles/new",
    roles: [
      {
        name: "editor",
        displayName: "Editor",
        description: "May change pages",
        application: "Harbour Notes",
        organization: null,
        href: "/admin/roles/r1",
      },
      {
        name: "editor-in-chief",
        displayName: rightToLeft,
        description: "",
        application: null,
        organization: null,
        href: "/admin/roles/r2",
      },
    ],
    paging: noPages,
  }),
  picture("admin-roles-none", AdminRolesPage, {
    ...admin,
    q: "xyzzy",
    searchAction: "/admin/roles",
    createHref: "/admin/roles/new",
    roles: [],
    paging: noPages,
  }),
  picture("admin-role", AdminRolePage, role),
  picture("admin-role-empty", AdminRolePage, {
    ...role,
    error: "still_required",
    existing: role.existing && { ...role.existing, application: null, groups: [], members: empty },
  }),
  picture("admin-role-new", AdminRolePage, {
    ...admin,
    values: { organization: "", name: "", display_name: "", description: "", application: "" },
    fieldErrors: {},
    organizations: [{ value: "o1", label: "Main" }],
    action: "/admin/roles",
    existing: null,
  }),
  picture("not-admitted", NotAdmittedPage, {
    application: { name: "Harbour Notes", logo: null },
    displayName: "Mei Lin",
    switchHref: "/sign-in?flow=f1",
    action: "/not-admitted",
    csrf,
    hidden: { flow: "f1" },
  }),
  picture("not-admitted-long", NotAdmittedPage, {
    application: { name: unbroken, logo: null },
    displayName: rightToLeft,
    switchHref: "/sign-in?flow=f1",
    action: "/not-admitted",
    csrf,
    hidden: { flow: "f1" },
  }),
];
