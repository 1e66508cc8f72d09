/** The administration's pages about providers and people, in their notable states. */

import { linkTable } from "../../src/hub/identities/link-table.ts";
import { AdminGrantsPage, type GrantEntry } from "../../src/pages/hub/admin/access/grants.tsx";
import { AdminSessionsPage, type SessionEntry } from "../../src/pages/hub/admin/access/sessions.tsx";
import { AdminEditAccountPage, AdminNewAccountPage } from "../../src/pages/hub/admin/people/account.tsx";
import { AdminPeopleImportPage } from "../../src/pages/hub/admin/people/people-import.tsx";
import { AdminUserPage, type AdminUserProps } from "../../src/pages/hub/admin/people/user.tsx";
import { AdminUsersPage } from "../../src/pages/hub/admin/people/users.tsx";
import { AdminLinkingPage } from "../../src/pages/hub/admin/providers/linking.tsx";
import { AdminProviderPage, type AdminProviderProps } from "../../src/pages/hub/admin/providers/provider.tsx";
import { AdminProviderPickPage } from "../../src/pages/hub/admin/providers/provider-pick.tsx";
import { AdminProvidersPage } from "../../src/pages/hub/admin/providers/providers.tsx";
import { admin } from "./gallery-admin.ts";
import { type Picture, picture } from "./picture.ts";
import {
  agents,
  day,
  hour,
  minute,
  now,
  rightToLeft,
  sandboxProviders,
  subject,
  turning,
  unbroken,
} from "./samples.ts";

const providerRow = (id: string, name: string, colour: string | null, enabled: boolean, sandbox: boolean) => ({
  id,
  name,
  colour,
  entry: id,
  protocol: id === "github" ? ("oauth2" as const) : ("oidc" as const),
  callback: `https://id.example.com/callback/${id}`,
  enabled,
  sandbox,
  href: `/admin/providers/${id}`,
});

const providersPictures: readonly Picture[] = [
  picture("admin-providers", AdminProvidersPage, {
    ...admin,
    providers: [
      providerRow("github", "GitHub", "#24292f", true, true),
      providerRow("google", "Google", "#1a73e8", true, false),
      providerRow("keycloak", "Company account", null, false, false),
      providerRow("wide", unbroken, "#7c2730", true, false),
    ],
    addHref: "/admin/providers/add",
  }),
  picture("admin-providers-empty", AdminProvidersPage, { ...admin, providers: [], addHref: "/admin/providers/add" }),
  picture("admin-provider-pick", AdminProviderPickPage, {
    ...admin,
    q: "",
    searchAction: "/admin/providers/add",
    entries: sandboxProviders.map(({ id, name, colour }, index) => ({
      id,
      name,
      colour,
      protocol: index % 2 === 0 ? ("oauth2" as const) : ("oidc" as const),
      status: index === 5 ? ("closed" as const) : ("live" as const),
      configured: index < 2,
      href: `/admin/providers/add/${id}`,
    })),
  }),
  picture("admin-provider-pick-none", AdminProviderPickPage, {
    ...admin,
    q: "xyzzy",
    searchAction: "/admin/providers/add",
    entries: [],
  }),
];

const microsoft: Omit<AdminProviderProps, "t" | "assets"> = {
  ...admin,
  entry: {
    id: "microsoft",
    name: "Microsoft",
    colour: "#2f2f2f",
    register: "https://entra.microsoft.com/",
    docs: "https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc",
    note: "Personal and work accounts need the tenant “common”. Addresses of other tenants are not verified.",
    status: "renamed",
    known: { sources: 12, date: "2026-11-20" },
    needsClientId: true,
    settings: [
      {
        key: "tenant",
        label: "Tenant",
        help: "A tenant’s id or domain, or common, organizations, consumers.",
        pageName: "tenant",
        perSignIn: false,
        type: "text",
        choices: [],
        default: "common",
        required: true,
      },
      {
        key: "loginUrl",
        label: "Login address",
        help: null,
        pageName: null,
        perSignIn: false,
        type: "url",
        choices: [],
        default: "https://login.microsoftonline.com",
        required: false,
      },
      {
        key: "cloud",
        label: "Cloud",
        help: null,
        pageName: null,
        perSignIn: false,
        type: "choice",
        choices: ["global", "china", "us-government"],
        default: "global",
        required: true,
      },
    ],
    scope: ["openid", "profile", "email"],
  },
  existing: null,
  callback: "https://id.example.com/callback/microsoft",
  sandbox: true,
  values: {
    displayName: "Microsoft",
    clientId: "",
    clientSecretSet: false,
    settings: {},
    secretSettings: [],
    scope: "",
    furtherScope: "",
    authorizeParams: "",
    verifiedEmail: false,
    linkPolicy: "ask",
    enabled: true,
    allowSignUp: true,
  },
  fieldErrors: {},
  linkingHref: "/admin/providers/linking",
  action: "/admin/providers/add/microsoft",
};

