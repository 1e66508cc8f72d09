/**
 * What an application's tokens say, in the console: a preview that issues nothing and says what a token would, and a sign-in that is
 * tried, whose address nobody else can use and whose tokens are taken back at once.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { updateUser } from "../../src/hub/users/store.ts";
import { BrowserClient, type Shown } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorizeUrl, codeFlow, pkce, redeem, signedInBrowser } from "../ground/oauth-client.ts";

type Json = Record<string, unknown>;
const claimsOf = (token: unknown): Json =>
  JSON.parse(Buffer.from(String(token).split(".")[1] ?? "", "base64url").toString()) as Json;

/** The table under a heading: claim names to their values as they are shown. */
function table(html: string, id: string): Map<string, string> {
  const section = new RegExp(`<section class="cards" id="${id}"[\\s\\S]*?</section>`).exec(html)?.[0] ?? "";
  const rows = [...section.matchAll(/<tr\b[^>]*>([\s\S]*?)<\/tr>/g)].map(([, row = ""]) =>
    [...row.matchAll(/<t[hd]\b[^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = ""]) =>
      cell
        .replaceAll(/<[^>]*>/g, "")
        .replaceAll("&quot;", '"')
        .trim(),
    ),
  );
  return new Map(rows.map(([name = "", value = ""]) => [name, value]));
}

const MADE_AT_ISSUE = "made when it is issued";

