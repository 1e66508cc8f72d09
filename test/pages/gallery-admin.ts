/** The pages of the administration, in their notable states. */
import {
  AdminApplicationPage,
  type AdminApplicationProps,
} from "../../src/pages/hub/admin/applications/application.tsx";
import { AdminApplicationsPage } from "../../src/pages/hub/admin/applications/applications.tsx";
import {
  AdminRegistrationPage,
  type AdminRegistrationProps,
} from "../../src/pages/hub/admin/applications/registration.tsx";
import type { AdminPageProps } from "../../src/pages/hub/admin/frame.tsx";
import { AdminOverviewPage } from "../../src/pages/hub/admin/overview/overview.tsx";
import type { AuditEvent } from "../../src/pages/hub/admin/server/audit.tsx";
import { AdminFlowPage, type TimelineStep } from "../../src/pages/hub/admin/server/flow.tsx";
import { AdminFlowsPage } from "../../src/pages/hub/admin/server/flows.tsx";
import { AdminKeysPage } from "../../src/pages/hub/admin/server/keys.tsx";
import { charts, noCharts } from "./gallery-charts.ts";
import { type Picture, picture } from "./picture.ts";
import { csrf, day, hour, minute, now, rightToLeft, turning, unbroken } from "./samples.ts";

export const admin: Omit<AdminPageProps, "t" | "assets"> = {
  viewer: { displayName: "Ines Okonkwo", username: "ines", signOutAction: "/sign-out" },
  csrf,
  sections: {
    overview: "/admin",
    applications: "/admin/applications",
    providers: "/admin/providers",
    users: "/admin/users",
    sessions: "/admin/sessions",
    grants: "/admin/grants",
    groups: "/admin/groups",
    roles: "/admin/roles",
    organizations: "/admin/organizations",
    webhooks: "/admin/webhooks",
    keys: "/admin/keys",
    mail: "/admin/mail",
    flows: "/admin/flows",
    audit: "/admin/audit",
    dangers: "/admin/dangers",
    settings: "/admin/settings",
  },
  accountHref: "/account",
  notice: null,
  error: null,
};

export const events: readonly AuditEvent[] = [
  {
    at: now - 40,
    event: "session.created",
    outcome: "success",
    actor: "ines",
    target: null,
    detail: null,
    ip: "203.0.113.24",
    requestId: "req-7fq2m4x9",
    requestHref: "/admin/flows/req-7fq2m4x9",
  },
  {
    at: now - 6 * minute,
    event: "sign_in.password",
    outcome: "failure",
    actor: unbroken.toLowerCase(),
    target: null,
    detail: "way: password",
    ip: "2001:db8:85a3::8a2e:370:7334",
    requestId: "req-1kd83jd0",
    requestHref: "/admin/flows/req-1kd83jd0",
  },
  {
    at: now - 3 * hour,
    event: "application.secret_rotated",
    outcome: "success",
    actor: "ines",
    target: "Harbour Notes",
    detail: null,
    ip: "203.0.113.24",
    requestId: "req-99xm2k1q",
    requestHref: "/admin/flows/req-99xm2k1q",
  },
  {
    at: now - 2 * day,
    event: "keys.rotated",
    outcome: "success",
    actor: null,
    target: null,
    detail: null,
    ip: null,
    requestId: null,
    requestHref: null,
  },
];

const overviewPictures: readonly Picture[] = [
  picture("admin-overview", AdminOverviewPage, {
    ...admin,
    now,
    counts: { users: 12_408, applications: 9, providers: 7, sessions: 10_000 },
    moreSessions: true,
    warnings: [
      { code: "sandbox_mode", href: "/admin/providers" },
      { code: "single_administrator", href: "/admin/users" },
      { code: "insecure_issuer", href: null },
    ],
    charts: charts("day"),
    events,
  }),
  picture("admin-overview-new", AdminOverviewPage, {
    ...admin,
    now,
    counts: { users: 1, applications: 0, providers: 0, sessions: 1 },
    moreSessions: false,
    warnings: [],
    charts: noCharts,
    events: [],
  }),
];

const application = (clientId: string, name: string, enabled: boolean, age: number) => ({
  clientId,
  name,
  logo: null,
  type: enabled ? ("confidential" as const) : ("public" as const),
  enabled,
  createdAt: now - age,
  href: `/admin/applications/${clientId}`,
});

const applicationsPictures: readonly Picture[] = [
  picture("admin-applications", AdminApplicationsPage, {
    ...admin,
    now,
    applications: [
      application("9f8c1de27ab34f5e", "Harbour Notes", true, 200 * day),
      application("alldoor-files", "Alldoor Files", true, 200 * day),
      application("4410be6d8e7c4a20", rightToLeft, false, 3 * day),
      application("77aa1b2c3d4e5f60", unbroken, true, 2 * hour),
      application("0c1d2e3f4a5b6c7d", turning, false, 50),
    ],
    paging: { previousHref: null, nextHref: "/admin/applications?after=01k2" },
    createHref: "/admin/applications/new",
    registrationHref: "/admin/applications/registration",
  }),
  picture("admin-applications-empty", AdminApplicationsPage, {
    ...admin,
    now,
    applications: [],
    paging: { previousHref: null, nextHref: null },
    createHref: "/admin/applications/new",
    registrationHref: "/admin/applications/registration",
  }),
];