const providerPictures: readonly Picture[] = [
  picture("admin-provider-add", AdminProviderPage, microsoft),
  picture("admin-provider-edit-wrong", AdminProviderPage, {
    ...microsoft,
    sandbox: false,
    error: "invalid",
    existing: {
      name: "Microsoft at work",
      removeAction: "/admin/providers/microsoft/remove",
      links: 1208,
      rules: {
        action: "/admin/providers/microsoft/applications",
        applications: [
          { id: "a", name: "Wiki", canSignIn: true, canSignUp: true, canUnlink: true, prompted: false },
          { id: "b", name: unbroken, canSignIn: true, canSignUp: false, canUnlink: false, prompted: true },
        ],
        more: 3,
      },
    },
    values: {
      displayName: "Microsoft at work",
      clientId: "6731de76-14a6-49ae-97bc-6eba6914391e",
      clientSecretSet: true,
      settings: { tenant: "", loginUrl: "login.example", cloud: "china" },
      secretSettings: [],
      scope: "openid email",
      furtherScope: "User.Read",
      authorizeParams: "domain_hint=example.com",
      verifiedEmail: true,
      linkPolicy: "verified",
      enabled: true,
      allowSignUp: false,
    },
    fieldErrors: { "settings.tenant": "required", "settings.loginUrl": "invalid_url" },
  }),
  picture("admin-linking", AdminLinkingPage, { ...admin, rows: linkTable() }),
];

const userRow = (username: string, displayName: string, email: string | null, standing: "" | "admin" | "off") => ({
  username,
  displayName,
  email,
  administrator: standing === "admin",
  disabled: standing === "off",
  createdAt: now - 100 * day,
  lastSignInAt: standing === "off" ? null : now - 5 * minute,
  href: `/admin/users/${username}`,
});

const many = Array.from({ length: 20 }, (_, index) =>
  userRow(`person${index}`, `Person Number ${index}`, `person${index}@example.com`, ""),
);

const everything = { value: "", label: "All" };
const usersPictures: readonly Picture[] = [
  picture("admin-users", AdminUsersPage, {
    createHref: "/admin/users/new",
    importHref: "/admin/users/import",
    exportAction: "/admin/users/export",
    ...admin,
    now,
    q: "",
    searchAction: "/admin/users",
    chosen: { standing: "enabled", factor: "", provider: "", order: "name" },
    providers: [{ id: "1", name: unbroken }],
    narrowed: true,
    secondFactor: "off",
    secondFactorAction: "/admin/users/second-factor",
    users: [
      userRow("ines", "Ines Okonkwo", "ines@example.com", "admin"),
      userRow("lilei", "李雷", "lilei@example.com", ""),
      userRow(unbroken.toLowerCase(), unbroken, `${unbroken.toLowerCase()}@example.com`, ""),
      userRow("layla", rightToLeft, null, "off"),
      userRow("turning", turning, "turning@example.com", ""),
      ...many,
    ],
    paging: { previousHref: "/admin/users?before=01k2", nextHref: "/admin/users?after=01k2" },
  }),
  picture("admin-users-none", AdminUsersPage, {
    createHref: "/admin/users/new",
    importHref: "/admin/users/import",
    exportAction: "/admin/users/export",
    ...admin,
    now,
    q: "nobody",
    searchAction: "/admin/users",
    chosen: { standing: "enabled", factor: "", provider: "", order: "name" },
    providers: [{ id: "1", name: unbroken }],
    narrowed: true,
    secondFactor: "off",
    secondFactorAction: "/admin/users/second-factor",
    users: [],
    paging: { previousHref: null, nextHref: null },
  }),
];

