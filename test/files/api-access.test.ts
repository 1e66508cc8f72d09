/**
 * Who may come in where: every route there is, called by nobody while the guest is disabled, by the guest, by a person and by
 * an administrator. The table says what each of them meets at the door; a route that is not in it fails the test.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFilesApp } from "../../src/files/app.ts";
import type { Route } from "../../src/files/web/route.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { startFiles, type TestFiles } from "./served-files.ts";

let hub: TestHub;
let files: TestFiles;
let routes: readonly Route[];
beforeAll(async () => {
  hub = await startHub();
  files = await startFiles(hub);
  routes = createFilesApp(files.files).routes;
});
afterAll(async () => {
  await files.close();
  await hub.close();
});

/** Written down a second time, on purpose: a route that changes its door has to be changed here too. */
const expected: Readonly<Record<Route["access"], readonly RegExp[]>> = {
  public: [
    /^\/(healthz|readyz|ping)?$/,
    /^\/sign-(in|out)(\/.*)?$/,
    /^\/api\/auth\/(login(\/hash|\/ldap)?|sso|sso_callback|get_sso_id|sso_get_token)$/,
    /^\/api\/public\/settings$/,
    // Passkeys prove whoever comes by themselves.
    /^\/api\/authn\/webauthn_(begin|finish)_login$/,
    // Single sign-on proves whoever comes by state, code or token of its own.
    /^\/api\/auth\/(get_sso_id\/\*|sso_get_token\/\*|sso_exchange|backchannel_logout\/\*)$/,
    /^\/(dav|d|p)\/\*$/,
  ],
  anyone: [/^\/api\/(me|me\/update|auth\/logout|auth\/2fa\/(generate|verify))$/, /^\/api\/fs\//],
  "signed-in": [
    /^\/api\/me\/(app_password|sso)/,
    /^\/api\/authn\/(webauthn_(begin|finish)_registration|getcredentials|delete_authn)$/,
  ],
  admin: [/^\/api\/admin\//, /^\/api\/fs\/link$/],
};

test("every route is in the table, under the door that it has", () => {
  const strange = routes.filter(
    ({ path, access }) => path.startsWith("/api/") && !expected[access].some((pattern) => pattern.test(path)),
  );
  expect(strange.map(({ path, access }) => `${access} ${path}`)).toEqual([]);
  for (const { path, access } of routes)
    if (path.startsWith("/api/admin/")) expect([path, access]).toEqual([path, "admin"]);
});

/** What is met at the door: a code that no route gives by itself to a call without parameters. */
const AT_DOOR = new Set(["Guest user is disabled, login please", "login please", "You are not an admin"]);

type Caller = "nobody" | "guest" | "general" | "admin";

const admitted: Readonly<Record<Route["access"], readonly Caller[]>> = {
  public: ["nobody", "guest", "general", "admin"],
  anyone: ["guest", "general", "admin"],
  "signed-in": ["general", "admin"],
  admin: ["admin"],
};

test("each caller is let in exactly where the table says, over every method of every API route", async () => {
  const tokens: Partial<Record<Caller, string>> = {};
  const letGuestsIn = (is: boolean) =>
    files.files.db.write((tx) =>
      tx.query
        .updateTable("files_users")
        .set({ disabled_at: is ? null : 1 })
        .where("role", "=", 1)
        .execute(),
    );
  const met: string[] = [];
  for (const caller of ["nobody", "guest", "general", "admin"] as const) {
    await letGuestsIn(caller !== "nobody");
    for (const { path, methods, access, errors } of routes) {
      // Without a token of its own each time, signing out would sign out of the rest.
      if (errors !== "api") continue;
      for (const method of methods ?? ["GET"]) {
        if (caller === "general" || caller === "admin") tokens[caller] = await files.token(await person(caller));
        const token = tokens[caller];
        const answer = await fetch(`${files.url}${path.replace("*", "x")}`, {
          method,
          redirect: "manual",
          headers: { ...(token === undefined ? {} : { authorization: token }), "content-type": "application/json" },
        });
        const text = await answer.text();
        const message = text.startsWith("{") ? (JSON.parse(text) as { message: string }).message : "";
        const isIn = !AT_DOOR.has(message);
        if (isIn !== admitted[access].includes(caller)) met.push(`${caller} ${method} ${path}: ${message}`);
      }
    }
  }
  expect(met).toEqual([]);
});

const people: Partial<Record<"general" | "admin", Awaited<ReturnType<TestFiles["makeUser"]>>>> = {};
async function person(role: "general" | "admin") {
  people[role] ??= await files.makeUser({ role, permission: 65_535 });
  return people[role];
}
