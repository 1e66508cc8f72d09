/** A person's own pages, the console and the documents: those that need more than their address, or another person than an administrator. */
import { createWebhook } from "../../src/hub/webhooks/store.ts";
import { sendForm } from "../flows/bent-form.ts";
import { signedInBrowser } from "../ground/oauth-client.ts";
import type { Seeded } from "./seeded.ts";
import type { NoPage, Visit } from "./visit.ts";

type Who = keyof Seeded["as"];

const as = (who: Who, name: string, route: string, pathOf: (town: Seeded) => string = () => route): Visit => ({
  name,
  program: "hub",
  route,
  arrive: (town) => ({ browser: town.as[who], url: `${town.hub.url}${pathOf(town)}` }),
});

const pathOf = ({ application }: Seeded): string => `/admin/applications/${application.client.id}`;

const account = [
  "/account",
  "/account/password",
  "/account/passkeys",
  "/account/second-factor",
  "/account/identities",
  "/account/sessions",
  "/account/applications",
  "/account/tokens",
  "/account/activity",
  "/account/data",
].map((path) => as("guarded", path.slice(1).replaceAll("/", "-"), path));

export const hubVisits: readonly Visit[] = [
  ...account,
  as("plain", "account-new", "/account"),
  as("plain", "account-deleted", "/account-deleted"),
  as("plain", "account-identities-none", "/account/identities"),
  as("plain", "account-applications-none", "/account/applications"),
  as("plain", "account-second-factor-none", "/account/second-factor"),
  as("plain", "account-second-factor-set-up", "/account/second-factor/set-up"),
  as("plain", "account-passkeys-add", "/account/passkeys/add"),

  as("administrator", "admin-application", "/admin/applications/:id", pathOf),
  as("administrator", "admin-provider-new", "/admin/providers/add/:entry", () => "/admin/providers/add/keycloak"),
  as("administrator", "admin-provider", "/admin/providers/:id", (t) => `/admin/providers/${t.provider.id}`),
  as("administrator", "admin-provider-none", "/admin/providers/:id", () => "/admin/providers/none"),
  as("administrator", "admin-providers-search", "/admin/providers/add", () => "/admin/providers/add?q=git"),
  as("administrator", "admin-providers-found-none", "/admin/providers/add", () => "/admin/providers/add?q=qqqqqq"),
  as("administrator", "admin-user", "/admin/users/:id", (t) => `/admin/users/${t.guarded.id}`),
  as("administrator", "admin-user-edit", "/admin/users/:id/edit", (t) => `/admin/users/${t.plain.id}/edit`),
  as("administrator", "admin-users", "/admin/users"),
  as("administrator", "admin-users-found-none", "/admin/users", () => "/admin/users?q=qqqqqq"),
  as(
    "administrator",
    "admin-organization",
    "/admin/organizations/:id",
    (t) => `/admin/organizations/${t.guarded.organizationId}`,
  ),
  as("administrator", "admin-overview-month", "/admin", () => "/admin?range=month"),
  as("administrator", "admin-audit-searched", "/admin/audit", () => "/admin/audit?action=user.signed-in&by=mira"),
  as("administrator", "admin-audit-wrong", "/admin/audit", () => "/admin/audit?from=yesterday"),
  {
    name: "admin-webhook",
    program: "hub",
    route: "/admin/webhooks/:id",
    async arrive({ hub: { hub, url }, as: { administrator } }) {
      const wish = { name: "Rota", url: "https://rota.example.com/hook", actions: ["user.created"], enabled: true };
      const { webhook } = await hub.db.write((tx) => createWebhook(tx, hub, {}, wish));
      return { browser: administrator, url: `${url}/admin/webhooks/${webhook.id}` };
    },
  },
  as("administrator", "admin-flow", "/admin/flows/:id", (t) => `/admin/flows/${t.flow}`),
  as("administrator", "admin-flow-none", "/admin/flows/:id", () => "/admin/flows/none"),

  as("administrator", "admin-look", "/admin/applications/:id/look", (t) => `${pathOf(t)}/look`),
  as("administrator", "admin-look-sign-in", "/admin/applications/:id/look/sign-in", (t) => `${pathOf(t)}/look/sign-in`),
  as("administrator", "admin-permissions", "/admin/applications/:id/permissions", (t) => `${pathOf(t)}/permissions`),
  as("administrator", "admin-tokens", "/admin/applications/:id/tokens", (t) => `${pathOf(t)}/tokens`),
  as("administrator", "admin-trial-over", "/admin/applications/:id/trial", (t) => `${pathOf(t)}/trial`),
  as("administrator", "admin-group", "/admin/groups/:id", (t) => `/admin/groups/${t.group}`),
  as("administrator", "admin-role", "/admin/roles/:id", (t) => `/admin/roles/${t.role}`),

  {
    name: "account-looked-at",
    program: "hub",
    route: "/account",
    async arrive({ hub, plain }) {
      const browser = await signedInBrowser(hub, await hub.makeUser({ displayName: "Looker On", isAdmin: true }));
      await hub.hub.db.write((tx) => tx.query.updateTable("organizations").set({ allow_impersonation: 1 }).execute());
      const page = await browser.open(`${hub.url}/admin/users/${plain.id}`);
      await sendForm(browser, page, `/admin/users/${plain.id}/impersonate`);
      return { browser, url: `${hub.url}/account` };
    },
  },

  as("plain", "docs-operations", "/docs/:name", () => "/docs/operations"),
  as("plain", "docs-api", "/docs/:name", () => "/docs/api"),
  as("plain", "docs-provider", "/docs/providers/:name", () => "/docs/providers/github"),
];

export const hubNoPages: readonly NoPage[] = [
  { program: "hub", route: "/login/oauth/device/qr", why: "a picture" },
  { program: "hub", route: "/logos/:file", why: "a picture" },
  { program: "hub", route: "/accents/:file", why: "a style sheet" },
  { program: "hub", route: "/avatars/:id", why: "a picture" },
  { program: "hub", route: "/avatars/:id/small", why: "a picture" },
  { program: "hub", route: "/api/logout", why: "ends a session, and goes on to the application" },
];
