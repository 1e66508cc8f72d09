/**
 * One person: `GET /admin/users/:id`, and below it what can be done (POST): `disable`, `enable`, `make-administrator`,
 * `remove-administrator`, `end-sessions`. Whom it is done to stands in the address, and only there.
 */
import type { Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import type { AdminError, AdminNotice } from "../../pages/hub/admin/frame.tsx";
import { AdminUserPage } from "../../pages/hub/admin/user.tsx";
import type { UserIdentity } from "../../pages/hub/admin/user-ways-in.tsx";
import { renderPage } from "../../pages/layout.tsx";
import type { Actor } from "../audit/audit.ts";
import type { Hub } from "../hub.ts";
import { listIdentities } from "../identities/store.ts";
import { listProviders } from "../providers/store.ts";
import { listSessions } from "../sessions/store.ts";
import { findUser } from "../users/store.ts";
import { listPasskeys } from "../ways/passkeys.ts";
import { totpSince } from "../ways/totp.ts";
import type { PageContext } from "../web/route.ts";
import { editHref } from "./account-page.tsx";
import { actorOf, adminPage, requireAdministrator, SECTIONS } from "./frame.ts";
import { disableUser, enableUser, endSessionsOf, setAdministrator } from "./people.ts";
import { resetFactors } from "./second-factors.ts";

const hrefOf = (id: string): string => `${SECTIONS.users}/${id}`;

async function identitiesOf({ hub, t }: PageContext, userId: string): Promise<UserIdentity[]> {
  const providers = new Map((await listProviders(hub.db)).map((row) => [row.id, row]));
  return (await listIdentities(hub.db, userId)).map((identity) => {
    const row = providers.get(identity.providerId);
    return {
      provider: {
        name: row?.displayName ?? t.common.unknown,
        colour: row?.entry.colour ?? null,
        sandbox: hub.upstream.sandbox !== undefined,
      },
      subject: identity.subject,
      label: identity.username ?? identity.email,
      linkedAt: identity.createdAt,
      lastUsedAt: identity.lastUsedAt,
    };
  });
}

/** @throws Refusal `not_found` */
export async function showUser(context: PageContext): Promise<Answer> {
  const { hub, params } = context;
  const user = await findUser(hub.db, params.id ?? "");
  if (!user) throw new Refusal("not_found");
  const sessions = await listSessions(hub.db, hub.clock, user.id);
  const href = hrefOf(user.id);
  const notices: AdminNotice[] = [
    "account_added",
    "saved",
    "user_disabled",
    "user_enabled",
    "administrator_made",
    "administrator_removed",
    "sessions_ended",
    "factors_reset",
  ];
  const page = (
    <AdminUserPage
      {...adminPage(context, { notices, errors: ["last_administrator", "own_standing"] })}
      now={seconds(hub.clock)}
      user={{
        username: user.name,
        displayName: user.displayName,
        email: user.email,
        emailVerified: user.emailVerified,
        subject: user.id,
        administrator: user.isAdmin,
        disabled: user.disabledAt !== null,
        hasPassword: user.passwordHash !== null,
        hasTotp: (await totpSince(hub.db, user.id)) !== null,
        passkeys: (await listPasskeys(hub.db, user.id)).length,
        createdAt: user.createdAt,
        lastSignInAt: user.lastSignInAt === 0 ? null : user.lastSignInAt,
      }}
      self={user.id === requireAdministrator(context).user.id}
      identities={await identitiesOf(context, user.id)}
      sessions={sessions.map((session) => ({
        userAgent: session.userAgent === "" ? null : session.userAgent,
        ip: session.address,
        startedAt: session.authenticatedAt,
        lastSeenAt: session.lastSeenAt,
      }))}
      actions={{
        disable: `${href}/disable`,
        enable: `${href}/enable`,
        makeAdministrator: `${href}/make-administrator`,
        removeAdministrator: `${href}/remove-administrator`,
        endSessions: `${href}/end-sessions`,
        edit: editHref(user.id),
        resetFactors: `${href}/reset-second-factors`,
      }}
    />
  );
  return context.html(renderPage(page));
}

/** Refusals that are told on the person's own page. */
const ON_PAGE: readonly AdminError[] = ["last_administrator", "own_standing"];

type Change = (tx: Writer, hub: Hub, actor: Actor, userId: string) => Promise<unknown>;

const changing =
  (change: Change, notice: AdminNotice) =>
  async (context: PageContext): Promise<Answer> => {
    const { hub, params } = context;
    const id = params.id ?? "";
    try {
      await hub.db.write((tx) => change(tx, hub, actorOf(context), id));
    } catch (error) {
      const told = ON_PAGE.find((code) => error instanceof Refusal && code === error.code);
      if (told === undefined) throw error;
      return context.redirect(`${hrefOf(id)}?error=${told}`);
    }
    return context.redirect(`${hrefOf(id)}?notice=${notice}`);
  };

export const disable = changing(disableUser, "user_disabled");
export const enable = changing(enableUser, "user_enabled");
export const makeAdministrator = changing(
  (tx, hub, actor, id) => setAdministrator(tx, hub, actor, id, true),
  "administrator_made",
);
export const takeAdministration = changing(
  (tx, hub, actor, id) => setAdministrator(tx, hub, actor, id, false),
  "administrator_removed",
);
export const resetUserFactors = changing(resetFactors, "factors_reset");
export const endUserSessions = changing(endSessionsOf, "sessions_ended");
