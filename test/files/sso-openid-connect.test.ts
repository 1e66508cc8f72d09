/** Casdoor and OpenID Connect as platforms: everything that AList's settings say of them is held against the sign-in. */
import { createPublicKey, generateKeyPairSync, type webcrypto } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { envelopeOf, type SsoGround, startSso } from "./sso-ground.ts";

const LOGIN = "/api/auth/sso?method=sso_get_token";

let sso: SsoGround;
let endpoint: string;
let certificate: string;
beforeAll(async () => {
  sso = await startSso();
  endpoint = sso.sandbox.sandbox.demoSettings("casdoor")["endpoint"] ?? "";
  const { host } = new URL(endpoint);
  const answer = await fetch(`${sso.sandbox.url}/${host}/.well-known/jwks`);
  const { keys } = (await answer.json()) as { keys: webcrypto.JsonWebKey[] };
  const key = keys.find(({ alg }) => alg === "RS256") ?? keys[0] ?? {};
  certificate = createPublicKey({ key, format: "jwk" }).export({ type: "spki", format: "pem" }).toString();
});
afterAll(() => sso.close());

const signIn = async (person = "mira") => {
  const page = await sso.through(sso.browser(), LOGIN, person);
  return page.html.startsWith("{") ? envelopeOf(page) : { code: 200 };
};
const casdoor = (more: Readonly<Record<string, string>>) =>
  sso.usePlatform("Casdoor", "casdoor", {
    sso_endpoint_name: `${endpoint}/`,
    sso_auto_register: "true",
    sso_default_dir: "/users/{username}",
    sso_organization_name: "",
    sso_application_name: "",
    sso_jwt_public_key: "",
    ...more,
  });
const otherKey = () =>
  generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ type: "spki", format: "pem" }).toString();

test("Casdoor: the token is verified by the JWT public key, and its owner is the organization", async () => {
  await casdoor({ sso_jwt_public_key: certificate, sso_organization_name: "sandbox" });
  const { data } = await sso.admin("/api/admin/setting/get?key=sso_jwt_public_key");
  expect((data as { value: string }).value).toContain("BEGIN PUBLIC KEY");
  const token = (await sso.windowMessage(LOGIN, "mira"))["token"];
  expect((await sso.me(token)).data).toMatchObject({ username: "mira", base_path: "/users/mira" });
});

test("Casdoor: another key, another organization, or an application that it does not tell of: nobody comes in", async () => {
  await casdoor({ sso_jwt_public_key: otherKey() });
  expect(await signIn()).toMatchObject({ code: 400, message: "The provider's ID Token is not valid." });
  await casdoor({ sso_organization_name: "built-in" });
  expect(await signIn()).toMatchObject({ code: 400, data: null });
  await casdoor({ sso_application_name: "app-other" });
  expect(await signIn()).toMatchObject({ code: 400, data: null });
  await casdoor({});
  expect(await signIn()).toEqual({ code: 200 });
});

test("Casdoor: a public key that is none is refused when it is saved", async () => {
  await expect(
    casdoor({ sso_jwt_public_key: "-----BEGIN CERTIFICATE----- nonsense -----END CERTIFICATE-----" }),
  ).rejects.toThrow("certificate");
});

test("registration is limited by organization, group and e-mail domain, and accounts that are there go on", async () => {
  await casdoor({});
  const limit = (limits: unknown) => sso.admin("/api/admin/sso/platform/update", { id: "casdoor", limits });
  expect(await limit({ organizations: ["elsewhere"] })).toMatchObject({ code: 200 });
  expect(await signIn("theo")).toMatchObject({ code: 400 });
  expect(await signIn("mira")).toEqual({ code: 200 });
  // Casdoor's word on an address counts for nothing, so no domain is met.
  await limit({ organizations: ["sandbox"], email_domains: ["brandvik.test"] });
  expect(await signIn("theo")).toMatchObject({ code: 400 });
  await limit({ groups: ["sandbox/editors"] });
  expect(await signIn("theo")).toMatchObject({ code: 400 });
  await limit({ organizations: ["sandbox"] });
  expect(await signIn("theo")).toEqual({ code: 200 });
  await limit({});
});

test("OIDC: the subject is who somebody is, and the claim of the username is a label", async () => {
  const { clientId, clientSecret } = sso.registered("casdoor", "oidc");
  await sso.save({ sso_login_platform: "" });
  const wish = { sso_login_platform: "OIDC", sso_client_id: clientId, sso_client_secret: clientSecret };
  expect(await sso.save({ ...wish, sso_endpoint_name: endpoint, sso_oidc_username_key: "name" })).toMatchObject({
    code: 200,
  });
  const { data } = await sso.me((await sso.windowMessage(LOGIN, "noor"))["token"]);
  expect(data).toMatchObject({ username: "noor" });
  expect(data.sso_id).not.toBe("noor");
  const renamed = await sso.windowMessage(LOGIN, "mira");
  const mira = await sso.me(renamed["token"]);
  expect((await sso.me((await sso.windowMessage(LOGIN, "mira-renamed"))["token"])).data.id).toBe(mira.data.id);
  await sso.save({ sso_oidc_username_key: "no_such_claim" });
  expect(await signIn("quill")).toMatchObject({ code: 400, message: "cannot get username from OIDC provider" });
  await sso.save({ sso_endpoint_name: `${endpoint}/` });
  expect(await sso.files.api(LOGIN)).toMatchObject({ code: 400, data: null });
});