const registration: Omit<AdminRegistrationProps, "t" | "assets"> = {
  ...admin,
  now,
  values: {
    mode: "token",
    resources: "https://mcp.example.com/mcp",
    metadata_hosts: "claude.ai\nvscode.dev",
    unused_days: "30",
    most_unused: "1000",
    token_name: "",
    token_uses: "1",
    token_days: "1",
  },
  fieldErrors: {},
  tokens: [
    { id: "7", name: "Build machines", uses: 3, mostUses: 20, expiresAt: now + 6 * day },
    { id: "6", name: unbroken, uses: 1, mostUses: 1, expiresAt: now - day },
  ],
  fresh: null,
  action: "/admin/applications/registration",
  createTokenAction: "/admin/applications/registration/tokens",
  removeTokenAction: "/admin/applications/registration/tokens/remove",
};

const registrationPictures: readonly Picture[] = [
  picture("admin-registration", AdminRegistrationPage, registration),
  picture("admin-registration-token", AdminRegistrationPage, {
    ...registration,
    fresh: "AA0P8FtYay_py5rNvK-hxe_aHFAuZc7Y0oUhwh0e4xE",
  }),
  picture("admin-registration-wrong", AdminRegistrationPage, {
    ...registration,
    values: { ...registration.values, metadata_hosts: "https://claude.ai/", unused_days: "0", token_uses: "0" },
    fieldErrors: { metadata_hosts: "invalid", unused_days: "out_of_range", token_uses: "out_of_range" },
    tokens: [],
    error: "invalid",
  }),
];

const form: Omit<AdminApplicationProps, "t" | "assets"> = {
  ...admin,
  existing: null,
  values: {
    name: "",
    type: "confidential",
    enabled: true,
    homepage: "",
    redirect_uris: "",
    grant_types: ["authorization_code", "refresh_token"],
    password_sign_in: true,
    email_sign_in: false,
    sign_up: false,
    consent: "ask_once",
    scopes: ["openid", "profile", "email"],
    signing_alg: "ES256",
    access_token_seconds: "600",
    refresh_token_seconds: "2592000",
    response_types: ["code"],
    auth_method: "usual",
    jwks: "",
    jwks_uri: "",
    require_pushed_requests: false,
    require_dpop: false,
    default_max_age: "",
    custom_scopes: "",
    resources: "",
    exchange_from: "",
    exchange_audiences: "",
    required_groups: "",
    required_roles: "",
    token_format: "standard",
    token_fields: "",
    subject_type: "public",
    sector_identifier: "",
    userinfo_signing_alg: "",
    post_logout_redirect_uris: "",
    backchannel_logout_uri: "",
    backchannel_logout_session_required: false,
    frontchannel_logout_uri: "",
    frontchannel_logout_session_required: false,
    initiate_login_uri: "",
  },
  now,
  fieldErrors: {},
  limits: {
    signingAlgs: ["ES256", "RS256", "EdDSA"],
    scopes: ["openid", "profile", "email", "offline_access", "roles", "groups"],
    accessTokenMinimum: 60,
    accessTokenMaximum: 900,
    refreshTokenMinimum: 300,
    refreshTokenMaximum: 31_536_000,
  },
  dangerous: [{ name: "dangerouslyAllowImplicit", on: false, used: null }],
  action: "/admin/applications",
};

const existing = {
  name: "Harbour Notes",
  logo: null,
  credentials: { clientId: "9f8c1de27ab34f5e", secret: "kept" as const },
  lookHref: "/admin/applications/9f8c1de27ab34f5e/look",
  tokensHref: "/admin/applications/9f8c1de27ab34f5e/tokens",
  tryAction: "/admin/applications/9f8c1de27ab34f5e/try",
  rotateAction: "/admin/applications/9f8c1de27ab34f5e/rotate",
  removeAction: "/admin/applications/9f8c1de27ab34f5e/remove",
  registration: null,
  permissionsHref: "/admin/applications/9f8c1de27ab34f5e/permissions",
  snippets: [{ name: "curl" as const, code: "curl -sS https://id.example.com/.well-known/openid-configuration\n" }],
};

const filled = {
  ...form.values,
  name: "Harbour Notes",
  redirect_uris: "https://harbour-notes.example.com/callback\nhttp://127.0.0.1/callback",
};

