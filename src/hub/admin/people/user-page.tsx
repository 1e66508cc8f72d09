/**
 * One person: `GET /admin/users/:id`, and below it what can be done (POST): `disable`, `enable`, `make-administrator`,
 * `remove-administrator`, `end-sessions`, `reset-second-factors`, `verify-address`, `invite`, `delete` and
 * `identities/:identity/unlink`. Whom it is done to stands in the address, and only there.
 */
import type { Writer } from "../../../db/database.ts";
import { seconds } from "../../../lib/clock.ts";
import type { Answer } from "../../../lib/endpoint.ts";
import { Refusal } from "../../../lib/errors.ts";
import type { AdminError, AdminNotice } from "../../../pages/hub/admin/frame.tsx";
import { AdminUserPage } from "../../../pages/hub/admin/people/user.tsx";
import type { UserIdentity } from "../../../pages/hub/admin/people/user-ways-in.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import type { Actor } from "../../audit/audit.ts";
import { listLivingGrants } from "../../grants/list.ts";
import type { Hub } from "../../hub.ts";
import { listIdentities } from "../../identities/store.ts";
import { findOrganizationById } from "../../organizations/store.ts";
import { listProviders } from "../../providers/store.ts";
import { listSessions } from "../../sessions/store.ts";
import { findUser } from "../../users/store.ts";
import { listPasskeys } from "../../ways/passkeys.ts";
import { totpSince } from "../../ways/totp.ts";
import type { PageContext } from "../../web/route.ts";
import { unlinkFrom } from "../access/access.ts";
import { grantEntry } from "../access/grants-page.tsx";
import { sessionEntry } from "../access/sessions-page.tsx";
import { actorOf, adminPage, requireAdministrator, SECTIONS } from "../frame.ts";
import { membershipsShown } from "../memberships/user-memberships.ts";
import { editHref } from "./account-page.tsx";
import { inviteUser } from "./invitations.ts";
import { disableUser, enableUser, endSessionsOf, removeUser, setAdministrator, vouchForAddress } from "./people.ts";
import { resetFactors } from "./second-factors.ts";

/** Sessions and grants on the page; all of them have pages of their own. */
const SHOWN = 20;

const hrefOf = (id: string): string => `${SECTIONS.users}/${id}`;

async function identitiesOf({ hub, t }: PageContext, userId: string): Promise<UserIdentity[]> {
  const providers = new Map((await listProviders(hub.db)).map((row) => [row.id, row]));
  return (await listIdentities(hub.db, userId)).map((identity) => {
    const row = providers.get(identity.providerId);
    return {
      id: identity.id,
      provider: {
        name: row?.displayName ?? t.common.unknown,
        colour: row?.entry.colour ?? null,
        entry: row?.entry.id,
        sandbox: hub.upstream.sandbox !== undefined,
      },
      subject: identity.subject,
      label: identity.username ?? identity.email,
      linkedAt: identity.createdAt,
      lastUsedAt: identity.lastUsedAt,
      unlinkAction: `${hrefOf(userId)}/identities/${identity.id}/unlink`,
    };
  });
}

/** Refusals that are told on the person's own page. */
const ON_PAGE: readonly AdminError[] = [
  "last_administrator",
  "own_standing",
  "identity_last",
  "identity_kept",
  "email_taken",
  "mail_off",
  "too_many_attempts",
  "nothing_chosen",
];

/** @throws Refusal `not_found` */
export async function showUser(context: PageContext): Promise<Answer> {
  const { hub, params } = context;
  const user = await findUser(hub.db, params.id ?? "");
  if (!user) throw new Refusal("not_found");
  const sessions = (await listSessions(hub.db, hub.clock, user.id)).slice(0, SHOWN);
  const grants = await listLivingGrants(hub.db, hub.clock, { userIds: [user.id] }, { size: SHOWN });
  const href = hrefOf(user.id);
  const organization = await findOrganizationById(hub.db, user.organizationId);
  const notices: AdminNotice[] = [
    "account_added",
    "saved",
    "user_disabled",
    "user_enabled",
    "administrator_made",
    "administrator_removed",
    "sessions_ended",
    "factors_reset",
    "identity_unlinked",
    "address_verified",
    "user_invited",
    "member_added",
    "member_removed",
  ];
  const page = (
    <AdminUserPage
      {...adminPage(context, { notices, errors: ON_PAGE })}
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
      memberships={await membershipsShown(hub, user)}
      sessions={sessions.map((session) => sessionEntry(session, `${SECTIONS.sessions}/${session.id}/end`))}
      sessionsHref={`${SECTIONS.sessions}?user=${user.id}`}
      grants={grants.rows.map((grant) => grantEntry(grant, `${SECTIONS.grants}/${grant.id}/revoke`))}
      grantsHref={`${SECTIONS.grants}?user=${user.id}`}
      actions={{
        disable: `${href}/disable`,
        enable: `${href}/enable`,
        makeAdministrator: `${href}/make-administrator`,
        removeAdministrator: `${href}/remove-administrator`,
        endSessions: `${href}/end-sessions`,
        edit: editHref(user.id),
        resetFactors: `${href}/reset-second-factors`,
        verifyAddress: `${href}/verify-address`,
        invite: `${href}/invite`,
        look: organization?.allowImpersonation === true && user.disabledAt === null ? `${href}/impersonate` : null,
        remove: `${href}/delete`,
      }}
    />
  );
  return context.html(renderPage(page));
}

type Change = (tx: Writer, hub: Hub, actor: Actor, userId: string) => Promise<unknown>;

/** What a form asks for, told on the page of that address, or on the person's where it was refused. */
async function change(context: PageContext, work: (tx: Writer, id: string) => Promise<unknown>, done: string) {
  const { hub, params } = context;
  const id = params.id ?? "";
  try {
    await hub.db.write((tx) => work(tx, id));
  } catch (error) {
    const told = ON_PAGE.find((code) => error instanceof Refusal && code === error.code);
    if (told === undefined) throw error;
    return context.redirect(`${hrefOf(id)}?error=${told}`);
  }
  return context.redirect(done);
}

const changing =
  (work: Change, notice: AdminNotice) =>
  (context: PageContext): Promise<Answer> => {
    const { hub, params } = context;
    const done = `${hrefOf(params.id ?? "")}?notice=${notice}`;
    return change(context, (tx, id) => work(tx, hub, actorOf(context), id), done);
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
/** The address comes with the form, as it was shown: its person may have written another one there since. */
export const verifyAddress = (context: PageContext): Promise<Answer> =>
  change(
    context,
    (tx, id) => vouchForAddress(tx, context.hub, actorOf(context), id, context.form.get("email")),
    `${hrefOf(context.params.id ?? "")}?notice=address_verified`,
  );

export const invite = changing(inviteUser, "user_invited");

export const deleteAccount = (context: PageContext): Promise<Answer> =>
  change(
    context,
    (tx, id) => removeUser(tx, context.hub, actorOf(context), id),
    `${SECTIONS.users}?notice=user_deleted`,
  );

export const unlinkUserIdentity = (context: PageContext): Promise<Answer> =>
  change(
    context,
    (tx, id) => unlinkFrom(tx, context.hub, actorOf(context), id, context.params.identity ?? ""),
    `${hrefOf(context.params.id ?? "")}?notice=identity_unlinked`,
  );
