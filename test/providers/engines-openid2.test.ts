/**
 * OpenID 2.0: the forms that its specification fixes (4.1 and 4.2, with its own table), key agreement against Node's, what
 * discovery reads and refuses, and whole sign-ins through the sandbox's server with everything that can be wrong with an
 * assertion.
 */
import { createDiffieHellman } from "node:crypto";
import { describe, expect, test } from "vitest";
import { btwoc, keyPair, sharedSecret } from "../../src/providers/engines/openid2/diffie-hellman.ts";
import { discoverOpenId, normalisedIdentifier } from "../../src/providers/engines/openid2/discovery.ts";
import { pointedAt, readPage, readXrds } from "../../src/providers/engines/openid2/documents.ts";
import { parseKeyValues, signedText } from "../../src/providers/engines/openid2/key-values.ts";
import {
  finishSignIn,
  type OpenId2Provider,
  openid2,
  type ProviderApp,
  ProviderError,
  startSignIn,
} from "../../src/providers/index.ts";
import { contextOf } from "../../src/providers/registration.ts";
import { engineGround } from "./sandbox-sign-in.ts";
import { json, scriptedFetch, text } from "./scripted-fetch.ts";

const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ProviderError);
  return (error as ProviderError).code;
};

const entry = (changes: Partial<Omit<OpenId2Provider, "protocol">> = {}): OpenId2Provider =>
  openid2({
    id: "open",
    name: "Open",
    settings: {
      identifier: { label: "Identifier", type: "text", perSignIn: true },
      stateless: { label: "Stateless", type: "choice", choices: ["false", "true"], default: "false" },
      realm: { label: "Realm", type: "text" },
      extraAttributes: { label: "Further attributes", type: "text" },
    },
    sreg: { required: ["email", "fullname"], optional: ["nickname"] },
    attributes: {
      email: { type: "http://axschema.org/contact/email", required: true },
      name: { type: "http://axschema.org/namePerson" },
    },
    scope: [],
    pkce: false,
    emailTrust: "never",
    claims: {
      sub: "$idToken.claimed_id",
      name: ["ax.name", "sreg.fullname"],
      email: ["sreg.email", "ax.email"],
      preferred_username: "sreg.nickname",
      locale: "ax.language",
    },
    ...changes,
  });

test.each([
  [0n, [0]],
  [127n, [0x7f]],
  [128n, [0, 0x80]],
  [255n, [0, 0xff]],
  [32768n, [0, 0x80, 0]],
])("OpenID 2.0, 4.2: btwoc(%d)", (value, bytes) => {
  expect([...btwoc(value)]).toEqual(bytes);
});

test("OpenID 2.0, 4.1: key-value form and the text that is signed", () => {
  expect(parseKeyValues("mode:error\nerror:This is an example message\n")).toEqual({
    mode: "error",
    error: "This is an example message",
  });
  expect(parseKeyValues("uri:http://a.test/:80\n")).toEqual({ uri: "http://a.test/:80" });
  for (const bad of ["a:1\na:2\n", "no colon\n", ":empty\n", "__proto__:x\n"])
    expect(parseKeyValues(bad)).toBeUndefined();
  expect(signedText(["mode", "error"], { "openid.mode": "error", "openid.error": "This is" })).toBe(
    "mode:error\nerror:This is\n",
  );
});

test("key agreement with Node's own Diffie-Hellman in OpenID's group", () => {
  const modulus =
    "DCF93A0B883972EC0E19989AC5A2CE310E1D37717E8D9571BB7623731866E61EF75A2E27898B057F9891C2E27A639C3F29B60814581CD3B2CA" +
    "3986D2683705577D45C2E7E52DC81C7A171876E5CEA74B1448BFDFAF18828EFD2519F14E45E3826634AF1949E5B535CC829A483B8A76223E5D" +
    "490A257F05BDFF16F2FB22C583AB";
  for (let round = 0; round < 8; round += 1) {
    const ours = keyPair();
    const theirs = createDiffieHellman(modulus, "hex", 2);
    const shared = sharedSecret(ours, theirs.generateKeys("base64"));
    const other = theirs.computeSecret(Buffer.from(ours.publicKey, "base64")).toString("hex").replace(/^0+/, "");
    expect(Buffer.from(shared).toString("hex").replace(/^0+/, "")).toBe(other);
  }
  for (const none of ["", "AA==", "AQ=="]) expect(() => sharedSecret(keyPair(), none)).toThrow(RangeError);
  expect(() => sharedSecret(keyPair(), Buffer.from(`00${modulus}`, "hex").toString("base64"))).toThrow(RangeError);
});