const applicationPictures: readonly Picture[] = [
  picture("admin-application-new", AdminApplicationPage, form),
  picture("admin-application-new-wrong", AdminApplicationPage, {
    ...form,
    error: "invalid",
    values: { ...form.values, redirect_uris: "harbour/callback", grant_types: [], access_token_seconds: "9000" },
    fieldErrors: {
      name: "required",
      redirect_uris: "redirect_not_absolute",
      grant_types: "required",
      access_token_seconds: "out_of_range",
    },
  }),
  picture("admin-application-secret", AdminApplicationPage, {
    ...form,
    notice: "application_created",
    existing: {
      ...existing,
      credentials: {
        clientId: "9f8c1de27ab34f5e",
        secret: { shownOnce: "alds_sample_4mJq0v8yT2nKxW7rB5cE1uHdZ9sPfL3a" },
      },
    },
    values: filled,
  }),
  picture("admin-application", AdminApplicationPage, {
    ...form,
    existing,
    values: filled,
    dangerous: [
      { name: "dangerouslyAllowCodeWithoutPkce", on: true, used: { lastAt: now - 3 * day, times: 1204 } },
      { name: "dangerouslyAllowImplicit", on: false, used: null },
    ],
  }),
  picture("admin-application-further-wrong", AdminApplicationPage, {
    ...form,
    error: "invalid",
    existing: {
      ...existing,
      registration: {
        kind: "metadata-document",
        said: [
          ["client_name", "Harbour Notes"],
          ["redirect_uris", '["https://harbour-notes.example.com/callback"]'],
        ],
        freshUntil: now + hour,
      },
    },
    values: {
      ...filled,
      jwks: '{"keys":',
      custom_scopes: "openid Twice",
      token_format: "JWT-Custom",
      token_fields: "Name\nEmail",
      sector_identifier: unbroken,
      backchannel_logout_uri: "http://harbour-notes.example.com/ended",
    },
    fieldErrors: {
      jwks: "invalid",
      custom_scopes: "taken",
      token_fields: "too_long",
      backchannel_logout_uri: "redirect_insecure",
      dangers: "invalid_choice",
    },
    dangerous: [{ name: "dangerouslyAllowImplicit", on: false, used: null }],
  }),
];

const keysPictures: readonly Picture[] = [
  picture("admin-keys", AdminKeysPage, {
    ...admin,
    keys: [
      {
        kid: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
        alg: "ES256",
        state: "published",
        createdAt: now - hour,
        activatesAt: now + hour,
        retiresAt: null,
      },
      {
        kid: "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWh",
        alg: "ES256",
        state: "active",
        createdAt: now - 80 * day,
        activatesAt: now - 80 * day,
        retiresAt: null,
      },
      {
        kid: "bilbo-baggins-2025",
        alg: "RS256",
        state: "retiring",
        createdAt: now - 200 * day,
        activatesAt: now - 199 * day,
        retiresAt: now + 2 * day,
      },
    ],
    jwksUri: "https://id.example.com/.well-known/jwks",
    rotateAction: "/admin/keys/rotate",
  }),
];

const flowStep: TimelineStep = {
  requestId: "k3fa1x",
  href: "/admin/flows/k3fa1x",
  at: now - 3 * minute,
  method: "GET",
  path: "/accounts/github/login/callback/",
  status: 303,
  failure: null,
  milliseconds: 184.2,
  after: 6120,
  sent: [
    ["code", null],
    ["state", null],
  ],
  to: { address: "/login/oauth/continue", sent: [["flow", null]] },
  calls: [
    { method: "POST", address: "github.com/login/oauth/access_token", status: 200, milliseconds: 92.1 },
    { method: "GET", address: "api.github.com/user", status: null, milliseconds: 5000 },
  ],
  claims: [
    {
      from: "github",
      claims: [
        { name: "sub", source: "id", value: "text" },
        { name: "name", source: "name | login", value: "text" },
        { name: "email_verified", source: "computed from the answers", value: "true" },
      ],
    },
  ],
};
const failedStep: TimelineStep = {
  ...flowStep,
  path: "/login/oauth/authorize",
  status: 400,
  failure: "redirect_uri_unknown",
  sent: [
    ["client_id", unbroken],
    ["redirect_uri", `https://example.com/${unbroken}`],
  ],
  to: null,
  calls: [],
  claims: [],
};

const flowPictures: readonly Picture[] = [
  picture("admin-flows", AdminFlowsPage, {
    ...admin,
    now,
    q: "",
    searchAction: "/admin/flows",
    steps: [flowStep, failedStep, flowStep],
  }),
  picture("admin-flows-empty", AdminFlowsPage, { ...admin, now, q: "none", searchAction: "/admin/flows", steps: [] }),
  picture("admin-flow", AdminFlowPage, { ...admin, requestId: "k3fa1x", steps: [failedStep, flowStep] }),
  picture("admin-flow-unknown", AdminFlowPage, { ...admin, requestId: "k3fa1x", steps: [] }),
];

export const adminPictures: readonly Picture[] = [
  ...overviewPictures,
  ...applicationsPictures,
  ...registrationPictures,
  ...applicationPictures,
  ...keysPictures,
  ...flowPictures,
];
