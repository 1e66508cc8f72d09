/** Everybody with an account, `GET /admin/users`: searched by `q`, a page at a time, in the order of usernames. */
import { seconds } from "../../lib/clock.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { AdminUsersPage } from "../../pages/hub/admin/users.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { listUsers } from "../users/list.ts";
import type { PageContext } from "../web/route.ts";
import { NEW_ACCOUNT } from "./account-page.tsx";
import { adminPage, SECTIONS } from "./frame.ts";
import { findSecondFactorPolicy } from "./second-factors.ts";

export async function showUsers(context: PageContext): Promise<Answer> {
  const { hub, query } = context;
  const q = query.get("q")?.trim() ?? "";
  const { users, next, previous } = await listUsers(hub.db, {
    search: q,
    after: query.get("after"),
    before: query.get("before"),
  });
  const beside = (cursor: { readonly after: string } | { readonly before: string }): string =>
    withQuery(SECTIONS.users, { q: q === "" ? undefined : q, ...cursor });
  const page = (
    <AdminUsersPage
      {...adminPage(context, { notices: ["policy_saved"] })}
      now={seconds(hub.clock)}
      q={q}
      searchAction={SECTIONS.users}
      createHref={NEW_ACCOUNT}
      users={users.map((user) => ({
        username: user.name,
        displayName: user.displayName,
        email: user.email,
        administrator: user.isAdmin,
        disabled: user.disabledAt !== null,
        createdAt: user.createdAt,
        lastSignInAt: user.lastSignInAt === 0 ? null : user.lastSignInAt,
        href: `${SECTIONS.users}/${user.id}`,
      }))}
      secondFactor={await findSecondFactorPolicy(context)}
      secondFactorAction={`${SECTIONS.users}/second-factor`}
      paging={{
        previousHref: previous === null ? null : beside({ before: previous }),
        nextHref: next === null ? null : beside({ after: next }),
      }}
    />
  );
  return context.html(renderPage(page));
}
