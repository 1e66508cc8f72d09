/**
 * What an application's tokens say, twice: as they would be for a person and scopes (`GET|POST /admin/applications/:id/tokens`), and as
 * they were in a sign-in of one's own that is tried (`POST …/try`, back at `GET …/trial`). No token is shown, only what it says.
 */
import type { Answer } from "../../../lib/endpoint.ts";
import { asRefusal, Refusal } from "../../../lib/errors.ts";
import { AdminTokensPage, type ShownToken } from "../../../pages/hub/admin/applications/tokens.tsx";
import { AdminTrialPage } from "../../../pages/hub/admin/applications/trial.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import type { Client } from "../../clients/store.ts";
import { isTriable } from "../../clients/triable.ts";
import { sourceOf } from "../../inspector/claim-sources.ts";
import { findUserByLogin, type User } from "../../users/store.ts";
import { OAuthError } from "../../web/oauth-error.ts";
import type { PageContext, PageRoute } from "../../web/route.ts";
import { adminPage, requireAdministrator, SECTIONS } from "../frame.ts";
import { requireClient } from "./clients.ts";

type Claims = Readonly<Record<string, unknown>>;
interface Told {
  readonly idToken: Claims | null;
  readonly accessToken: Claims;
  readonly userinfo: Claims;
}

/** What the authorization server does for these pages; wired in `app.ts`. */
export interface TokenDeps {
  /** `null` where no token would be issued. */
  preview(client: Client, user: User, scopes: readonly string[]): Promise<Told | null>;
  /** @returns the own path where it goes on */
  begin(client: Client, user: User, browser: string): Promise<string>;
  isMine(client: Client, user: User, browser: string, state: string | undefined): boolean;
  finish(
    client: Client,
    context: PageContext,
    user: User,
  ): Promise<
    Told & { readonly scopes: readonly string[]; readonly refreshable: boolean; readonly nonceSame: boolean | null }
  >;
}

const hrefOf = (clientRowId: string): string => `${SECTIONS.applications}/${clientRowId}`;
export const tokensHref = (clientRowId: string): string => `${hrefOf(clientRowId)}/tokens`;
export const tryHref = (clientRowId: string): string => `${hrefOf(clientRowId)}/try`;

/** Claims that only an issue makes: their values here would be nobody's. */
const AT_ISSUE: readonly string[] = [
  "jti",
  "at_hash",
  "c_hash",
  "sid",
  "nonce",
  "iat",
  "exp",
  "auth_time",
  "amr",
  "acr",
];

const wordsOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const shown = (claims: Claims, scopes: readonly string[], isIssued: boolean): ShownToken =>
  Object.entries(claims).map(([name, value]) => ({
    name,
    value: !isIssued && AT_ISSUE.includes(name) ? null : wordsOf(value),
    source: sourceOf(name, scopes),
  }));

const shownAll = ({ idToken, accessToken, userinfo }: Told, scopes: readonly string[], isIssued: boolean) => ({
  idToken: idToken === null ? null : shown(idToken, scopes, isIssued),
  accessToken: shown(accessToken, scopes, isIssued),
  userinfo: shown(userinfo, scopes, isIssued),
});

const scopesOf = (client: Client): string[] => [...client.scopes, ...client.customScopes.map(({ name }) => name)];

const applicationOf = (client: Client) => ({
  name: client.name,
  href: hrefOf(client.id),
  tryAction: isTriable(client) ? tryHref(client.id) : null,
});

export function tokenRoutes(deps: TokenDeps): readonly PageRoute[] {
  const draw = (
    context: PageContext,
    client: Client,
    asked: { readonly person: string; readonly scopes: readonly string[] },
    result: Told | "unknown" | "not-admitted" | null,
  ): Answer => {
    const page = (
      <AdminTokensPage
        {...adminPage(context)}
        application={applicationOf(client)}
        person={asked.person}
        scopes={scopesOf(client)}
        chosen={asked.scopes}
        problem={typeof result === "string" ? result : null}
        tokens={typeof result === "string" || result === null ? null : shownAll(result, asked.scopes, false)}
        action={tokensHref(client.id)}
      />
    );
    return context.html(renderPage(page), { status: typeof result === "string" ? 422 : 200 });
  };

  const showForm = async (context: PageContext): Promise<Answer> => {
    const client = await requireClient(context.hub.db, context.params.id ?? "");
    const { user } = requireAdministrator(context);
    return draw(context, client, { person: user.name, scopes: scopesOf(client) }, null);
  };

  const showPreview = async (context: PageContext): Promise<Answer> => {
    const { hub, form, params } = context;
    const client = await requireClient(hub.db, params.id ?? "");
    const person = form.get("person");
    const scopes = scopesOf(client).filter((scope) => form.all("scopes").includes(scope));
    const user = await findUserByLogin(hub.db, client.organizationId, person);
    const told = user ? await deps.preview(client, user, scopes) : "unknown";
    return draw(context, client, { person, scopes }, told ?? "not-admitted");
  };

  const begin = async (context: PageContext): Promise<Answer> => {
    const { user } = requireAdministrator(context);
    const client = await requireClient(context.hub.db, context.params.id ?? "");
    return context.redirect(await deps.begin(client, user, context.browser));
  };

  const showResult = async (context: PageContext): Promise<Answer> => {
    const { hub, params, query, browser } = context;
    const { user } = requireAdministrator(context);
    const client = await requireClient(hub.db, params.id ?? "");
    if (!deps.isMine(client, user, browser, query.get("state"))) throw new Refusal("flow_expired");
    const common = {
      ...adminPage(context),
      application: applicationOf(client),
      inspectHref: SECTIONS.flows,
    };
    const error = query.get("error");
    if (error !== undefined) {
      const description = query.get("error_description") ?? null;
      return context.html(renderPage(<AdminTrialPage {...common} outcome={{ kind: "refused", error, description }} />));
    }
    try {
      const { scopes, refreshable, nonceSame, ...told } = await deps.finish(client, context, user);
      const tokens = shownAll(told, scopes, true);
      const page = <AdminTrialPage {...common} outcome={{ kind: "succeeded", tokens, refreshable, nonceSame }} />;
      return context.html(renderPage(page));
    } catch (cause) {
      if (!(cause instanceof OAuthError)) throw asRefusal(cause);
      const outcome = { kind: "refused", error: cause.code, description: cause.message } as const;
      return context.html(renderPage(<AdminTrialPage {...common} outcome={outcome} />), { status: 400 });
    }
  };

  const route = { kind: "page", access: "administrator" } as const;
  const path = `${SECTIONS.applications}/:id`;
  return [
    { ...route, method: "GET", path: `${path}/tokens`, recent: true, page: showForm },
    { ...route, method: "POST", path: `${path}/tokens`, recent: true, page: showPreview },
    { ...route, method: "POST", path: `${path}/try`, recent: true, page: begin },
    { ...route, method: "GET", path: `${path}/trial`, page: showResult },
  ];
}