eachDatabase((fresh) => {
  let hub: TestHub;
  let admin: BrowserClient;
  let administrator: Awaited<ReturnType<TestHub["makeUser"]>>;
  let person: Awaited<ReturnType<TestHub["makeUser"]>>;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    administrator = await hub.makeUser({ isAdmin: true });
    admin = await signedInBrowser(hub, administrator);
    person = await hub.makeUser({ email: "ada@example.com", emailVerified: true });
  });
  afterAll(() => hub.close());

  const at = (id: string, page: string) => `${hub.url}/admin/applications/${id}/${page}`;
  const csrfOf = ({ html }: Pick<Shown, "html">) => /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? "";

  async function send(url: string, from: string, fields: readonly (readonly [string, string])[], browser = admin) {
    const page = await browser.open(from);
    const body = new URLSearchParams([["csrf", csrfOf(page)], ...fields.map(([name, value]) => [name, value])]);
    return browser.open(url, {
      method: "POST",
      body: body.toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", origin: hub.url, referer: from },
    });
  }
  const preview = (id: string, who: string, scopes: readonly string[]) =>
    send(at(id, "tokens"), at(id, "tokens"), [["person", who], ...scopes.map((scope) => ["scopes", scope] as const)]);
  const counted = async () => {
    const { query } = hub.hub.db;
    const grants = await query.selectFrom("grants").select("id").execute();
    const codes = await query.selectFrom("codes").select("id").execute();
    return `${grants.length} ${codes.length}`;
  };

  test.each(["standard", "JWT"] as const)(
    "a preview says what a token of the format %s says, and issues nothing",
    async (tokenFormat) => {
      const made = await hub.makeClient({ name: `Preview ${tokenFormat}`, tokenFormat, consent: "first-party" });
      const before = await counted();
      const scopes = ["openid", "profile", "email"];
      const shown = await preview(made.client.id, person.name, scopes);
      expect(shown.status).toBe(200);
      expect(await counted()).toBe(before);
      expect(shown.html).not.toMatch(/eyJ[\w-]+\.eyJ/);

      const real = await codeFlow(hub, await signedInBrowser(hub, person), made);
      for (const [id, token] of [
        ["id-token", real.body.id_token],
        ["access-token", real.body.access_token],
      ] as const) {
        const claims = claimsOf(token);
        delete claims.nonce;
        const told = table(shown.html, id);
        expect([...told.keys()].filter((name) => name !== "Claim").sort()).toEqual(
          // What the format of Casdoor says of the nonce is there only with one.
          Object.keys(claims).sort(),
        );
        for (const name of ["sub", "iss", "azp", "name", "email", "email_verified", "preferred_username"])
          if (name in claims)
            expect(told.get(name)).toBe(typeof claims[name] === "string" ? claims[name] : JSON.stringify(claims[name]));
        expect(told.get("jti")).toBe(MADE_AT_ISSUE);
        expect(told.get("exp")).toBe(MADE_AT_ISSUE);
      }
      expect(table(shown.html, "userinfo").get("email")).toBe("ada@example.com");
      expect(shown.html).toContain("account (scope email)");
    },
  );

  test("a preview follows the scopes, and there is none for whoever would get no token", async () => {
    const made = await hub.makeClient({ name: "Scoped" });
    const few = await preview(made.client.id, "ada@example.com", ["profile", "nonsense"]);
    expect(few.html).toContain("There is none without the scope openid.");
    expect(table(few.html, "userinfo").has("email")).toBe(false);
    expect(table(few.html, "access-token").get("scope")).toBe("profile");
    expect((await preview(made.client.id, "nobody-of-this-name", ["openid"])).status).toBe(422);
    const off = await hub.makeUser();
    await hub.hub.db.write((tx) => updateUser(tx, hub.hub, off.id, { disabled_at: 1 }));
    const refused = await preview(made.client.id, off.name, ["openid"]);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain("no token would be issued");
  });

  const begin = (id: string, browser = admin) => send(at(id, "try"), at(id, "tokens"), [], browser);

  /** Tries as the administrator, consenting if asked. */
  async function tried(id: string): Promise<Shown> {
    const shown = await begin(id);
    return shown.html.includes('name="consent"') ? admin.submit(shown, { consent: "allow" }) : shown;
  }

  test("a trial is a sign-in by the real settings whose tokens are shown as claims and taken back", async () => {
    const made = await hub.makeClient({ name: "Tried" });
    const asked = await begin(made.client.id);
    expect(asked.html).toContain('name="consent"');
    const shown = await admin.submit(asked, { consent: "allow" });
    expect(new URL(shown.url).pathname).toBe(`/admin/applications/${made.client.id}/trial`);
    expect(shown.status).toBe(200);
    expect(shown.html).toContain("The sign-in worked.");
    expect(shown.html).toContain("given, not shown, and taken back");
    expect(table(shown.html, "id-token").get("sub")).toBe(administrator.id);
    expect(table(shown.html, "access-token").get("client_id")).toBe(made.client.clientId);
    expect(shown.html).not.toMatch(/eyJ[\w-]+\.eyJ/);
    expect(shown.headers.get("cache-control")).toBe("no-store");
    const grants = await hub.hub.db.query
      .selectFrom("grants")
      .select(["revoked_at", "revoked_reason"])
      .where("client_id", "=", made.client.id)
      .execute();
    expect(grants).toEqual([{ revoked_at: expect.any(Number), revoked_reason: "revoked-by-administrator" }]);
    // Nor does what was allowed for it let the application itself in later.
    const consents = await hub.hub.db.query.selectFrom("consents").selectAll().where("client_id", "=", made.client.id);
    expect(await consents.execute()).toEqual([]);
    const really = await admin.open(authorizeUrl(hub, made, pkce().challenge));
    expect(really.html).toContain('name="consent"');

    const again = await admin.open(shown.url);
    expect(again.status).toBe(400);
    expect(again.html).toContain("invalid_grant");
    expect(table(again.html, "id-token").size).toBe(0);
  });

  test("a client that pushes requests and binds tokens to keys can be tried as well, and a public one", async () => {
    for (const settings of [{ requirePushedRequests: true, requireDpop: true }, { type: "public" as const }]) {
      const made = await hub.makeClient({ name: JSON.stringify(settings), ...settings });
      expect((await tried(made.client.id)).html).toContain("The sign-in worked.");
    }
  });

  test("the trial's address is nobody's to name: not in a request, not pushed, and a code that is sent there is good for nothing else", async () => {
    const made = await hub.makeClient({ name: "Named", consent: "first-party" });
    const address = `${hub.url}/admin/applications/${made.client.id}/trial`;
    const url = authorizeUrl(hub, made, pkce().challenge, { redirect_uri: address, isTrial: "true" });
    const refused = await admin.open(url);
    expect(refused.status).toBe(400);
    expect(refused.html).toContain("redirect_uri_unknown");

    // The code of a trial, caught before it comes back.
    const page = await admin.open(at(made.client.id, "tokens"));
    const begun = await admin.request(at(made.client.id, "try"), {
      method: "POST",
      body: new URLSearchParams({ csrf: csrfOf(page) }).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", origin: hub.url },
    });
    const onward = await admin.request(new URL(begun.headers.get("location") ?? "", hub.url).href);
    const back = new URL(onward.headers.get("location") ?? "", hub.url);
    expect(back.origin + back.pathname).toBe(address);
    const code = back.searchParams.get("code") ?? "";
    const stolen = await redeem(hub, made, { code, redirect_uri: address, code_verifier: pkce().verifier });
    expect(stolen.body.error).toBe("invalid_grant");
    const bare = await redeem(hub, made, { code, redirect_uri: address });
    expect(bare.body.error).toBe("invalid_grant");

    const second = await signedInBrowser(hub, await hub.makeUser({ isAdmin: true }));
    for (const browser of [second, await signedInBrowser(hub, administrator)]) {
      const elsewhere = await browser.open(back.href);
      expect(elsewhere.status).toBe(400);
      expect(elsewhere.html).toContain("flow_expired");
    }
    expect((await (await signedInBrowser(hub, person)).open(back.href)).status).toBe(403);
    expect((await admin.open(back.href.replace(/iss=[^&]*/, "iss=https%3A%2F%2Fevil.example"))).status).toBe(400);
    // None of it spent the code.
    expect((await admin.open(back.href)).html).toContain("The sign-in worked.");
  });

  test("a trial that is refused says why, as the application would be told", async () => {
    const made = await hub.makeClient({ name: "Refused" });
    const asked = await begin(made.client.id);
    const shown = await admin.submit(asked, { consent: "deny" });
    expect(shown.html).toContain("access_denied");
    expect(shown.html).not.toContain("The sign-in worked.");
    const machine = await hub.makeClient({ name: "Machine", grantTypes: ["client_credentials"] });
    expect((await begin(machine.client.id)).status).toBe(400);
  });

  test("only administrators preview and try", async () => {
    const made = await hub.makeClient({ name: "Closed" });
    const browser = await signedInBrowser(hub, person);
    expect((await browser.open(at(made.client.id, "tokens"))).status).toBe(403);
    expect((await begin(made.client.id, browser)).status).toBe(403);
    expect((await new BrowserClient(hub.url).open(at(made.client.id, "trial"))).url).toContain("/sign-in?next=");
  });
});
