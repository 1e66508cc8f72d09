/**
 * Who may call what: every route of the API's table against nobody, somebody, administrators with and without the scope, and
 * applications of the own and of another organization. A route that is added is in here by itself; one that reaches a thing
 * which is not known here fails.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ApiRoute } from "../../src/hub/api/route.ts";
import { apiTable } from "../../src/hub/api/routes.ts";
import { createHubApp } from "../../src/hub/app.ts";
import { createRegistrationToken, listRegistrationTokens } from "../../src/hub/clients/registration-policy.ts";
import { readClientSettings } from "../../src/hub/clients/settings.ts";
import { createClient, type MadeClient } from "../../src/hub/clients/store.ts";
import { createGroup } from "../../src/hub/groups/store.ts";
import { linkIdentity } from "../../src/hub/identities/store.ts";
import { changePermissions } from "../../src/hub/permissions/client-permissions.ts";
import { createPersonalToken } from "../../src/hub/permissions/personal-tokens.ts";
import { API_SCOPE_NAMES, type ApiScope, CLIENT_PERMISSIONS } from "../../src/hub/permissions/scopes.ts";
import { createProvider } from "../../src/hub/providers/store.ts";
import { createRole } from "../../src/hub/roles/store.ts";
import { createWebhook } from "../../src/hub/webhooks/store.ts";
import { github } from "../../src/providers/catalogue/index.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, codeFlow, post, signedInBrowser, TOKEN } from "../ground/oauth-client.ts";
import { pngFile } from "../ground/png-file.ts";
import { grown, rowsOf } from "./rows.ts";

const FOREIGN = "11111111-1111-4111-8111-111111111111";
const OCCASION = { address: "127.0.0.1", requestId: "test", userAgent: "" };

type Answer = { readonly status: number; readonly code: string; readonly text: string };
/** What somebody is answered: the status and the code of a refusal, or that they get in. */
type Expected =
  | "in"
  | "401 token_invalid"
  | "403 scope_insufficient"
  | "403 forbidden"
  | "404 not_found"
  | "nothing of ours";

let count = 0;
const sentence = ({ method, path }: Pick<ApiRoute, "method" | "path">): string => `${method} ${path}`;

const PICTURE = pngFile({ width: 1, height: 1, depth: 8, colour: 0, samples: () => [0] });

/** What each call sends; what is not here sends nothing. */
const BODIES: Readonly<Record<string, () => unknown>> = {
  createApplication: () => ({ name: `Matrix ${count++}`, redirect_uris: ["https://m.example/cb"] }),
  changeApplication: () => ({ allow_sign_up: true }),
  changeLook: () => ({ accent: "#112233" }),
  setPermissions: () => ({ permissions: [] }),
  setProviderRules: () => ({ providers: [] }),
  addProvider: () => ({ entry: "github", display_name: `Matrix ${count++}`, client_id: "x" }),
  changeProvider: () => ({ allow_sign_up: true }),
  changeUser: () => ({ enabled: true }),
  setPictureOfUser: () => ({ picture: PICTURE.toString("base64") }),
  createUser: () => ({ username: `matrix-${count++}` }),
  changeSettings: () => ({ registration: { mode: "closed" } }),
  createOrganization: () => ({ name: `matrix-${count++}` }),
  changeOrganization: () => ({ display_name: `Matrix ${count++}` }),
  createWebhook: () => ({ name: "x", url: "https://w.example/hook", actions: ["setup.completed"] }),
  changeWebhook: () => ({ name: "y" }),
  createGroup: () => ({ name: `matrix-${count++}` }),
  createRole: () => ({ name: `matrix-${count++}` }),
  changeGroup: () => ({ description: "x" }),
  changeRole: () => ({ description: "x" }),
  importUsers: () => ({ csv: `username\nmatrix-${count++}` }),
  createRegistrationToken: () => ({ name: "x" }),
  changeMail: () => ({ new_browser_notices: true }),
  testMail: () => ({ test_to: "a@example.com" }),
  rotateKeys: () => ({ algs: ["ES256"] }),
};

/** What a call can't do without. */
const QUERIES: Readonly<Record<string, string>> = { "/api/v1/counts": "?from=0&to=3600" };

