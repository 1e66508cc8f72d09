/**
 * Casdoor's account calls: whose account it is, by which token, and who gets to see the provider's own token. The provider is
 * the sandbox's.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClientSettingsInput, DANGERS, type Danger } from "../../src/hub/clients/settings.ts";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { templateSettings } from "../../src/hub/clients/template.ts";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { authorizeUrl, basic, codeFlow, pkce, post, redeem, signedInBrowser, TOKEN } from "../ground/oauth-client.ts";
import { choosePerson, type SandboxedHub, startSandboxedHub } from "../ground/sandbox.ts";

type Envelope = {
  readonly status: string;
  readonly msg: string;
  readonly sub: string;
  readonly name: string;
  readonly data: Record<string, unknown>;
};

eachDatabase((fresh) => {
  let hub: SandboxedHub;
  let open: MadeClient;
  beforeAll(async () => {
    hub = await startSandboxedHub(await fresh());
    await hub.addProvider("keycloak");
    open = await compatible();
  });
  afterAll(() => hub.close());

  const compatible = (without: readonly Danger[] = []) =>
    hub.makeClient({
      ...(templateSettings("casdoor-compatible") as Partial<ClientSettingsInput>),
      dangers: (Object.keys(DANGERS) as Danger[]).filter((danger) => !without.includes(danger)),
      responseTypes: ["code"],
    });

  const call = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${hub.url}${path}`, { headers });
    expect(response.headers.get("cache-control")).toBe("no-store");
    return (await response.json()) as Envelope;
  };
  const bearer = (token: unknown) => ({ authorization: `Bearer ${token}` });

  async function tokenOf(
    made: MadeClient,
    scope = "openid profile email",
  ): Promise<{ token: string; person: Awaited<ReturnType<SandboxedHub["makeUser"]>> }> {
    const person = await hub.makeUser();
    const { body } = await codeFlow(hub, await signedInBrowser(hub, person), made, { scope });
    return { token: String(body.access_token), person };
  }

  const usesOf = async (made: MadeClient, danger: Danger) => {
    const row = await hub.hub.db.query
      .selectFrom("danger_uses")
      .select("uses")
      .where("client_id", "=", made.client.id)
      .where("danger", "=", danger)
      .executeTakeFirst();
    return Number(row?.uses ?? 0);
  };

  test("the account of the token's person, in the envelope, with every secret empty", async () => {
    const { token, person } = await tokenOf(open, "read");
    const { status, sub, name, data } = await call("/api/get-account", bearer(token));
    expect({ status, sub, name }).toEqual({ status: "ok", sub: person.id, name: person.name });
    expect(data).toMatchObject({
      owner: "main",
      id: person.id,
      displayName: person.displayName,
      email: person.email,
      emailVerified: true,
      address: [],
    });
    for (const secret of [
      "password",
      "passwordSalt",
      "hash",
      "preHash",
      "totpSecret",
      "accessToken",
      "originalToken",
      "originalRefreshToken",
    ]) {
      expect([secret, data[secret]]).toEqual([secret, ""]);
    }
    expect(await call("/api/user", bearer(token))).toMatchObject({
      id: person.id,
      name: person.name,
      email: person.email,
    });
  });

  test("a standard application sees what its token's scope allows", async () => {
    const standard = await hub.makeClient({ consent: "first-party" });
    const { data } = await call("/api/get-account", bearer((await tokenOf(standard, "openid")).token));
    expect([data.email, data.displayName]).toEqual(["", ""]);
  });

  test.each(["/api/get-account", "/api/user"])(
    "%s: nobody, a bad token and a client's own token are asked to log in",
    async (path) => {
      const { body } = await post(hub, TOKEN, { grant_type: "client_credentials" }, basic(open));
      for (const headers of [{}, bearer("x"), bearer(body.access_token), { authorization: "Basic eDp5" }]) {
        expect(await call(path, headers)).toMatchObject({
          status: "error",
          msg: "Please login first",
          data: "Please login first",
        });
      }
    },
  );

  test.each(["/api/get-account", "/api/userinfo"])(
    "%s: a token in the query only behind its switch, and each use is noted",
    async (path) => {
      const answerTo = async (token: string) =>
        (await fetch(`${hub.url}${path}?accessToken=${token}`)).json() as Promise<Record<string, unknown>>;
      const { token, person } = await tokenOf(open);
      const before = await usesOf(open, "dangerouslyAllowTokenInQuery");
      expect((await answerTo(token)).sub).toBe(person.id);
      expect(await usesOf(open, "dangerouslyAllowTokenInQuery")).toBe(before + 1);

      const closed = await compatible(["dangerouslyAllowTokenInQuery"]);
      const { token: other } = await tokenOf(closed);
      const response = await fetch(`${hub.url}${path}?accessToken=${other}`);
      expect(await response.text()).not.toContain('"status":"ok"');
      expect(response.status).toBe(path === "/api/userinfo" ? 401 : 200);
      expect(await usesOf(closed, "dangerouslyAllowTokenInQuery")).toBe(0);
    },
  );

  test("the browser's own session, but not for another site's page, nor beside a token that is not good", async () => {
    const person = await hub.makeUser();
    const browser = await signedInBrowser(hub, person);
    const ask = async (headers: Record<string, string>, query = "") => {
      const response = await browser.request(`${hub.url}/api/get-account${query}`, { headers });
      return ((await response.json()) as Envelope).sub;
    };
    expect(await ask({ "sec-fetch-site": "same-origin" })).toBe(person.id);
    for (const headers of [
      { origin: "https://evil.example" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      bearer("x"),
    ]) {
      expect(await ask(headers)).toBe("");
    }
    expect(await ask({}, "?accessToken=x")).toBe("");
  });

  /** Signs somebody in to the client by the provider. */
  async function byProvider(made: MadeClient, who: string) {
    const browser = new BrowserClient(hub.url, hub.sandbox.url);
    const { verifier, challenge } = pkce();
    const page = await browser.open(authorizeUrl(hub, made, challenge));
    const [, path = ""] = /href="(\/accounts\/keycloak\/[^"]+)"/.exec(page.html) ?? [];
    const { leftTo } = await choosePerson(
      browser,
      await browser.open(`${hub.url}${path.replaceAll("&amp;", "&")}`),
      who,
    );
    const { body } = await redeem(hub, made, { code: leftTo?.searchParams.get("code") ?? "", code_verifier: verifier });
    return { browser, token: String(body.access_token) };
  }
  const identities = () =>
    hub.hub.db.query.selectFrom("identities").selectAll().where("sealed_tokens", "is not", null).execute();

  test("the provider's token: for the application with the switch, noted; `***` for others and for the person's browser", async () => {
    const { browser, token } = await byProvider(open, "theo");
    const before = await usesOf(open, "dangerouslyExposeUpstreamTokens");
    const { data } = await call("/api/get-account", bearer(token));
    expect(String(data.originalToken)).toMatch(/^.{16,}$/);
    expect(await usesOf(open, "dangerouslyExposeUpstreamTokens")).toBe(before + 1);
    const [kept] = await identities();
    expect(kept?.sealed_tokens).not.toContain(String(data.originalToken));

    const closed = await compatible(["dangerouslyExposeUpstreamTokens"]);
    const other = await codeFlow(hub, browser, closed);
    expect((await call("/api/get-account", bearer(other.body.access_token))).data.originalToken).toBe("***");
    const own = (await (await browser.request(`${hub.url}/api/get-account`)).json()) as Envelope;
    expect(own.data.originalToken).toBe("***");
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("users").set({ is_admin: 1 }).where("id", "=", own.sub).execute(),
    );
    const asAdmin = (await (await browser.request(`${hub.url}/api/get-account`)).json()) as Envelope;
    expect(asAdmin.data.originalToken).toBe(data.originalToken);
    expect((await call("/api/get-account", bearer(other.body.access_token))).data.originalToken).toBe("***");
  });

  test("one that has expired is renewed with the provider, and kept anew", async () => {
    const { token } = await byProvider(open, "noor");
    const first = (await call("/api/get-account", bearer(token))).data;
    const rows = await identities();
    const row = rows.find(({ user_id }) => user_id === first.id);
    if (!row?.sealed_tokens) throw new Error("nothing is kept");
    const place = `identities:tokens:${row.id}` as const;
    const expired = { ...JSON.parse(hub.hub.vault.open(row.sealed_tokens, place)), expiresAt: hub.time.now() - 1 };
    const seal = (value: unknown) =>
      hub.hub.db.write((tx) =>
        tx.query
          .updateTable("identities")
          .set({ sealed_tokens: hub.hub.vault.seal(JSON.stringify(value), place) })
          .where("id", "=", row.id)
          .execute(),
      );
    await seal(expired);
    const renewed = (await call("/api/get-account", bearer(token))).data.originalToken;
    expect(renewed).toMatch(/^.{16,}$/);
    expect(renewed).not.toBe(first.originalToken);
    expect((await call("/api/get-account", bearer(token))).data.originalToken).toBe(renewed);
    await seal({ ...expired, refreshToken: "withdrawn" });
    expect((await call("/api/get-account", bearer(token))).data.originalToken).toBe("");
  });

  test("where no application has the switch, nothing is kept, and what was is forgotten with the next sign-in", async () => {
    expect((await identities()).length).toBeGreaterThan(0);
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("clients").set({ dangers: '["dangerouslyAllowCodeWithoutPkce"]' }).execute(),
    );
    await byProvider(open, "theo");
    await byProvider(open, "noor");
    expect(await identities()).toEqual([]);
  });
});
