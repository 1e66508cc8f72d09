/**
 * Resource indicators (RFC 8707): several are several parameters, at the token endpoint too; a token is for those that were
 * granted or for a part of them, and a refresh token keeps the whole.
 */
import { decodeJwt } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorize, authorizeUrl, basic, pkce, signedInBrowser, TOKEN } from "../ground/oauth-client.ts";
import { sendForm } from "./bent-form.ts";

const A = "https://a.example.com/";
const B = "https://b.example.com/api";
const C = "https://c.example.com/";

eachDatabase((fresh) => {
  let hub: TestHub;
  let made: MadeClient;
  let browser: BrowserClient;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    made = await hub.makeClient({
      consent: "first-party",
      resources: [A, B, C],
      grantTypes: ["authorization_code", "refresh_token", "client_credentials"],
    });
    browser = await signedInBrowser(hub, await hub.makeUser());
  });
  afterAll(() => hub.close());

  const send = async (...fields: [string, string][]) => {
    const answer = await fetch(`${hub.url}${TOKEN}`, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: basic(made),
    });
    const body = (await answer.json()) as Record<string, string>;
    return {
      status: answer.status,
      body,
      aud: body.access_token === undefined ? null : decodeJwt(body.access_token).aud,
    };
  };
  const named = (...resources: string[]) => resources.map((each): [string, string] => ["resource", each]);
  /** A code for the first two, redeemed for what is said. */
  const redeemFor = async (...resources: string[]) => {
    const { verifier, challenge } = pkce();
    const url = new URL(authorizeUrl(hub, made, challenge));
    for (const each of [A, B]) url.searchParams.append("resource", each);
    const callback = await authorize(browser, url.href);
    const code = callback.searchParams.get("code") ?? "";
    return send(
      ["grant_type", "authorization_code"],
      ["code", code],
      ["code_verifier", verifier],
      ...named(...resources),
    );
  };

  test.each([
    [[], [A, B]],
    [
      [A, B],
      [A, B],
    ],
    [
      [B, A],
      [B, A],
    ],
    [[B], [B]],
    [[A, A], [A]],
  ])("of a code for two, %j gives a token for %j", async (asked, expected) => {
    expect((await redeemFor(...asked)).aud).toEqual(expected);
  });

  test.each([[[C]], [[A, C]], [["https://a.example.com"]], [["no address"]], [[`${A} ${C}`]]])(
    "%j is not what was granted",
    async (asked) => {
      expect(await redeemFor(...asked)).toMatchObject({ status: 400, body: { error: "invalid_target" } });
    },
  );

  test("a refresh token keeps the whole, whatever part a token was for", async () => {
    let token = (await redeemFor(A)).body.refresh_token ?? "";
    const refresh = async (...resources: string[]) => {
      const answer = await send(["grant_type", "refresh_token"], ["refresh_token", token], ...named(...resources));
      token = answer.body.refresh_token ?? token;
      return answer;
    };
    expect((await refresh(B)).aud).toEqual([B]);
    expect((await refresh(C)).body.error).toBe("invalid_target");
    expect((await refresh(A, B)).aud).toEqual([A, B]);
    expect((await refresh()).aud).toEqual([A, B]);
  });

  test("a client's own token may be for several, and for none that it may not name", async () => {
    const own = (...resources: string[]) => send(["grant_type", "client_credentials"], ...named(...resources));
    expect((await own(A, C)).aud).toEqual([A, C]);
    expect((await own(A, "https://evil.example/")).body.error).toBe("invalid_target");
  });

  test("nothing else may be there twice, and nothing stands in the address", async () => {
    const fields: [string, string][] = [
      ["grant_type", "client_credentials"],
      ["scope", "a"],
      ["scope", "b"],
    ];
    expect((await send(...fields)).body.error).toBe("invalid_request");
    const answer = await fetch(`${hub.url}${TOKEN}?resource=${encodeURIComponent(A)}`, {
      method: "POST",
      body: new URLSearchParams({ grant_type: "client_credentials" }),
      headers: basic(made),
    });
    expect([answer.status, ((await answer.json()) as { error: string }).error]).toEqual([400, "invalid_request"]);
  });

  test("consent counts for the services that it was given for, each with its own scopes, and is taken back whole", async () => {
    const careful = await hub.makeClient({ resources: [A, B], scopes: ["openid", "profile", "email"] });
    const own = await signedInBrowser(hub, await hub.makeUser());
    /** What a request is answered with at once: a code, or the page that asks. */
    const asks = async (scope: string, ...resources: string[]) => {
      const url = new URL(authorizeUrl(hub, careful, pkce().challenge, { scope }));
      for (const each of resources) url.searchParams.append("resource", each);
      return own.open(url.href);
    };
    const isAsked = async (scope: string, ...resources: string[]) => (await asks(scope, ...resources)).leftTo === null;

    const page = await asks("openid profile", A);
    expect(page.html).toContain(A);
    expect((await own.submit(page, { consent: "allow" })).leftTo?.searchParams.has("code")).toBe(true);
    expect(await isAsked("openid profile", A)).toBe(false);
    expect(await isAsked("openid profile")).toBe(true);
    expect(await isAsked("openid profile", B)).toBe(true);
    expect(await isAsked("openid profile", A, B)).toBe(true);
    expect(await isAsked("openid email", A)).toBe(true);

    await own.submit(await asks("openid email", A, B), { consent: "allow" });
    expect(await isAsked("openid email", A, B)).toBe(false);
    expect(await isAsked("openid profile email", A)).toBe(false);
    // At the second one profile was never allowed.
    expect(await isAsked("openid profile", A, B)).toBe(true);
    expect(await isAsked("openid", B)).toBe(false);

    const account = await own.open(`${hub.url}/account/applications`);
    expect(account.html).toContain(careful.client.name);
    await sendForm(own, account, "/account/applications/revoke");
    expect(await isAsked("openid", A)).toBe(true);
    expect(await isAsked("openid", B)).toBe(true);
  });
});
