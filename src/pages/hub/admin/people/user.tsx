/**
 * One person, as an administrator sees them: who they are, how they come in, and what they may. Every change is a form
 * of its own with `csrf` alone; the person is part of the form's address.
 */
import { VerifiedBadge } from "../../../parts/badge.tsx";
import { ButtonLink } from "../../../parts/button.tsx";
import { Card } from "../../../parts/card.tsx";
import { Confirm } from "../../../parts/confirm.tsx";
import { Copyable } from "../../../parts/copyable.tsx";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { Said } from "../../../parts/said.tsx";
import { Avatar } from "../../../parts/tile.tsx";
import { Time } from "../../../parts/time.tsx";
import type { GrantEntry } from "../access/grants.tsx";
import type { SessionEntry } from "../access/sessions.tsx";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";
import { UserMemberships, type UserMembershipsProps } from "../memberships/user-memberships.tsx";
import { UserRights } from "./user-rights.tsx";
import { UserGrants, UserIdentities, type UserIdentity, UserSessions } from "./user-ways-in.tsx";
import { LastSignIn, Standing } from "./users.tsx";

export interface AdminUserProps extends AdminPageProps {
  /** Unix seconds. */
  readonly now: number;
  readonly user: {
    readonly username: string;
    readonly displayName: string;
    readonly email: string | null;
    readonly emailVerified: boolean;
    readonly subject: string;
    readonly administrator: boolean;
    readonly disabled: boolean;
    readonly hasPassword: boolean;
    readonly hasTotp: boolean;
    readonly passkeys: number;
    /** Unix seconds. */
    readonly createdAt: number;
    /** Unix seconds, or null where nobody has signed in yet. */
    readonly lastSignInAt: number | null;
  };
  /** The administrator is looking at their own account, whose rights another one has to change. */
  readonly self: boolean;
  readonly identities: readonly UserIdentity[];
  readonly memberships: Omit<UserMembershipsProps, "t" | "csrf">;
  /** The latest ones. */
  readonly sessions: readonly SessionEntry[];
  readonly sessionsHref: string;
  /** The latest ones. */
  readonly grants: readonly GrantEntry[];
  readonly grantsHref: string;
  readonly actions: {
    readonly disable: string;
    readonly enable: string;
    readonly makeAdministrator: string;
    readonly removeAdministrator: string;
    readonly endSessions: string;
    /** The form of name and address. */
    readonly edit: string;
    readonly resetFactors: string;
    readonly verifyAddress: string;
    readonly invite: string;
    /** `null` where nobody may look at the account. */
    readonly look: string | null;
    readonly remove: string;
  };
}

const Profile = ({
  t,
  now,
  user,
  editHref,
}: Pick<AdminUserProps, "t" | "now" | "user"> & { readonly editHref: string }) => {
  const text = t.admin.user;
  return (
    <Card
      id="profile"
      title={text.profile}
      aside={
        <span class="row">
          <Standing t={t} administrator={user.administrator} disabled={user.disabled} />
          <ButtonLink href={editHref} kind="plain">
            {t.admin.accounts.edit}
          </ButtonLink>
        </span>
      }
    >
      <Facts>
        <Fact name={text.username}>
          <Said>{user.username}</Said>
        </Fact>
        <Fact name={text.email}>
          {user.email === null ? (
            <span class="muted">{t.common.none}</span>
          ) : (
            <span class="row row-near">
              <Said>{user.email}</Said>
              <VerifiedBadge t={t} verified={user.emailVerified} />
            </span>
          )}
        </Fact>
        <Fact name={text.subject}>
          <Copyable t={t} id="subject" name={text.subject} value={user.subject} />
        </Fact>
        <Fact name={text.password}>{user.hasPassword ? text.passwordSet : text.passwordNone}</Fact>
        <Fact name={text.factors}>{factorsOf(text, user)}</Fact>
        <Fact name={text.lastSignIn}>
          <LastSignIn t={t} at={user.lastSignInAt} now={now} />
        </Fact>
        <Fact name={text.created}>
          <Time t={t} at={user.createdAt} now={now} />
        </Fact>
      </Facts>
    </Card>
  );
};

const factorsOf = (
  text: AdminUserProps["t"]["admin"]["user"],
  { hasTotp, passkeys }: AdminUserProps["user"],
): string => {
  const set = [...(hasTotp ? [text.factorTotp] : []), ...(passkeys > 0 ? [text.factorPasskeys(passkeys)] : [])];
  return set.length === 0 ? text.factorsNone : set.join(" · ");
};

export const AdminUserPage = (props: AdminUserProps) => {
  const { t, csrf, now, user, self, identities, sessions, sessionsHref, grants, grantsHref, actions } = props;
  const text = t.admin.user;
  return (
    <AdminFrame
      page={props}
      section="users"
      title={user.displayName}
      heading={<Said>{user.displayName}</Said>}
      before={<Avatar name={user.displayName} large />}
      below
      copies
    >
      <Profile t={t} now={now} user={user} editHref={actions.edit} />
      <Card id="identities" title={text.identities}>
        <UserIdentities t={t} csrf={csrf} now={now} identities={identities} />
      </Card>
      <Card
        id="sessions"
        title={text.sessions}
        aside={
          sessions.length > 0 && (
            <span class="row row-near">
              <ButtonLink href={sessionsHref} kind="quiet">
                {text.all}
              </ButtonLink>
              <Confirm
                t={t}
                id="end-sessions"
                label={text.endSessions}
                title={text.endSessionsTitle}
                body={text.endSessionsBody}
                action={actions.endSessions}
                csrf={csrf}
                small
              />
            </span>
          )
        }
      >
        <UserSessions t={t} csrf={csrf} now={now} sessions={sessions} />
      </Card>
      <Card
        id="grants"
        title={text.grants}
        aside={
          grants.length > 0 && (
            <ButtonLink href={grantsHref} kind="quiet">
              {text.all}
            </ButtonLink>
          )
        }
      >
        <UserGrants t={t} csrf={csrf} now={now} grants={grants} />
      </Card>
      <UserMemberships t={t} csrf={csrf} {...props.memberships} />
      <UserRights t={t} csrf={csrf} user={user} self={self} actions={actions} />
    </AdminFrame>
  );
};