describe("discovery", () => {
  test.each([
    ["example.com", "http://example.com/"],
    ["http://example.com", "http://example.com/"],
    ["https://example.com/", "https://example.com/"],
    ["http://example.com/user", "http://example.com/user"],
    ["http://example.com/user#more", "http://example.com/user"],
    [" HTTP://EXAMPLE.com/User ", "http://example.com/User"],
  ])("OpenID 2.0, appendix A.1: %j", (given, identifier) => {
    expect(normalisedIdentifier(given)).toBe(identifier);
  });

  test.each(["", "=example", "xri://=example", "@free", "http://a:b@example.com/", "http://", "x y"])(
    "is no identifier: %j",
    (given) => {
      expect(() => normalisedIdentifier(given)).toThrow(ProviderError);
    },
  );

  const xrds = (services: string): string =>
    `<?xml version="1.0"?><xrds:XRDS xmlns:xrds="xri://$xrds" xmlns="xri://$xrd*($v*2.0)"><XRD>${services}</XRD></xrds:XRDS>`;
  const service = (type: string, uri: string, more = "", priority = ""): string =>
    `<Service${priority}><Type>http://specs.openid.net/auth/2.0/${type}</Type><URI>${uri}</URI>${more}</Service>`;

  test("the server's own service comes first, then the one for the identifier, by priority", () => {
    const both = xrds(service("signon", "https://a.test/1") + service("server", "https://a.test/2"));
    expect(readXrds(both, "https://me.test/", false)).toEqual({ endpoint: "https://a.test/2" });
    expect(readXrds(both, "https://me.test/", true)).toEqual({
      endpoint: "https://a.test/1",
      claimedId: "https://me.test/",
    });
    const ranked = xrds(
      service("signon", "https://a.test/late", "", ' priority="10"') +
        service("signon", "https://a.test/early", "<LocalID>https://local.test/</LocalID>", ' priority="1"'),
    );
    expect(readXrds(ranked, "https://me.test/", false)).toEqual({
      endpoint: "https://a.test/early",
      claimedId: "https://me.test/",
      localId: "https://local.test/",
    });
  });

  test("an endpoint with a query, and uris by priority", () => {
    const uris = `<Service><Type>http://specs.openid.net/auth/2.0/server</Type><URI priority="5">https://a.test/5</URI><URI priority="2">https://a.test/?a=1&amp;b=2</URI></Service>`;
    expect(readXrds(xrds(uris), "https://me.test/", false)?.endpoint).toBe("https://a.test/?a=1&b=2");
  });

  test.each([
    ["OpenID 1", "<Service><Type>http://openid.net/signon/1.1</Type><URI>https://a.test/</URI></Service>"],
    ["no address", service("server", "javascript:alert(1)")],
    ["a DTD", `<!DOCTYPE x [<!ENTITY e "x">]>${service("server", "https://a.test/")}`],
    ["an earlier XRD", `${service("server", "https://a.test/")}</XRD><XRD>`],
    ["nothing", ""],
  ])("XRDS with %s names nobody", (_, services) => {
    expect(readXrds(xrds(services), "https://me.test/", false)).toBeUndefined();
  });

  test("links count in the head alone", () => {
    const head = (inner: string, body = ""): string => `<html><head>${inner}</head><body>${body}</body></html>`;
    const link = '<link rel="openid2.provider openid.server" href="https://a.test/?x=1&amp;y=2">';
    expect(readPage(head(`${link}<link href='https://l.test/' rel='openid2.local_id'/>`), "https://me.test/")).toEqual({
      endpoint: "https://a.test/?x=1&y=2",
      claimedId: "https://me.test/",
      localId: "https://l.test/",
    });
    expect(readPage(head("", link), "https://me.test/")).toBeUndefined();
    expect(readPage(`<html><body>${link}</body></html>`, "https://me.test/")).toBeUndefined();
    expect(pointedAt(head('<meta http-equiv="X-XRDS-Location" content="https://a.test/x">'), null)).toBe(
      "https://a.test/x",
    );
    expect(pointedAt("", "file:///etc/passwd")).toBeUndefined();
  });

  test("takes no longer than a document is long", () => {
    const started = performance.now();
    for (const piece of ["<Service>", "<Type>", "<link ", "<head ", "<!--", "<Service priority="]) {
      const long = piece.repeat(Math.floor(262_144 / piece.length));
      readXrds(long, "https://me.test/", false);
      readPage(long, "https://me.test/");
      pointedAt(`<head>${long}</head>`, null);
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test("a page that points to its document, and one that is too large", async () => {
    const app: ProviderApp = { provider: entry(), clientId: "", redirectUri: "https://hub.test/cb" };
    const pointing = new Response("<html><head></head></html>", {
      headers: { "content-type": "text/html", "x-xrds-location": "https://me.test/xrds" },
    });
    const { fetch } = scriptedFetch({
      "https://me.test/": pointing,
      "https://me.test/xrds": text(xrds(service("signon", "https://a.test/")), 200, "text/xml"),
      "https://large.test/": text("x".repeat(300_000), 200, "text/html"),
      "https://broken.test/": text("", 500),
    });
    const context = contextOf(app, { fetch });
    expect(await discoverOpenId(context, "https://me.test/")).toEqual({
      endpoint: "https://a.test/",
      claimedId: "https://me.test/",
    });
    expect(await codeOf(discoverOpenId(context, "https://large.test/"))).toBe("bad_answer");
    expect(await codeOf(discoverOpenId(context, "https://broken.test/"))).toBe("bad_answer");
    expect(await codeOf(discoverOpenId(context, "https://nowhere.test/"))).toBe("unreachable");
  });
});

describe("through the sandbox", () => {
  const fixed = entry({
    id: "fixed",
    server: "https://fixed.example/openid/login",
    claimedId: "https://fixed\\.example/openid/id/(?<id>\\d{17})",
    stateless: true,
    settings: {},
    userinfo: "https://api.fixed.example/players",
    quirks: {
      tokenPlacement: "none",
      profileQuery: { key: "{clientSecret}", steamids: "{idToken.id}" },
      unwrap: "response.players[0]",
    },
    claims: { sub: "steamid", name: "realname", preferred_username: "personaname" },
  });
  const configured = entry({ id: "configured", identifier: "https://login.configured.example/", settings: {} });
  const clock = (): number => Date.UTC(2026, 10, 21, 10, 0, 0);
  const now = (): number => clock() / 1000;
  const ground = engineGround([entry(), fixed, configured], clock);
  const call = { fetch: ground.fetch, now };

  test.each([
    ["by the person's identifier, with an association", "open", {}],
    ["by the person's identifier, asking the server", "open", { stateless: "true" }],
    ["by a configured identifier", "configured", {}],
  ])("%s", async (_, id, settings) => {
    const app = ground.app(id, settings);
    const profile = await ground.signIn(app);
    expect(profile).toMatchObject({
      name: "Mira Halden",
      email: "mira.halden@example.com",
      email_verified: false,
      preferred_username: "mira",
    });
    expect(profile.sub).toMatch(new RegExp(`^https://${id}\\.sandbox\\.test/id/[0-9a-f]{24}$`));
    expect((await ground.signIn(app, { person: "mira-renamed" })).sub).toBe(profile.sub);
    expect((await ground.signIn(app, { person: "impostor" })).sub).not.toBe(profile.sub);
    expect(await codeOf(ground.signIn(app, { fault: "denied" }))).toBe("access_denied");
    expect(await codeOf(ground.signIn(app, { fault: "wrong_state" }))).toBe("state_mismatch");
    expect(await codeOf(ground.signIn(app, { fault: "other_subject" }))).toBe("id_token_invalid");
  });

  test("a fixed server with a call that describes the person", async () => {
    const app = ground.app("fixed");
    const profile = await ground.signIn(app);
    expect(profile.sub).toMatch(/^[1-9]\d{16}$/);
    expect(profile.name).toBe("Mira Halden");
    expect(profile.issuer).toBe("https://fixed.example");
    // A wrong key costs the name and not the sign-in: the assertion has said who it is.
    const bySelf = openid2({ ...fixed, claims: { ...fixed.claims, sub: "$idToken.id" } });
    const wrong = { ...app, provider: bySelf, clientSecret: "wrong" };
    expect(await ground.signIn(wrong)).toMatchObject({ sub: profile.sub });
    expect((await ground.signIn(wrong)).name).toBeUndefined();
  });

  test("a person's own identifier: what was discovered is what must come back", async () => {
    const first = await ground.signIn(ground.app("open"));
    const app = ground.app("open");
    const own = await ground.signIn(app, { start: { settings: { identifier: first.sub } } });
    expect(own.sub).toBe(first.sub);
    const { url } = await startSignIn(app, { ...call, settings: { identifier: first.sub } });
    expect(new URL(url).searchParams.get("openid.claimed_id")).toBe(first.sub);
    expect(await codeOf(startSignIn(app, { ...call, settings: { identifier: "=xri" } }))).toBe("misconfigured");
  });

  test("further attributes by a setting", async () => {
    const app = ground.app("open", { extraAttributes: "language=http://axschema.org/pref/language!" });
    expect((await ground.signIn(app)).locale).toBe("en-GB");
    const broken = ground.app("open", { extraAttributes: "language" });
    expect(await codeOf(startSignIn(broken, call))).toBe("misconfigured");
  });

  test("the realm holds our address", async () => {
    expect(await codeOf(startSignIn(ground.app("open", { realm: "https://evil.example/" }), call))).toBe(
      "misconfigured",
    );
    const { url } = await startSignIn(ground.app("open", { realm: "https://hub.example/" }), call);
    expect(new URL(url).searchParams.get("openid.realm")).toBe("https://hub.example/");
  });

  const set = (name: string, value: string) => (back: URL) => back.searchParams.set(`openid.${name}`, value);
  test.each<[string, (back: URL) => void, string]>([
    ["another identifier", set("claimed_id", "https://open.sandbox.test/id/evil"), "id_token_invalid"],
    ["another server", set("op_endpoint", "https://evil.example/"), "id_token_invalid"],
    ["another address", set("return_to", "https://evil.example/"), "state_mismatch"],
    ["another e-mail", set("sreg.email", "root@example.com"), "id_token_invalid"],
    ["another nonce", set("response_nonce", "2026-11-21T10:00:01Zx"), "id_token_invalid"],
    ["another signature", set("sig", "AAAA"), "id_token_invalid"],
    ["an association that nobody made", set("assoc_handle", "none"), "id_token_invalid"],
    ["an unsigned identifier", set("signed", "op_endpoint,return_to,response_nonce,assoc_handle"), "id_token_invalid"],
    [
      "a field that is signed twice",
      (back) => {
        back.searchParams.set("openid.signed", `${back.searchParams.get("openid.signed")},identity`);
      },
      "id_token_invalid",
    ],
    ["OpenID 1", set("ns", "http://openid.net/signon/1.1"), "id_token_invalid"],
    ["an error", set("mode", "error"), "provider_error"],
    ["a cancellation", set("mode", "cancel"), "access_denied"],
    ["doubled fields", (back) => back.searchParams.append("openid.identity", "x"), "bad_answer"],
  ])("refuses %s, with an association and without", async (_, bend, code) => {
    for (const stateless of ["false", "true"]) {
      expect(await codeOf(ground.signIn(ground.app("open", { stateless }), { bend }))).toBe(code);
    }
  });

  test("an attribute that nobody signed is not read", async () => {
    const bend = (back: URL): void => {
      back.searchParams.set("openid.ns.ext9", "http://openid.net/srv/ax/1.0");
      back.searchParams.set("openid.ext9.type.email", "http://axschema.org/contact/email");
      back.searchParams.set("openid.ext9.value.email", "root@example.com");
      back.searchParams.set("openid.sreg.nickname2", "root");
    };
    const profile = await ground.signIn(ground.app("open"), { bend });
    expect(JSON.stringify(profile)).not.toContain("root");
  });

  test("an assertion is of its moment, of its sign-in, and confirmed once", async () => {
    const app = ground.app("open", { stateless: "true" });
    const { url, pending } = await startSignIn(app, call);
    const back = await ground.sandbox.signInAs(url, "mira");
    const later = { ...call, now: () => now() + 301 };
    expect(await codeOf(finishSignIn(app, pending, back.searchParams, later))).toBe("id_token_invalid");
    expect(await codeOf(finishSignIn(app, pending, back.searchParams, call))).toBe("id_token_invalid");
    const other = await startSignIn(app, call);
    expect(await codeOf(finishSignIn(app, other.pending, back.searchParams, call))).toBe("state_mismatch");
  });

  test("a caller's nonce store has the last word", async () => {
    const used = new Set<string>();
    const nonces = {
      use: async (endpoint: string, nonce: string): Promise<boolean> => {
        const fresh = !used.has(`${endpoint} ${nonce}`);
        used.add(`${endpoint} ${nonce}`);
        return fresh;
      },
    };
    const app = ground.app("open");
    const { url, pending } = await startSignIn(app, call);
    expect(pending.openId?.association?.type).toBe("HMAC-SHA256");
    const back = await ground.sandbox.signInAs(url, "mira");
    await finishSignIn(app, pending, back.searchParams, { ...call, nonces });
    expect(await codeOf(finishSignIn(app, pending, back.searchParams, { ...call, nonces }))).toBe("id_token_invalid");
  });

  test("a server that speaks for somebody else's identifier is not believed", async () => {
    const app = ground.app("open");
    const { url, pending } = await startSignIn(app, call);
    const back = await ground.sandbox.signInAs(url, "mira");
    const claimed = back.searchParams.get("openid.claimed_id") ?? "";
    const elsewhere = (page: Response) => async (address: string, init: RequestInit) =>
      address === claimed ? page.clone() : ground.fetch(address, init);
    const other = '<html><head><link rel="openid2.provider" href="https://other.example/"></head></html>';
    for (const page of [text(other, 200, "text/html"), json({}), text("", 404)]) {
      const fetch = elsewhere(page);
      const code = await codeOf(finishSignIn(app, pending, back.searchParams, { fetch, now }));
      expect(["id_token_invalid", "bad_answer"]).toContain(code);
    }
  });
});