const edgeSession: SessionEntry = {
  id: "1",
  userAgent: agents.edgeMac,
  ip: "203.0.113.24",
  way: "provider:github+totp",
  startedAt: now - 5 * hour,
  lastSeenAt: now - minute,
  endAction: "/admin/sessions/1/end",
};
const programSession: SessionEntry = {
  id: "2",
  userAgent: null,
  ip: null,
  way: "",
  startedAt: now - 9 * day,
  lastSeenAt: now - 8 * day,
  endAction: "/admin/sessions/2/end",
};
const grafanaGrant: GrantEntry = {
  id: "1",
  application: { name: "Grafana", href: "/admin/applications/1" },
  scopes: ["openid", "profile", "email", "offline_access"],
  offline: true,
  since: now - 90 * day,
  lastUsedAt: now - hour,
  revokeAction: "/admin/grants/1/revoke",
};
const goneGrant: GrantEntry = {
  id: "2",
  application: { name: null, href: "/admin/applications/2" },
  scopes: [],
  offline: false,
  since: now - day,
  lastUsedAt: now - day,
  revokeAction: "/admin/grants/2/revoke",
};

const importing = {
  ...admin,
  action: "/admin/users/import",
  backHref: "/admin/users",
  unreadable: null,
  fileError: undefined,
  report: null,
};

const importPictures: readonly Picture[] = [
  picture("admin-people-import", AdminPeopleImportPage, importing),
  picture("admin-people-import-right", AdminPeopleImportPage, {
    ...importing,
    report: { creates: 12, changes: 3, same: 2, wrong: 0, faults: [], csv: "username\nada", mayInvite: true },
  }),
  picture("admin-people-import-wrong", AdminPeopleImportPage, {
    ...importing,
    report: {
      creates: 12,
      changes: 3,
      same: 2,
      wrong: 2,
      faults: [
        { line: 2, username: "ines", column: "username", fault: "administrator" },
        { line: 5, username: unbroken, column: "email", fault: "invalid_email" },
      ],
      csv: null,
      mayInvite: false,
    },
  }),
  picture("admin-people-import-unreadable", AdminPeopleImportPage, {
    ...importing,
    unreadable: "Line 4: there are more cells than columns.",
  }),
];

const ines = { username: "ines", displayName: "Ines Okonkwo", href: "/admin/users/ines" };
const long = { username: unbroken.toLowerCase(), displayName: unbroken, href: "/admin/users/long" };
const applicationFilter = {
  name: "application",
  label: "Application",
  value: "1",
  choices: [everything, { value: "1", label: "Grafana" }],
};

const accessPictures: readonly Picture[] = [
  picture("admin-sessions", AdminSessionsPage, {
    ...admin,
    now,
    q: "",
    action: "/admin/sessions",
    filters: [applicationFilter],
    narrowed: true,
    sessions: [
      { ...edgeSession, owner: ines },
      { ...programSession, owner: long },
    ],
    paging: { previousHref: null, nextHref: "/admin/sessions?before=2" },
  }),
  picture("admin-sessions-none", AdminSessionsPage, {
    ...admin,
    now,
    q: "nobody",
    action: "/admin/sessions",
    filters: [applicationFilter],
    narrowed: true,
    sessions: [],
    paging: { previousHref: null, nextHref: "/admin/sessions?before=2" },
  }),
  picture("admin-grants", AdminGrantsPage, {
    ...admin,
    now,
    q: "",
    action: "/admin/grants",
    filters: [applicationFilter],
    narrowed: true,
    grants: [
      { ...grafanaGrant, owner: ines },
      { ...goneGrant, owner: long },
    ],
    paging: { previousHref: null, nextHref: "/admin/grants?before=2" },
    application: { name: "Grafana", revokeAllAction: "/admin/grants/application/1/revoke" },
  }),
];

