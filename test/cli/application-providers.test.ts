/** What an application allows of its providers, from the command line and by the API: both say the same, and the audit log has it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { addProvider } from "../../src/hub/admin/providers/providers.ts";
import { createPersonalToken } from "../../src/hub/permissions/personal-tokens.ts";
import { loadProvider } from "../../src/providers/catalogue/load-provider.ts";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { alldoor, called, type ErrorDocument, storeArgs } from "./alldoor.ts";

interface Rules {
  readonly providers: readonly Readonly<Record<string, unknown>>[];
}
const USUAL = { sign_in: true, sign_up: true, unlink: true, prompted: false };

eachDatabase((fresh) => {
  let database: FreshDatabase;
  let hub: TestHub;
  let made: Awaited<ReturnType<TestHub["makeClient"]>>;
  let token: string;
  beforeAll(async () => {
    database = await fresh();
    hub = await startHub(database);
    made = await hub.makeClient({ name: "Wiki" });
    for (const id of ["github", "discord"]) {
      const entry = await loadProvider(id);
      if (!entry) throw new Error(`no ${id}`);
      const wish = { displayName: id, clientId: "x", settings: {}, scope: null, allowSignUp: true, enabled: true };
      await hub.hub.db.write((tx) => addProvider(tx, hub.hub, {}, entry, wish));
    }
    const admin = await hub.makeUser({ isAdmin: true });
    const wish = { name: "x", scopes: ["alldoor:applications:read", "alldoor:applications:write"] as const, days: 30 };
    const occasion = { address: "127.0.0.1", requestId: "test", userAgent: "" };
    token = await hub.hub.db.write((tx) => createPersonalToken(tx, hub.hub, admin, wish, occasion));
  });
  afterAll(() => hub.close());

  const command = <T = Rules>(...words: string[]) =>
    called<T>(["application", "providers", made.client.clientId, ...words, ...storeArgs(database)]);
  const call = async (body?: unknown) => {
    const response = await fetch(`${hub.url}/api/v1/applications/${made.client.id}/providers`, {
      method: body === undefined ? "GET" : "PUT",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  const events = async () =>
    (
      await hub.hub.db.query
        .selectFrom("audit")
        .select("detail")
        .where("action", "=", "provider.updated")
        .where("client_id", "=", made.client.id)
        .orderBy("id")
        .execute()
    ).map(({ detail }) => JSON.parse(detail));
  const sorted = ({ providers }: Rules) =>
    [...providers].sort((one, other) => (String(one.provider) < String(other.provider) ? -1 : 1));

  test("where nothing was said everything is allowed; one is changed and the other stays", async () => {
    expect(sorted((await command()).document)).toEqual([
      { provider: "discord", ...USUAL },
      { provider: "github", ...USUAL },
    ]);
    const { document } = await command("--allow", "github=sign-in,unlink");
    const github = { provider: "github", sign_in: true, sign_up: false, unlink: true, prompted: false };
    expect(sorted(document)).toEqual([{ provider: "discord", ...USUAL }, github]);
    expect(sorted((await call()).body)).toEqual([{ provider: "discord", ...USUAL }, github]);
    expect(await events()).toEqual([{ slug: "github", sign_in: true, sign_up: false, unlink: true, prompted: false }]);
  });

  test("the API replaces all of it, and what is left out is as usual again", async () => {
    const closed = { provider: "discord", sign_in: false, sign_up: false, unlink: true, prompted: false };
    const { status, body } = await call({ providers: [closed] });
    expect([status, sorted(body)]).toEqual([200, [closed, { provider: "github", ...USUAL }]]);
    expect((await events()).length).toBe(3);
    expect((await call({ providers: [closed] })).status).toBe(200);
    expect((await events()).length).toBe(3);
  });

  test("what names nothing, stands twice or is no word changes nothing", async () => {
    const before = await call();
    for (const providers of [
      [{ provider: "nowhere" }],
      [{ provider: "github" }, { provider: "github", sign_in: false }],
      [{ provider: "github", administer: true }],
    ])
      expect([providers, (await call({ providers })).status]).toEqual([providers, expect.toBeOneOf([400, 422])]);
    const unknown = await command<ErrorDocument>("--allow", "nowhere=sign-in");
    expect([unknown.code, unknown.document.error.code]).toEqual([1, "provider_unknown"]);
    for (const wrong of ["github", "github=everything", "github=sign-in=unlink"]) {
      const { code, stderr } = await alldoor([
        ...["application", "providers", made.client.clientId, "--allow", wrong],
        ...storeArgs(database),
      ]);
      expect([wrong, code, stderr]).toEqual([wrong, 2, expect.stringContaining("sign-in")]);
    }
    expect(await call()).toEqual(before);
  });
});
