/** What the console's pages have in common: who is looking, where the sections are, and what the last form led to. */
import { Refusal } from "../../lib/errors.ts";
import type { AdminError, AdminNotice, AdminPageProps } from "../../pages/hub/admin/frame.tsx";
import type { Actor } from "../audit/audit.ts";
import { avatarPath } from "../avatars/store.ts";
import type { SignedIn } from "../sessions/store.ts";
import type { PageContext } from "../web/route.ts";

export const SECTIONS = {
  overview: "/admin",
  applications: "/admin/applications",
  providers: "/admin/providers",
  users: "/admin/users",
  groups: "/admin/groups",
  roles: "/admin/roles",
  sessions: "/admin/sessions",
  grants: "/admin/grants",
  organizations: "/admin/organizations",
  webhooks: "/admin/webhooks",
  keys: "/admin/keys",
  mail: "/admin/mail",
  flows: "/admin/flows",
  audit: "/admin/audit",
  dangers: "/admin/dangers",
  settings: "/admin/settings",
} as const;

/** A page of the console that shows something. */
export const shown = { kind: "page", method: "GET", access: "administrator" } as const;

/** A form of the console that changes something: for whoever has just proven who they are. */
export const changed = { kind: "page", method: "POST", access: "administrator", recent: true } as const;

/** What a page is told: by the form that was just sent, or by its own address (`?notice=`, `?error=`), from this list alone. */
export interface Told {
  readonly notices?: readonly AdminNotice[];
  readonly errors?: readonly AdminError[];
  readonly notice?: AdminNotice | undefined;
  readonly error?: AdminError | undefined;
}

/** The administrator: the routes let nobody else in. @throws Refusal `forbidden` */
export function requireAdministrator({ signedIn }: PageContext): SignedIn {
  if (!signedIn?.user.isAdmin) throw new Refusal("forbidden");
  return signedIn;
}

/** Who the audit log names for what is done on a page. */
export const actorOf = (context: PageContext): Actor => ({
  userId: requireAdministrator(context).user.id,
  occasion: context.occasion,
});

export function adminPage(
  context: PageContext,
  { notices = [], errors = [], notice, error }: Told = {},
): AdminPageProps {
  const { hub, t, assets, csrf, query } = context;
  const { user } = requireAdministrator(context);
  return {
    t,
    assets,
    csrf,
    viewer: {
      displayName: user.displayName,
      username: user.name,
      picture: avatarPath(hub, user.picture),
      signOutAction: "/sign-out",
    },
    sections: SECTIONS,
    accountHref: "/account",
    notice: notice ?? notices.find((each) => each === query.get("notice")) ?? null,
    error: error ?? errors.find((each) => each === query.get("error")) ?? null,
  };
}