const user: Omit<AdminUserProps, "t" | "assets"> = {
  ...admin,
  now,
  user: {
    username: "lilei",
    displayName: "李雷",
    email: "lilei@example.com",
    emailVerified: true,
    subject,
    administrator: false,
    disabled: false,
    hasPassword: true,
    hasTotp: true,
    passkeys: 2,
    createdAt: now - 300 * day,
    lastSignInAt: now - 5 * hour,
  },
  self: false,
  identities: [
    {
      id: "1",
      unlinkAction: "/admin/users/lilei/identities/1/unlink",
      provider: { name: "GitHub", colour: "#24292f", entry: "github", sandbox: true },
      subject: "583231",
      label: "lilei",
      linkedAt: now - 90 * day,
      lastUsedAt: now - 5 * hour,
    },
    {
      id: "2",
      unlinkAction: "/admin/users/lilei/identities/2/unlink",
      provider: { name: "DingTalk", colour: "#0089ff", sandbox: false },
      subject: "ySLQ4fbGfeJiikhlSvdjdCQiEiE",
      label: null,
      linkedAt: now - 3 * day,
      lastUsedAt: null,
    },
  ],
  memberships: {
    groups: {
      held: [
        { id: "g1", name: "pilots", direct: true, application: null, href: "/admin/groups/g1" },
        { id: "g2", name: "staff", direct: false, application: null, href: "/admin/groups/g2" },
      ],
      others: [{ value: "g2", label: "staff" }],
      addAction: "/admin/users/lilei/groups",
      takeAction: "/admin/users/lilei/groups/remove",
    },
    roles: {
      held: [
        { id: "r1", name: "editor", direct: true, application: "Harbour Notes", href: "/admin/roles/r1" },
        { id: "r2", name: unbroken, direct: false, application: null, href: "/admin/roles/r2" },
      ],
      others: [{ value: "r2", label: unbroken }],
      addAction: "/admin/users/lilei/roles",
      takeAction: "/admin/users/lilei/roles/remove",
    },
  },
  sessions: [edgeSession, programSession],
  sessionsHref: "/admin/sessions?user=lilei",
  grants: [grafanaGrant, goneGrant],
  grantsHref: "/admin/grants?user=lilei",
  actions: {
    disable: "/admin/users/lilei/disable",
    enable: "/admin/users/lilei/enable",
    makeAdministrator: "/admin/users/lilei/make-administrator",
    removeAdministrator: "/admin/users/lilei/remove-administrator",
    resetFactors: "/admin/users/ines/reset-second-factors",
    endSessions: "/admin/users/lilei/end-sessions",
    edit: "/admin/users/1/edit",
    verifyAddress: "/admin/users/lilei/verify-address",
    invite: "/admin/users/lilei/invite",
    look: "/admin/users/lilei/impersonate",
    remove: "/admin/users/lilei/delete",
  },
};

const userPictures: readonly Picture[] = [
  picture("admin-user", AdminUserPage, user),
  picture("admin-account-new", AdminNewAccountPage, {
    ...admin,
    values: { username: "", display_name: "", email: "" },
    fieldErrors: {},
    passwordMinimum: 12,
    action: "/admin/users",
  }),
  picture("admin-account-edit", AdminEditAccountPage, {
    ...admin,
    error: "invalid",
    name: "Bo Lindqvist",
    values: { display_name: "", email: "bo@" },
    fieldErrors: { display_name: "required", email: "invalid_email" },
    emailFixed: false,
    action: "/admin/users/1/edit",
    backHref: "/admin/users/1",
  }),
  picture("admin-user-off", AdminUserPage, {
    ...user,
    notice: "user_disabled",
    user: { ...user.user, displayName: unbroken, email: null, disabled: true, administrator: true, lastSignInAt: null },
    identities: [],
    sessions: [],
    grants: [],
  }),
  picture("admin-user-self", AdminUserPage, { ...user, self: true, user: { ...user.user, administrator: true } }),
];

export const directoryPictures: readonly Picture[] = [
  ...providersPictures,
  ...providerPictures,
  ...usersPictures,
  ...userPictures,
  ...accessPictures,
  ...importPictures,
];
