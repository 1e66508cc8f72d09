/**
 * Everybody with an account, `GET /admin/users`: searched by `q`, narrowed by `standing`, `provider` and `factor`, put in order by
 * `order`, a page at a time.
 */
import { seconds } from "../../../lib/clock.ts";
import type { Answer } from "../../../lib/endpoint.ts";
import { AdminUsersPage, FACTORS, STANDINGS } from "../../../pages/hub/admin/people/users.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import { listProviders, type ProviderRow } from "../../providers/store.ts";
import { listUsers, USER_ORDERS, type UserFilter, type UserOrder } from "../../users/list.ts";
import type { PageContext } from "../../web/route.ts";
import { adminPage, SECTIONS } from "../frame.ts";
import { pagesBeside } from "../paging.ts";
import { NEW_ACCOUNT } from "./account-page.tsx";
import { PEOPLE_EXPORT, PEOPLE_IMPORT } from "./people-csv-page.tsx";
import { findSecondFactorPolicy } from "./second-factor-policy.ts";

const PARAMETERS = ["q", "standing", "provider", "factor", "order"] as const;

type Query = PageContext["query"];

const oneOf = <T extends string>(query: Query, name: string, values: readonly T[]): T | undefined =>
  values.find((value) => value === query.get(name));

function readFilter(query: Query, providers: readonly ProviderRow[]): UserFilter & { readonly order: UserOrder } {
  const standing = oneOf(query, "standing", STANDINGS);
  const factor = oneOf(query, "factor", FACTORS);
  return {
    search: query.get("q")?.trim() || undefined,
    enabled: standing === "enabled" || standing === "disabled" ? standing === "enabled" : undefined,
    administrator: standing === "administrators" ? true : undefined,
    providerId: providers.find(({ id }) => id === query.get("provider"))?.id,
    secondFactor: factor && factor === "with",
    order: oneOf(query, "order", USER_ORDERS) ?? "name",
  };
}

export async function showUsers(context: PageContext): Promise<Answer> {
  const { hub, query } = context;
  const providers = await listProviders(hub.db);
  const filter = readFilter(query, providers);
  const { users, next, previous } = await listUsers(hub.db, {
    ...filter,
    after: query.get("after"),
    before: query.get("before"),
  });
  const kept = Object.fromEntries(PARAMETERS.map((name) => [name, query.get(name)?.trim() || undefined]));
  const page = (
    <AdminUsersPage
      {...adminPage(context, { notices: ["policy_saved", "user_deleted", "people_imported"] })}
      now={seconds(hub.clock)}
      q={query.get("q")?.trim() ?? ""}
      searchAction={SECTIONS.users}
      chosen={{
        standing: oneOf(query, "standing", STANDINGS) ?? "",
        factor: oneOf(query, "factor", FACTORS) ?? "",
        provider: filter.providerId ?? "",
        order: filter.order,
      }}
      providers={providers.map(({ id, displayName }) => ({ id, name: displayName }))}
      narrowed={Object.values(kept).some((value) => value !== undefined)}
      createHref={NEW_ACCOUNT}
      importHref={PEOPLE_IMPORT}
      exportAction={PEOPLE_EXPORT}
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
      paging={pagesBeside(SECTIONS.users, { previous, next }, kept)}
    />
  );
  return context.html(renderPage(page));
}
