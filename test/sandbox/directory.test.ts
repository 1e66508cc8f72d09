/**
 * Which provider a path means: literal hosts, hosts that are settings, entries that claim one path between them, and
 * entries that have no shape of their own.
 */
import { describe, expect, test } from "vitest";
import {
  catalogue,
  finishSignIn,
  oauth2,
  oidc,
  type Provider,
  type ProviderApp,
  startSignIn,
} from "../../src/providers/index.ts";
import { compileAddress } from "../../src/sandbox/address.ts";
import { createSandbox } from "../../src/sandbox/index.ts";
import { createGround, ORIGIN } from "./client.ts";

describe("addresses", () => {
  const match = (template: string, path: string, settings: Provider["settings"] = {}) =>
    compileAddress(template, settings).match(path.split("/"));
  const text = { label: "x", type: "text" } as const;
  const url = { label: "x", type: "url" } as const;

  test.each([
    ["https://a.test/x/y", "a.test/x/y", {}],
    ["https://a.test/x/y?fixed=1", "A.TEST/x/y", {}],
    ["https://a.test/{t}/y", "a.test/acme/y", { t: "acme" }],
    ["https://a.test/{t}/y", "a.test/acme%20corp/y", { t: "acme corp" }],
    ["https://{t}.a.test/y", "eu.a.test/y", { t: "eu" }],
    ["https://{t}.{u}.test/y", "eu.shop.test/y", { t: "eu", u: "shop" }],
    ["{b}/x", "a.test/x", { b: "https://a.test" }],
    ["{b}/x", "a.test:8443/deep/base/x", { b: "https://a.test:8443/deep/base" }],
    ["{b}/x/{t}", "a.test/x/x/acme", { b: "https://a.test/x", t: "acme" }],
  ])("%s is %s", (template, path, captured) => {
    expect(match(template, path, { t: text, u: text, b: url })).toEqual(captured);
  });

  test.each([
    ["https://a.test/x/y", "a.test/x"],
    ["https://a.test/x/y", "a.test/x/y/"],
    ["https://a.test/x/y", "a.test/X/y"],
    ["https://a.test/x", "a.test.evil.test/x"],
    ["https://a.test/{t}/y", "a.test//y"],
    ["https://{t}.a.test/y", ".a.test/y"],
    ["https://{t}.a.test/y", "a.test/y"],
    ["{b}/x", "x"],
    ["https://a.test/{t}/{t}", "a.test/one/two"],
  ])("%s is not %s", (template, path) => {
    expect(match(template, path, { t: text, b: url })).toBeNull();
  });
});

describe("entries that claim one path", () => {
  const ground = createGround();
  const path = "https://code.acme.test/login/oauth/authorize";
  const query = (id: "github" | "casdoor"): string => new URL(ground.authorizeUrl(id)).search;
  const title = async (response: Response): Promise<string> => /<title>([^<]+)/.exec(await response.text())?.[1] ?? "";

  test("are told apart by the client", async () => {
    expect(await title(await ground.send(path + query("github")))).toContain("with GitHub");
    expect(await title(await ground.send(path + query("casdoor")))).toContain("with Casdoor");
  });

  test("and by the token, and by the settings of an application", async () => {
    ground.sandbox.registerApp({ ...ground.app("casdoor"), settings: { endpoint: "https://code.acme.test" } });
    const lost = await ground.send(`${path}?client_id=nobody`);
    expect(await title(lost)).toContain("Casdoor");
    const hinted = await ground.send("https://github.acme.test/login/oauth/authorize?client_id=nobody");
    expect(await title(hinted)).toContain("GitHub");
  });

  test("GitHub on an own host answers at its API there", async () => {
    const back = await ground.sandbox.signInAs(path + query("github"), "theo");
    const { clientId, clientSecret } = ground.app("github");
    const body = new URLSearchParams({
      client_id: clientId,
      client_secret: clientSecret,
      code: back.searchParams.get("code") ?? "",
      grant_type: "authorization_code",
      redirect_uri: "http://localhost:8000/callback/github",
      code_verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
    });
    const headers = { accept: "application/json" };
    const tokens = (await (
      await ground.send("https://code.acme.test/login/oauth/access_token", { method: "POST", headers, body })
    ).json()) as { access_token: string };
    const user = await ground.api("github", "https://code.acme.test/api/v3/user", tokens.access_token);
    expect(await user.json()).toMatchObject({ login: "theo.b", html_url: "https://code.acme.test/theo.b" });
  });
});

test("a host's scheme is the one that an application is set up with, and http on this machine", async () => {
  const ground = createGround();
  const issuerAt = async (host: string): Promise<unknown> => {
    const path = `https://${host}/realms/demo/.well-known/openid-configuration`;
    return ((await (await ground.send(path)).json()) as { issuer: string }).issuer;
  };
  expect(await issuerAt("keycloak.acme.test")).toBe("https://keycloak.acme.test/realms/demo");
  expect(await issuerAt("localhost:8080")).toBe("http://localhost:8080/realms/demo");
  ground.sandbox.registerApp({
    ...ground.app("keycloak"),
    settings: { url: "http://keycloak.acme.test", realm: "demo" },
  });
  expect(await issuerAt("keycloak.acme.test")).toBe("http://keycloak.acme.test/realms/demo");
});

