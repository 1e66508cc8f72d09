/**
 * What applications hold for people: `GET /admin/grants`, the latest first, `POST /admin/grants/:id/revoke`, and
 * `POST /admin/grants/application/:id/revoke` for all of one application.
 */
import { seconds } from "../../../lib/clock.ts";
import type { Answer } from "../../../lib/endpoint.ts";
import { withQuery } from "../../../lib/redirect-uri.ts";
import { AdminGrantsPage, type GrantEntry } from "../../../pages/hub/admin/access/grants.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import { listLivingGrants, type OwnedGrant } from "../../grants/list.ts";
import type { PageContext } from "../../web/route.ts";
import { actorOf, adminPage, SECTIONS } from "../frame.ts";
import { pagesInTime } from "../paging.ts";
import { takeAllGrantsBack, takeGrantBack } from "./access.ts";
import { readPeopleFilter } from "./people-filter.ts";
import { rowId } from "./sessions-page.tsx";

export const grantEntry = (grant: OwnedGrant, revokeAction: string): GrantEntry => ({
  id: String(grant.id),
  application: { name: grant.client_name, href: `${SECTIONS.applications}/${grant.client_id}` },
  scopes: grant.scope === "" ? [] : grant.scope.split(" "),
  offline: grant.session_id === null,
  since: grant.created_at,
  lastUsedAt: grant.rotated_at,
  revokeAction,
});

export async function showGrants(context: PageContext): Promise<Answer> {
  const { hub, query } = context;
  const { q, userIds, client, narrowed, filters, query: kept } = await readPeopleFilter(context);
  const { rows, next, previous } = await listLivingGrants(
    hub.db,
    hub.clock,
    { userIds, clientId: client?.id },
    { before: rowId(query.get("before")), after: rowId(query.get("after")) },
  );
  const page = (
    <AdminGrantsPage
      {...adminPage(context, { notices: ["grant_revoked", "grants_revoked"] })}
      now={seconds(hub.clock)}
      q={q}
      action={SECTIONS.grants}
      filters={filters}
      narrowed={narrowed}
      grants={rows.map((grant) => ({
        ...grantEntry(grant, `${SECTIONS.grants}/${grant.id}/revoke`),
        owner: {
          username: grant.username,
          displayName: grant.display_name,
          href: `${SECTIONS.users}/${grant.user_id}`,
        },
      }))}
      paging={pagesInTime(SECTIONS.grants, { previous, next }, kept)}
      application={
        client === undefined
          ? null
          : { name: client.name, revokeAllAction: `${SECTIONS.grants}/application/${client.id}/revoke` }
      }
    />
  );
  return context.html(renderPage(page));
}

/** @throws Refusal `not_found` for a grant that is over */
export async function revokeOneGrant(context: PageContext): Promise<Answer> {
  const { hub, params } = context;
  await hub.db.write((tx) => takeGrantBack(tx, hub, actorOf(context), rowId(params.id) ?? 0));
  return context.redirect(`${SECTIONS.grants}?notice=grant_revoked`);
}

/** @throws Refusal `not_found` */
export async function revokeAllGrants(context: PageContext): Promise<Answer> {
  const { hub, params } = context;
  const id = params.id ?? "";
  await takeAllGrantsBack(hub, actorOf(context), id);
  return context.redirect(withQuery(SECTIONS.grants, { application: id, notice: "grants_revoked" }));
}
