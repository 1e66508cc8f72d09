/** The console's pages about the server as a whole, in their notable states. */
import { AdminAuditPage } from "../../src/pages/hub/admin/server/audit.tsx";
import { AdminDangersPage } from "../../src/pages/hub/admin/server/dangers.tsx";
import { AdminOrganizationPage, type AdminOrganizationProps } from "../../src/pages/hub/admin/server/organization.tsx";
import { AdminOrganizationsPage, type OrganizationEntry } from "../../src/pages/hub/admin/server/organizations.tsx";
import { AdminSettingsPage } from "../../src/pages/hub/admin/server/settings.tsx";
import { AdminWebhookPage, type AdminWebhookProps } from "../../src/pages/hub/admin/server/webhook.tsx";
import { AdminWebhooksPage } from "../../src/pages/hub/admin/server/webhooks.tsx";
import { admin, events } from "./gallery-admin.ts";
import { type Picture, picture } from "./picture.ts";
import { day, hour, minute, now, rightToLeft, unbroken } from "./samples.ts";

const noPaging = { previousHref: null, nextHref: null };
const noSearch = { action: "", by: "", on: "", application: "", address: "", request: "", from: "", to: "" };
const actions = ["user.signed-in", "user.created", "client.created"];

const audit = {
  ...admin,
  search: noSearch,
  searchErrors: {},
  actions,
  searchAction: "/admin/audit",
  exportAction: "/admin/audit/export",
  retention: { days: "", error: undefined, action: "/admin/audit/retention" },
};

const organization = (name: string, displayName: string, enabled: boolean): OrganizationEntry => ({
  name,
  displayName,
  people: { count: 1000, more: enabled },
  applications: { count: 3, more: false },
  enabled,
  createdAt: now - 90 * day,
  href: `/admin/organizations/${name}`,
});

const newOrganization: Omit<AdminOrganizationProps, "t" | "assets"> = {
  ...admin,
  existing: null,
  values: {
    name: "",
    display_name: "",
    default_locale: "",
    require_second_factor: "off",
    flags: [
      { code: "allowSignUp", field: "allow_sign_up", on: true },
      { code: "takePictures", field: "take_pictures", on: false },
    ],
    join_kind: "person",
    join_what: "",
  },
  fieldErrors: {},
  action: "/admin/organizations",
};

const existingOrganization = {
  name: "harbour",
  displayName: "The Harbour",
  people: { count: 1000, more: true },
  applications: { count: 3, more: false },
  enabled: true,
  first: false,
  joinAction: "/admin/organizations/o1/join",
  disableAction: "/admin/organizations/o1/disable",
  enableAction: "/admin/organizations/o1/enable",
  registrationHref: "/admin/applications/registration",
};

const newWebhook: Omit<AdminWebhookProps, "t" | "assets"> = {
  ...admin,
  now,
  existing: null,
  secret: null,
  values: { name: "", url: "", listens: "every", actions: [], enabled: true },
  fieldErrors: {},
  actions,
  action: "/admin/webhooks",
};

const message = (id: string, outcome: "waiting" | "delivered" | "dead") => ({
  id,
  event: "user.created",
  outcome,
  attempts: outcome === "dead" ? 10 : 1,
  answer: outcome === "waiting" ? null : outcome === "dead" ? "timeout" : "204",
  at: now - 3 * minute,
  replayAction: outcome === "waiting" ? null : `/admin/webhooks/w1/replay/${id}`,
});

const existingWebhook = {
  name: rightToLeft,
  state: "failing" as const,
  messages: [message("3", "waiting"), message("2", "dead"), message("1", "delivered")],
  paging: { previousHref: null, nextHref: "/admin/webhooks/w1?before=1" },
  replaceAction: "/admin/webhooks/w1/secret",
  removeAction: "/admin/webhooks/w1/remove",
};

