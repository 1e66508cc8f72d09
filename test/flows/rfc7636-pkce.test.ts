/**
 * RFC 7636, with the vector of its appendix B; RFC 9700, 2.1.1: a code with a challenge needs its verifier, a code without
 * one takes none, and a wrong try costs nothing: it neither spends the code nor revokes what it bought.
 */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Danger } from "../../src/hub/clients/settings.ts";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { isVerifierOf } from "../../src/hub/oauth/pkce.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorize, authorizeUrl, pkce, redeem, signedInBrowser, userinfo } from "../ground/oauth-client.ts";
import { makeCode } from "./code-maker.ts";
import { grown, rowsOf } from "./rows.ts";

/** RFC 7636, appendix B. */
const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

const WRONG: readonly (readonly [string, string | undefined])[] = [
  ["left out", undefined],
  ["empty", ""],
  ["another one", pkce().verifier],
  ["the challenge itself, as plain would have it", CHALLENGE],
  ["one byte short", VERIFIER.slice(0, -1)],
  ["one byte long", `${VERIFIER}A`],
  ["in capitals", VERIFIER.toUpperCase()],
  ["with padding", `${VERIFIER}=`],
  ["with a space behind", `${VERIFIER} `],
  ["with another last byte", `${VERIFIER.slice(0, -1)}l`],
  ["too short to be one", "short"],
  ["too long to be one", "a".repeat(129)],
  ["with a byte that no verifier has", `${"a".repeat(42)}+`],
];

const challengeOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");

test("the vector of RFC 7636, appendix B", () => {
  expect(isVerifierOf(VERIFIER, CHALLENGE)).toBe(true);
  expect(isVerifierOf(CHALLENGE, VERIFIER)).toBe(false);
});

test.each([
  [42, false],
  [43, true],
  [128, true],
  [129, false],
])("a verifier of %i characters, with the right challenge: %s", (length, right) => {
  const verifier = "a".repeat(length);
  expect(isVerifierOf(verifier, challengeOf(verifier))).toBe(right);
});

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  let made: MadeClient;
  let user: Awaited<ReturnType<TestHub["makeUser"]>>;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    user = await hub.makeUser();
    browser = await signedInBrowser(hub, user);
    made = await hub.makeClient({ consent: "first-party" });
  });
  afterAll(() => hub.close());

  test("a code asked for with the RFC's challenge is redeemed with the RFC's verifier", async () => {
    const code = (await authorize(browser, authorizeUrl(hub, made, CHALLENGE))).searchParams.get("code") ?? "";
    expect((await redeem(hub, made, { code, code_verifier: VERIFIER })).status).toBe(200);
  });

  test.each(WRONG)("a verifier %s is refused, and the right one still redeems the code", async (_what, verifier) => {
    const code = (await authorize(browser, authorizeUrl(hub, made, CHALLENGE))).searchParams.get("code") ?? "";
    const before = await rowsOf(hub);
    const refused = await redeem(hub, made, { code, ...(verifier === undefined ? {} : { code_verifier: verifier }) });
    expect(refused).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect(grown(before, await rowsOf(hub))).toEqual({});
    const answer = await redeem(hub, made, { code, code_verifier: VERIFIER });
    expect(answer.status).toBe(200);
    // Whoever has a used code and not its verifier can't take away what it bought.
    expect(
      (await redeem(hub, made, { code, ...(verifier === undefined ? {} : { code_verifier: verifier }) })).status,
    ).toBe(400);
    expect((await userinfo(hub, String(answer.body.access_token))).status).toBe(200);
  });

  test("a public client without PKCE is refused, and no setting lets it", async () => {
    for (const type of ["public", "native"] as const) {
      await expect(hub.makeClient({ type, dangers: ["dangerouslyAllowCodeWithoutPkce"] })).rejects.toMatchObject({
        code: "field_invalid",
        fields: { dangers: "invalid_choice" },
      });
      const open = await hub.makeClient({ type });
      const { leftTo } = await browser.open(authorizeUrl(hub, open, undefined));
      expect(leftTo?.searchParams.get("error")).toBe("invalid_request");
    }
  });

  test("a confidential client whose danger is on may leave PKCE out; that is audited, and a verifier is refused then", async () => {
    const old = await hub.makeClient({ consent: "first-party", dangers: ["dangerouslyAllowCodeWithoutPkce"] });
    const code = (await authorize(browser, authorizeUrl(hub, old, undefined))).searchParams.get("code") ?? "";
    const events = await hub.hub.db.query
      .selectFrom("audit")
      .select("action")
      .where("client_id", "=", old.client.id)
      .execute();
    expect(events.map(({ action }) => action)).toEqual(["client.danger-used"]);
    expect(await redeem(hub, old, { code, code_verifier: VERIFIER })).toMatchObject({
      status: 400,
      body: { error: "invalid_grant" },
    });
    expect((await redeem(hub, old, { code })).status).toBe(200);
  });

  describe("a code without PKCE and its redirect URI (RFC 6749, 4.1.3)", () => {
    const [one, two] = ["https://app.example.com/one", "https://app.example.com/two"];
    const PKCE = "dangerouslyAllowCodeWithoutPkce";
    const codeOf = async (made: MadeClient): Promise<string> =>
      (await authorize(browser, authorizeUrl(hub, made, undefined))).searchParams.get("code") ?? "";
    const make = (redirectUris: string[], dangers: Danger[] = [PKCE]) =>
      hub.makeClient({ consent: "first-party", redirectUris, dangers });

    test("must be named where there are several, and the refusal spends nothing", async () => {
      const old = await make([one, two]);
      const code = await codeOf(old);
      expect(await redeem(hub, old, { code })).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
      expect(await redeem(hub, old, { code, redirect_uri: two })).toMatchObject({ status: 400 });
      expect((await redeem(hub, old, { code, redirect_uri: one })).status).toBe(200);
    });

    test("may be left out where there is one, but not when it has been replaced since", async () => {
      const old = await make([one]);
      expect((await redeem(hub, old, { code: await codeOf(old) })).status).toBe(200);
      const code = await codeOf(old);
      await hub.hub.db.write((tx) =>
        tx.query
          .updateTable("clients")
          .set({ redirect_uris: JSON.stringify([two]) })
          .where("id", "=", old.client.id)
          .execute(),
      );
      expect(await redeem(hub, old, { code })).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    });

    test("may be left out where a switch says so, which is audited with every use", async () => {
      const old = await make([one, two], [PKCE, "dangerouslyAllowMissingRedirectUri"]);
      const uses = async () =>
        (
          await hub.hub.db.query
            .selectFrom("danger_uses")
            .select("uses")
            .where("client_id", "=", old.client.id)
            .where("danger", "=", "dangerouslyAllowMissingRedirectUri")
            .executeTakeFirst()
        )?.uses;
      expect((await redeem(hub, old, { code: await codeOf(old), redirect_uri: one })).status).toBe(200);
      expect(await uses()).toBeUndefined();
      const code = await codeOf(old);
      expect((await redeem(hub, old, { code })).status).toBe(200);
      expect((await redeem(hub, old, { code })).status).toBe(400);
      expect(Number(await uses())).toBe(1);
    });
  });

  test("the same client with PKCE is held to it: leaving the verifier out is no way back", async () => {
    const old = await hub.makeClient({ consent: "first-party", dangers: ["dangerouslyAllowCodeWithoutPkce"] });
    const { code, verifier } = await makeCode(hub, old, user);
    expect(await redeem(hub, old, { code })).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect((await redeem(hub, old, { code, code_verifier: verifier })).status).toBe(200);
  });
});