test("every route under /api/v1 is in the table, but for the document of all", async () => {
  const hub = await startHub();
  try {
    const served = createHubApp(hub.hub).routes.filter(({ path }) => path.startsWith("/api/v1"));
    const described = served.flatMap((route) =>
      route.kind === "protocol" ? route.methods.map((method) => `${method} ${route.path}`) : ["a page"],
    );
    expect(described.sort()).toEqual(["GET /api/v1/openapi.json", ...apiTable.map(sentence)].sort());
  } finally {
    await hub.close();
  }
});

test("reading needs a scope that reads, and changing one that writes", () => {
  const wrong = apiTable.filter(({ method, scope }) => scope.endsWith(":read") !== (method === "GET"));
  expect(wrong.map(sentence)).toEqual([]);
  expect(
    apiTable.filter(({ reach, scope }) => (reach === "self") !== scope.startsWith("alldoor:self:")).map(sentence),
  ).toEqual([]);
  expect(API_SCOPE_NAMES.filter((scope) => !apiTable.some((route) => route.scope === scope))).toEqual([]);
});

eachDatabase((fresh) => {
  let hub: TestHub;
  let ours: MadeClient;
  let theirs: MadeClient;
  let holder: MadeClient;
  let person: string;
  const administrator = new Map<string, string>();
  let withoutScope: string;
  beforeAll(async () => {
    hub = await startHub({
      ...(await fresh()),
      // Invitations are refused where there is no mail.
      environment: { ALLDOOR_SMTP_URL: "smtp://127.0.0.1:9", ALLDOOR_SMTP_FROM: "id@example.com" },
    });
    const { hub: services } = hub;
    const tokenOf = async (wish: { isAdmin: boolean }, scopes: readonly ApiScope[], demote = false) => {
      const user = await hub.makeUser(wish);
      const value = await services.db.write((tx) =>
        createPersonalToken(tx, services, user, { name: "x", scopes, days: 30 }, OCCASION),
      );
      if (demote)
        await services.db.write((tx) =>
          tx.query.updateTable("users").set({ is_admin: 0 }).where("id", "=", user.id).execute(),
        );
      return value;
    };
    person = await tokenOf({ isAdmin: true }, API_SCOPE_NAMES, true);
    for (const scope of API_SCOPE_NAMES) administrator.set(scope, await tokenOf({ isAdmin: true }, [scope]));
    withoutScope = administrator.get("alldoor:self:read") ?? "";
    const wish = { grantTypes: ["client_credentials" as const], redirectUris: [] };
    ours = await hub.makeClient(wish);
    holder = await hub.makeClient({ consent: "first-party" });
    theirs = await services.db.write(async (tx) => {
      await tx.query
        .insertInto("organizations")
        .values({ id: FOREIGN, name: "elsewhere", display_name: "Elsewhere", created_at: 1, disabled_at: null })
        .execute();
      return createClient(tx, services, FOREIGN, readClientSettings({ ...wish, name: "theirs" }));
    });
    for (const { client } of [ours, theirs])
      await services.db.write((tx) => changePermissions(tx, services, {}, client, CLIENT_PERMISSIONS));
  });
  afterAll(() => hub.close());

  const clientToken = async (made: MadeClient, scope: string): Promise<string> =>
    String((await post(hub, TOKEN, { grant_type: "client_credentials", scope }, basic(made))).body.access_token);

  /** Makes a thing of the kind that stands before `:id`. @returns its id */
  async function makeThing(kind: string): Promise<string> {
    const user = await hub.makeUser();
    if (kind === "users") return user.id;
    if (kind === "organizations") return user.organizationId;
    if (kind === "applications") return (await hub.makeClient()).client.id;
    if (kind === "providers") {
      const wish = { displayName: "X", clientId: "x", settings: {}, scope: null, allowSignUp: false, enabled: true };
      return (await hub.hub.db.write((tx) => createProvider(tx, hub.hub, github, wish))).id;
    }
    if (kind === "webhooks" || kind === "webhook-messages") {
      const wish = { name: "x", url: "https://w.example/hook", actions: ["setup.completed"], enabled: true };
      const { webhook } = await hub.hub.db.write((tx) => createWebhook(tx, hub.hub, {}, wish));
      if (kind === "webhooks") return webhook.id;
      const id = hub.hub.ids();
      const row = { id, webhook_id: webhook.id, audit_id: 1, attempts: 1, due_at: 1, done_at: 1, last_answer: null };
      await hub.hub.db.write((tx) =>
        tx.query
          .insertInto("webhook_messages")
          .values({ ...row, outcome: "dead" })
          .execute(),
      );
      return String(id);
    }
    if (kind === "groups" || kind === "roles") {
      const tag = { name: `thing-${count++}`, displayName: "X", description: "" };
      return hub.hub.db.write(async (tx) =>
        kind === "groups"
          ? (await createGroup(tx, hub.hub, {}, user.organizationId, { ...tag, parentId: null })).id
          : (await createRole(tx, hub.hub, {}, user.organizationId, null, tag)).id,
      );
    }
    if (kind === "registration-tokens") {
      const wish = { name: "x", mostUses: 1, lives: 3600 };
      await hub.hub.db.write((tx) => createRegistrationToken(tx, hub.hub, {}, user.organizationId, wish));
      const [token] = await listRegistrationTokens(hub.hub.db, user.organizationId);
      return String(token?.id);
    }
    const browser = await signedInBrowser(hub, user);
    if (kind === "grants") await codeFlow(hub, browser, holder);
    if (kind !== "grants" && kind !== "sessions") throw new Error(`nothing is known here of ${kind}`);
    const row = await hub.hub.db.query
      .selectFrom(kind)
      .select("id")
      .where("user_id", "=", user.id)
      .executeTakeFirstOrThrow();
    return String(row.id);
  }

  /** @returns the id of an identity that the person is linked to */
  async function linkSomebody(userId: string): Promise<string> {
    const provider = await makeThing("providers");
    const profile = { issuer: "https://p.example", sub: userId, email_verified: false, raw: {} };
    return (await hub.hub.db.write((tx) => linkIdentity(tx, hub.hub, userId, provider, profile))).id;
  }

  async function pathOf({ path }: ApiRoute): Promise<string> {
    const [, kind] = /\/([a-z-]+)\/:id/.exec(path) ?? [];
    if (kind === undefined) return `${path}${QUERIES[path] ?? ""}`;
    const id = await makeThing(kind);
    if (path.endsWith("/:user")) return path.replace(":user", await makeThing("users")).replace(":id", id);
    if (path.endsWith("/:group")) return path.replace(":group", await makeThing("groups")).replace(":id", id);
    return path.includes(":identity")
      ? path.replace(":identity", await linkSomebody(id)).replace(":id", id)
      : path.replace(":id", id);
  }

  async function call(route: ApiRoute, path: string, token: string | null): Promise<Answer> {
    const body = BODIES[route.id]?.();
    const response = await fetch(`${hub.url}${path}`, {
      method: route.method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const [, code = ""] = response.status < 400 ? [] : (/"code":"(\w+)"/.exec(text) ?? []);
    return { status: response.status, code, text };
  }

  const isIn = ({ status }: Answer, route: ApiRoute): boolean => status === route.status;

  /** Calls every route as somebody. @returns what was not as expected */
  async function walk(
    tokenFor: (route: ApiRoute) => Promise<string | null>,
    expected: (route: ApiRoute) => Expected,
  ): Promise<string[]> {
    const wrong: string[] = [];
    const calls: { readonly route: ApiRoute; readonly path: string; readonly token: string | null }[] = [];
    for (const route of apiTable) calls.push({ route, path: await pathOf(route), token: await tokenFor(route) });
    const isRefused = ({ route }: (typeof calls)[number]) => /^4/.test(expected(route));
    const before = await rowsOf(hub);
    for (const { route, path, token } of calls.filter(isRefused)) {
      const answer = await call(route, path, token);
      const told = `${answer.status} ${answer.code}`;
      if (told !== expected(route)) wrong.push(`${sentence(route)}: ${told} instead of ${expected(route)}`);
    }
    // What is refused leaves nothing behind.
    expect(grown(before, await rowsOf(hub))).toEqual({});
    for (const { route, path, token } of calls.filter((each) => !isRefused(each))) {
      const answer = await call(route, path, token);
      const shows = [ours.client.organizationId, ours.client.id].some((id) => answer.text.includes(id));
      if (!isIn(answer, route) || (expected(route) === "nothing of ours" && shows))
        wrong.push(`${sentence(route)}: ${answer.status} ${answer.code} instead of ${expected(route)}`);
    }
    return wrong;
  }

  const isGrantable = ({ scope }: ApiRoute): boolean => CLIENT_PERMISSIONS.includes(scope);

  test("nobody", async () => {
    expect(
      await walk(
        async () => null,
        () => "401 token_invalid",
      ),
    ).toEqual([]);
  });

  test("somebody who is no administrator any more, with a token of every scope", async () => {
    expect(
      await walk(
        async () => person,
        ({ reach }) => (reach === "self" ? "in" : "403 forbidden"),
      ),
    ).toEqual([]);
  });

  test("an administrator whose account was switched off, a token that was taken back, and one that has expired", async () => {
    const { hub: services } = hub;
    const make = async () => {
      const user = await hub.makeUser({ isAdmin: true });
      const wish = { name: "x", scopes: API_SCOPE_NAMES, days: 30 };
      return { user, value: await services.db.write((tx) => createPersonalToken(tx, services, user, wish, OCCASION)) };
    };
    const [off, back, old] = [await make(), await make(), await make()];
    await services.db.write(async (tx) => {
      await tx.query.updateTable("users").set({ disabled_at: 1 }).where("id", "=", off.user.id).execute();
      await tx.query
        .updateTable("personal_tokens")
        .set({ revoked_at: 1 })
        .where("user_id", "=", back.user.id)
        .execute();
      await tx.query.updateTable("personal_tokens").set({ expires_at: 1 }).where("user_id", "=", old.user.id).execute();
    });
    for (const { value } of [off, back, old])
      expect(
        await walk(
          async () => value,
          () => "401 token_invalid",
        ),
      ).toEqual([]);
  });

  test("an application that was switched off, or whose permissions were taken back, with the token that it had", async () => {
    const { hub: services } = hub;
    const wish = { grantTypes: ["client_credentials" as const], redirectUris: [] };
    const [off, back] = [await hub.makeClient(wish), await hub.makeClient(wish)];
    for (const { client } of [off, back])
      await services.db.write((tx) => changePermissions(tx, services, {}, client, CLIENT_PERMISSIONS));
    const scope = CLIENT_PERMISSIONS.join(" ");
    const tokens = [await clientToken(off, scope), await clientToken(back, scope)] as const;
    await services.db.write(async (tx) => {
      await tx.query.updateTable("clients").set({ disabled_at: 1 }).where("id", "=", off.client.id).execute();
      await changePermissions(tx, services, {}, back.client, []);
    });
    expect(
      await walk(
        async () => tokens[0],
        () => "401 token_invalid",
      ),
    ).toEqual([]);
    expect(
      await walk(
        async () => tokens[1],
        () => "403 scope_insufficient",
      ),
    ).toEqual([]);
  });

  test("an administrator without the scope", async () => {
    const other = async ({ reach }: ApiRoute) =>
      reach === "self" ? (administrator.get("alldoor:audit:read") ?? "") : withoutScope;
    expect(await walk(other, () => "403 scope_insufficient")).toEqual([]);
  });

  test("an administrator with the scope and no other", async () => {
    expect(
      await walk(
        async ({ scope }) => administrator.get(scope) ?? "",
        () => "in",
      ),
    ).toEqual([]);
  });

  test("an application of the first organization: what it can be given, and nothing that is a person's own", async () => {
    const expected = (route: ApiRoute): Expected => (isGrantable(route) ? "in" : "403 scope_insufficient");
    expect(await walk(({ scope }) => clientToken(ours, scope), expected)).toEqual([]);
  });

  test("an application that is allowed everything, with a token of another scope", async () => {
    const other = ({ scope }: ApiRoute) =>
      clientToken(ours, scope === "alldoor:audit:read" ? "alldoor:keys:read" : "alldoor:audit:read");
    expect(await walk(other, () => "403 scope_insufficient")).toEqual([]);
  });

  test("an application of another organization: nothing of ours, and nothing of the server", async () => {
    const expected = (route: ApiRoute): Expected => {
      if (!isGrantable(route)) return "403 scope_insufficient";
      if (route.reach === "server") return "403 forbidden";
      return route.path.includes(":id") ? "404 not_found" : "nothing of ours";
    };
    expect(await walk(({ scope }) => clientToken(theirs, scope), expected)).toEqual([]);
  });
});