export const consolePictures: readonly Picture[] = [
  picture("admin-audit", AdminAuditPage, {
    ...audit,
    events: [...events, ...events, ...events],
    paging: { previousHref: "/admin/audit?before=01k3", nextHref: "/admin/audit?after=01k2" },
  }),
  picture("admin-audit-empty", AdminAuditPage, { ...audit, events: [], paging: noPaging }),
  picture("admin-audit-wrong", AdminAuditPage, {
    ...audit,
    error: "invalid",
    search: { ...noSearch, by: unbroken, from: "yesterday" },
    searchErrors: { from: "invalid" },
    retention: { ...audit.retention, days: "3", error: "out_of_range" },
    events: [],
    paging: noPaging,
  }),
  picture("admin-organizations", AdminOrganizationsPage, {
    ...admin,
    now,
    organizations: [
      organization("main", "Main", true),
      organization("harbour", rightToLeft, false),
      organization(unbroken, unbroken, true),
    ],
    createHref: "/admin/organizations/new",
    paging: { previousHref: null, nextHref: "/admin/organizations?after=main" },
  }),
  picture("admin-organization-new", AdminOrganizationPage, newOrganization),
  picture("admin-organization-wrong", AdminOrganizationPage, {
    ...newOrganization,
    error: "invalid",
    fieldErrors: { name: "taken", display_name: "required" },
  }),
  picture("admin-organization", AdminOrganizationPage, {
    ...newOrganization,
    existing: existingOrganization,
    fieldErrors: { join_what: "invalid" },
  }),
  picture("admin-organization-off", AdminOrganizationPage, {
    ...newOrganization,
    existing: { ...existingOrganization, enabled: false },
  }),
  picture("admin-organization-first", AdminOrganizationPage, {
    ...newOrganization,
    existing: { ...existingOrganization, first: true },
  }),
  picture("admin-webhooks", AdminWebhooksPage, {
    ...admin,
    now,
    webhooks: (["on", "failing", "administrator", "failed", "gone"] as const).map((state, index) => ({
      name: index === 1 ? rightToLeft : `Watcher ${index}`,
      host: "hooks.example.com:8443",
      events: index === 0 ? null : index,
      state,
      createdAt: now - index * hour,
      href: `/admin/webhooks/w${index}`,
    })),
    createHref: "/admin/webhooks/new",
    paging: noPaging,
  }),
  picture("admin-webhooks-empty", AdminWebhooksPage, {
    ...admin,
    now,
    webhooks: [],
    createHref: "/admin/webhooks/new",
    paging: noPaging,
  }),
  picture("admin-webhook-new", AdminWebhookPage, newWebhook),
  picture("admin-webhook", AdminWebhookPage, {
    ...newWebhook,
    existing: existingWebhook,
    values: { ...newWebhook.values, listens: "only", actions: ["user.created"] },
    fieldErrors: { url: "invalid_url" },
  }),
  picture("admin-webhook-secret", AdminWebhookPage, {
    ...newWebhook,
    existing: { ...existingWebhook, messages: [], paging: noPaging },
    secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=",
  }),
  picture("admin-dangers", AdminDangersPage, {
    ...admin,
    now,
    dangers: [
      {
        application: rightToLeft,
        href: "/admin/applications/a1",
        setting: "dangerouslyAllowPasswordGrant",
        lastUsedAt: now - 2 * day,
        uses: 12_408,
      },
      {
        application: unbroken,
        href: "/admin/applications/a2",
        setting: "dangerouslyAllowMissingSecretWithPkce",
        lastUsedAt: null,
        uses: 0,
      },
    ],
    paging: noPaging,
  }),
  picture("admin-dangers-empty", AdminDangersPage, { ...admin, now, dangers: [], paging: noPaging }),
  picture("admin-settings", AdminSettingsPage, {
    ...admin,
    settings: [
      { name: "ALLDOOR_DATA", value: `/var/lib/${unbroken}`, secret: false, source: "option" },
      { name: "ALLDOOR_METRICS_TOKEN", value: null, secret: true, source: "variable" },
      { name: "ALLDOOR_SANDBOX", value: null, secret: false, source: "standard" },
    ],
    stored: { mail: "console", registration: "closed", audit: null, counts: 400 },
    changes: {
      mail: "/admin/mail",
      registration: "/admin/applications/registration",
      audit: "/admin/audit",
      counts: null,
    },
  }),
];
