/**
 * The console's form holds every setting of an application: what it shows is what it sends back, what is wrong is said beside its
 * field, and each dangerous switch says when it was last of use.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepRegistration } from "../../src/hub/clients/registration.ts";
import { readClientMetadata } from "../../src/hub/clients/registration-metadata.ts";
import type { ClientSettingsInput } from "../../src/hub/clients/settings.ts";
import { findClientByRowId, listClients } from "../../src/hub/clients/store.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, post, signedInBrowser, TOKEN } from "../ground/oauth-client.ts";
import { type Change, sendForm } from "./bent-form.ts";
import { grown, rowsOf } from "./rows.ts";

const LIST = "/admin/applications";
const KEY = {
  kty: "EC",
  crv: "P-256",
  x: "WKn-ZIGevcwGIyyrzFoZNBdaq9_TsqzGl96oc0CWuis",
  y: "y77t-RvAHRKTsSGdIYUfweuOvwrvDD-Q3Hv5J0fSKbE",
  kid: "harbour-1",
};

const EVERYTHING: Omit<ClientSettingsInput, "name"> = {
  homepage: "https://harbour.example.com/",
  redirectUris: ["https://harbour.example.com/callback", "http://127.0.0.1/callback"],
  postLogoutRedirectUris: ["https://harbour.example.com/bye", "https://harbour.example.com/gone"],
  grantTypes: [
    "authorization_code",
    "refresh_token",
    "client_credentials",
    "urn:ietf:params:oauth:grant-type:device_code",
    "urn:ietf:params:oauth:grant-type:token-exchange",
    "urn:ietf:params:oauth:grant-type:jwt-bearer",
  ],
  scopes: ["openid", "address"],
  signingAlg: "EdDSA",
  accessTokenSeconds: 61,
  refreshTokenSeconds: 301,
  consent: "always",
  allowSignUp: true,
  allowPassword: false,
  allowEmail: true,
  dangers: ["dangerouslyAllowImplicit", "dangerouslyAllowPasswordGrant"],
  responseTypes: ["code", "code id_token", "code id_token token"],
  authMethod: "private_key_jwt",
  jwks: { keys: [KEY] },
  resources: ["https://api.example.com/", "urn:example:ledger"],
  customScopes: [
    { name: "berths:read", description: "See your berths & bookings" },
    { name: "plain", description: "" },
  ],
  tokenFormat: "JWT-Custom",
  tokenFields: ["Name", "Email"],
  subjectType: "pairwise",
  sectorIdentifier: "harbour.example.com",
  requirePushedRequests: true,
  requireDpop: true,
  userinfoSigningAlg: "RS256",
  defaultMaxAge: 0,
  exchangeFrom: ["0123456789abcdef0123"],
  exchangeAudiences: ["https://api.example.com/"],
  backchannelLogoutUri: "https://harbour.example.com/ended",
  backchannelLogoutSessionRequired: true,
  frontchannelLogoutUri: "https://harbour.example.com/frame",
  frontchannelLogoutSessionRequired: true,
  initiateLoginUri: "https://harbour.example.com/begin",
};

/** The same in the names of the form. */
const TYPED: Change = {
  homepage: "https://harbour.example.com/",
  redirect_uris: "https://harbour.example.com/callback\r\nhttp://127.0.0.1/callback",
  post_logout_redirect_uris: "https://harbour.example.com/bye\r\n\r\n https://harbour.example.com/gone ",
  grant_types: EVERYTHING.grantTypes as string[],
  scopes: ["openid", "address"],
  signing_alg: "EdDSA",
  access_token_seconds: "61",
  refresh_token_seconds: "301",
  consent: "always",
  sign_up: "true",
  password_sign_in: null,
  email_sign_in: "true",
  dangerouslyAllowImplicit: "true",
  dangerouslyAllowPasswordGrant: "true",
  response_types: ["code", "code id_token", "code id_token token"],
  auth_method: "private_key_jwt",
  jwks: JSON.stringify({ keys: [KEY] }),
  resources: "https://api.example.com/\r\nurn:example:ledger",
  custom_scopes: "berths:read See your berths & bookings\r\nplain",
  token_format: "JWT-Custom",
  token_fields: "Name\r\nEmail",
  subject_type: "pairwise",
  sector_identifier: "harbour.example.com",
  require_pushed_requests: "true",
  require_dpop: "true",
  userinfo_signing_alg: "RS256",
  default_max_age: "0",
  exchange_from: "0123456789abcdef0123",
  exchange_audiences: "https://api.example.com/",
  backchannel_logout_uri: "https://harbour.example.com/ended",
  backchannel_logout_session_required: "true",
  frontchannel_logout_uri: "https://harbour.example.com/frame",
  frontchannel_logout_session_required: "true",
  initiate_login_uri: "https://harbour.example.com/begin",
};

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    browser = await signedInBrowser(hub, await hub.makeUser({ isAdmin: true }));
  });
  afterAll(() => hub.close());

  const open = (path: string) => browser.open(`${hub.url}${path}`);
  const create = async (values: Change) => sendForm(browser, await open(`${LIST}/new`), LIST, values);
  const change = async (id: string, values: Change = {}) =>
    sendForm(browser, await open(`${LIST}/${id}`), `${LIST}/${id}`, values);
  const settingsOf = async (id: string) => findClientByRowId(hub.hub.db, id);
  const lastChange = async (id: string): Promise<unknown> => {
    const row = await hub.hub.db.query
      .selectFrom("audit")
      .select("detail")
      .where("subject_id", "=", id)
      .where("action", "=", "client.updated")
      .orderBy("id", "desc")
      .executeTakeFirstOrThrow();
    return (JSON.parse(row.detail) as { readonly changed: unknown }).changed;
  };

  test("every setting can be typed in at creation", async () => {
    const shown = await create({ name: "Harbour", ...TYPED });
    expect(shown.status).toBe(201);
    const made = (await listClients(hub.hub.db)).find(({ name }) => name === "Harbour");
    expect(made).toMatchObject(EVERYTHING);
  });

  test("a form that is saved as it stands changes nothing", async () => {
    const { client } = await hub.makeClient(EVERYTHING);
    const shown = await change(client.id);
    expect(shown.html).toContain("The changes have been saved.");
    expect(await settingsOf(client.id)).toEqual({ ...client, updatedAt: hub.time.now() });
    expect(await lastChange(client.id)).toBe("");
  });

  test("emptied fields go back to none", async () => {
    const { client } = await hub.makeClient(EVERYTHING);
    await change(client.id, {
      jwks: "",
      auth_method: "usual",
      default_max_age: " ",
      sector_identifier: "",
      userinfo_signing_alg: "",
      backchannel_logout_uri: "",
      frontchannel_logout_uri: "",
      initiate_login_uri: "",
      custom_scopes: "",
      require_dpop: null,
    });
    expect(await settingsOf(client.id)).toMatchObject({
      jwks: null,
      authMethod: "secret",
      defaultMaxAge: null,
      sectorIdentifier: null,
      userinfoSigningAlg: null,
      backchannelLogoutUri: null,
      frontchannelLogoutUri: null,
      initiateLoginUri: null,
      customScopes: [],
      requireDpop: false,
      requirePushedRequests: true,
    });
  });

  test.each([
    ["keys that are no JSON", { jwks: '{"keys":' }, "jwks"],
    ["one key instead of a set", { jwks: JSON.stringify(KEY) }, "jwks"],
    ["a private key", { jwks: JSON.stringify({ keys: [{ ...KEY, d: "AA" }] }) }, "jwks"],
    ["a key to sign with and none given", { auth_method: "private_key_jwt", jwks: "" }, "jwks"],
    ["keys twice", { jwks: JSON.stringify({ keys: [KEY] }), jwks_uri: "https://a.example/jwks" }, "jwks_uri"],
    ["keys over plain http", { jwks_uri: "http://a.example/jwks" }, "jwks_uri"],
    ["an unknown way to prove itself", { auth_method: "tls" }, "auth_method"],
    ["no way to prove itself", { auth_method: "none" }, "auth_method"],
    ["a token without the switch for it", { response_types: ["code", "token"] }, "response_types"],
    ["an unknown response type", { response_types: ["code", "none"] }, "response_types"],
    ["an age that is no number", { default_max_age: "soon" }, "default_max_age"],
    ["a resource with a fragment", { resources: "https://a.example/#x" }, "resources"],
    ["a scope that there is already", { custom_scopes: "email Your mail" }, "custom_scopes"],
    ["a scope twice", { custom_scopes: "a One\r\na Two" }, "custom_scopes"],
    ["an unknown format", { token_format: "XML" }, "token_format"],
    ["an unknown kind of subject", { subject_type: "secret" }, "subject_type"],
    ["an unknown algorithm for userinfo", { userinfo_signing_alg: "none" }, "userinfo_signing_alg"],
    ["a relative address after sign-out", { post_logout_redirect_uris: "/bye" }, "post_logout_redirect_uris"],
    ["a listener that runs", { backchannel_logout_uri: "javascript:alert(1)" }, "backchannel_logout_uri"],
    ["a frame of another origin", { frontchannel_logout_uri: "https://b.example/frame" }, "frontchannel_logout_uri"],
    ["a sign-in begun over plain http", { initiate_login_uri: "http://localhost/begin" }, "initiate_login_uri"],
  ] satisfies readonly (readonly [string, Change, string])[])(
    "%s: said beside the field, and nothing is stored",
    async (_name, bad, field) => {
      const before = await rowsOf(hub);
      const shown = await create({ name: "Wrong", redirect_uris: "https://a.example/callback", ...bad });
      expect(shown.status).toBe(422);
      expect(shown.html).toContain(`id="${field}-error"`);
      // The fold that it is in is open.
      const fold = shown.html.slice(0, shown.html.indexOf(`id="${field}-error"`));
      expect(fold.slice(fold.lastIndexOf("<details"))).toMatch(/^<details [^>]*\bopen\b/);
      expect(grown(before, await rowsOf(hub))).toEqual({});
    },
  );

  test("opening the switch for implicit answers gives response types with a token, unless some are ticked", async () => {
    const { client } = await hub.makeClient();
    await change(client.id, { dangerouslyAllowImplicit: "true" });
    expect((await settingsOf(client.id))?.responseTypes).toEqual(["code", "token", "id_token token"]);
    await change(client.id, { response_types: ["code", "code token"] });
    expect((await settingsOf(client.id))?.responseTypes).toEqual(["code", "code token"]);
    await change(client.id, { dangerouslyAllowImplicit: null });
    expect((await settingsOf(client.id))?.responseTypes).toEqual(["code"]);
  });

  test("each dangerous switch says when it was last of use, and how often", async () => {
    const made = await hub.makeClient({ dangers: ["dangerouslyAllowPasswordGrant"] });
    const person = await hub.makeUser();
    expect((await open(`${LIST}/${made.client.id}`)).html).not.toContain("Last of use");
    for (const _ of [1, 2]) {
      const fields = { grant_type: "password", username: person.name, password: person.password };
      expect((await post(hub, TOKEN, fields, basic(made))).status).toBe(200);
    }
    const { html } = await open(`${LIST}/${made.client.id}`);
    const at = new Date(hub.time.now() * 1000).toISOString();
    expect(html).toMatch(new RegExp(`Last of use <time [^>]*datetime="${at}"[^>]*>[^<]*</time>, 2 times in all\\.`));
    expect(html.match(/Never of use so far\./g)).toHaveLength(6);
    expect((await open(`${LIST}/new?template=casdoor-compatible`)).html).not.toContain("Never of use");
  });

  test("a public application is offered the switches that mean something without a secret", async () => {
    const { client } = await hub.makeClient({ type: "public" });
    const { html } = await open(`${LIST}/${client.id}`);
    expect(html).toContain('name="dangerouslyAllowImplicit"');
    expect(html).not.toContain('name="dangerouslyAllowMissingSecretWithPkce"');
    expect(html).not.toContain('name="auth_method"');
    await change(client.id, { dangerouslyAllowImplicit: "true", auth_method: "private_key_jwt" });
    expect(await settingsOf(client.id)).toMatchObject({ authMethod: "none", dangers: ["dangerouslyAllowImplicit"] });
  });

  test("an application that registered itself says how it came, and what it said of itself as text", async () => {
    const { client } = await hub.makeClient();
    const metadata = readClientMetadata({
      redirect_uris: ["https://app.example.com/callback"],
      client_name: "<b>Harbour</b>",
    });
    await hub.hub.db.write((tx) =>
      keepRegistration(tx, client.id, { kind: "registered", metadata, freshUntil: null, token: "given-out-once" }),
    );
    const { html } = await open(`${LIST}/${client.id}`);
    expect(html).toContain("It registered itself.");
    expect(html).toContain("&lt;b&gt;Harbour");
    expect(html).not.toContain("<b>Harbour");
    expect(html).not.toContain("given-out-once");
  });
});