describe("entries without a shape", () => {
  const custom = [
    oauth2({
      id: "acme-sso",
      name: "Acme",
      settings: {
        region: { label: "Region", type: "choice", choices: ["eu", "us"], default: "eu" },
        shop: { label: "Shop", type: "host", required: true },
      },
      authorize: "https://{region}.acme.test/authorize",
      token: "https://{shop}/token",
      userinfo: "https://{shop}/me",
      extra: { mails: { url: "https://{shop}/mails" } },
      scope: ["me", "mail"],
      scopeSeparator: ",",
      pkce: true,
      tokenAuth: "basic",
      emailTrust: "claim",
      quirks: {
        authorizeNames: { client_id: "app", scope: "rights" },
        tokenAnswer: { access_token: "data.token" },
        unwrap: "response[0]",
        tokenPlacement: { query: "oauth_token" },
        profileQuery: { fields: "all" },
        errorField: { path: "status.code", ok: ["fine"] },
      },
      claims: {
        sub: "id",
        name: ["names.full", "login"],
        preferred_username: "login",
        email: "$extra.mails[0].address",
        email_verified: "$extra.mails[0].proved",
        locale: "$token.lang",
      },
    }),
    oidc({
      id: "acme-oidc",
      name: "Acme ID",
      settings: { issuerUrl: { label: "Issuer", type: "url", required: true } },
      issuer: "{issuerUrl}",
      idTokenAlgs: ["ES256"],
      callUserinfo: true,
      scope: ["openid", "email"],
      pkce: true,
      emailTrust: "claim",
      claims: { sub: "sub", name: "name", email: "email", email_verified: "email_verified" },
    }),
  ];
  const sandbox = createSandbox({ origin: ORIGIN, providers: [...catalogue, ...custom] });
  const settings: Record<string, Record<string, string>> = {
    "acme-sso": { region: "us", shop: "shop.acme.test" },
    "acme-oidc": { issuerUrl: "https://login.acme.test/tenant-7" },
  };
  const moved = (url: string): string => `${ORIGIN}/${url.replace(/^https:\/\//, "")}`;
  const providerFetch = (url: string, init: RequestInit) => sandbox.fetch(new Request(moved(url), init));

  test.each(custom.map((provider) => [provider.id, provider] as const))(
    "%s: the whole way, by its entry alone",
    async (id, provider) => {
      const redirectUri = `https://app.example.com/${id}`;
      // Another entry has its discovery document at the same path of any host: the settings say whose it is.
      sandbox.registerApp({ ...sandbox.app(id), redirectUris: [redirectUri], settings: settings[id] ?? {} });
      const { clientId, clientSecret } = sandbox.app(id);
      const app: ProviderApp = { provider, clientId, clientSecret, redirectUri, settings: settings[id] ?? {} };
      const { url, pending } = await startSignIn(app, { fetch: providerFetch });
      const back = await sandbox.signInAs(url, "theo");
      const { profile } = await finishSignIn(app, pending, back.searchParams, { fetch: providerFetch });
      expect(profile).toMatchObject({ name: "Theo Brandvik", email: "theo@brandvik.test", email_verified: false });
      expect(profile.sub).toMatch(/^[1-9]\d{11}$/);
      if (id === "acme-sso") expect(profile).toMatchObject({ preferred_username: "theo.b", locale: "nb-NO" });
      else expect(profile.issuer).toBe("https://login.acme.test/tenant-7");
    },
  );

  test("say on their page that they prove nothing", async () => {
    const response = await sandbox.fetch(new Request(`${ORIGIN}/_sandbox/providers/acme-sso`));
    const html = (await response.text()).replaceAll("<wbr/>", "");
    expect(html).toContain("read from its entry backwards");
    expect(html).toContain("app in place of client_id");
    expect(html).toContain("https://acme-sso.sandbox.test/token");
  });
});

test("four hundred and fifty providers are looked up without being noticed", async () => {
  const many = Array.from({ length: 450 }, (_, index) =>
    oauth2({
      id: `p${index}`,
      name: `Provider ${index}`,
      settings: { base: { label: "Base", type: "url", required: true } },
      authorize: index % 3 === 0 ? "{base}/oauth/authorize" : `https://p${index}.test/oauth/authorize`,
      token: `https://p${index}.test/oauth/token`,
      userinfo: `https://p${index}.test/me`,
      scope: [],
      pkce: false,
      emailTrust: "never",
      claims: { sub: "id" },
    }),
  );
  const sandbox = createSandbox({ origin: ORIGIN, providers: many });
  sandbox.registerApp({ ...sandbox.app("p300"), redirectUris: ["https://app.example.com/"] });
  const { clientId } = sandbox.app("p300");
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: "https://app.example.com/",
    response_type: "code",
  });
  const began = performance.now();
  const response = await sandbox.fetch(new Request(`${ORIGIN}/own.acme.test/oauth/authorize?${query}`));
  expect(await response.text()).toContain("with Provider 300");
  expect(performance.now() - began).toBeLessThan(1000);
});
