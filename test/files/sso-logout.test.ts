/** OpenID Connect Back-Channel Logout 1.0 at the file server: what the hub says ends sessions, and what anybody else says does not. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepHandover, redeemHandover } from "../../src/files/sso/handover.ts";
import { readUser } from "../../src/files/users/store.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { signInWith } from "../ground/oauth-client.ts";
import { startFiles, type TestFiles } from "./served-files.ts";

const EVENTS = { "http://schemas.openid.net/event/backchannel-logout": {} };

eachDatabase((fresh) => {
  let hub: TestHub;
  let files: TestFiles;
  beforeAll(async () => {
    hub = await startHub();
    files = await startFiles(hub, { databaseUrl: (await fresh()).databaseUrl });
  });
  afterAll(async () => {
    await files.close();
    await hub.close();
  });

  let count = 0;

  /** Somebody who is signed in, and the claims that mean them. */
  async function signedIn() {
    const browser = files.browser();
    const person = await hub.makeUser();
    const page = await signInWith(browser, await browser.open(`${files.url}/sign-in/with/alldoor`), person);
    expect(page.url).toBe(`${files.url}/`);
    const row = await files.files.db.query
      .selectFrom("files_sessions")
      .selectAll()
      .orderBy("id", "desc")
      .executeTakeFirstOrThrow();
    const now = Math.floor(hub.time.clock() / 1000);
    count += 1;
    return {
      isIn: async () => (await browser.open(files.url)).html.includes('action="/sign-out"'),
      sid: row.upstream_sid ?? "",
      claims: {
        iss: hub.url,
        aud: files.files.hub.app.clientId,
        sub: row.subject ?? "",
        iat: now,
        exp: now + 120,
        jti: `token-${count}`,
        events: EVENTS,
      },
    };
  }

  const tell = async (claims: Record<string, unknown>, typ: "logout+jwt" | "at+jwt" = "logout+jwt") => {
    const token = await hub.hub.keys.sign("ES256", typ, claims);
    return send(token);
  };
  const send = (token: string) =>
    fetch(`${files.url}/api/auth/backchannel_logout`, {
      method: "POST",
      body: new URLSearchParams({ logout_token: token }),
    });

  test("the session that is named ends, and so do all of a person where none is", async () => {
    const one = await signedIn();
    expect(one.sid).not.toBe("");
    const other = await signedIn();
    const { sub: _, ...without } = one.claims;
    const answer = await tell({ ...without, sid: one.sid });
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect([await one.isIn(), await other.isIn()]).toEqual([false, true]);
    expect((await tell(other.claims)).status).toBe(200);
    expect(await other.isIn()).toBe(false);
  });

  test("a code that waits to be handed over is over with it, and another person's is not", async () => {
    const [one, other] = [await signedIn(), await signedIn()];
    const handover = ({ claims, sid }: typeof one) =>
      files.files.db.write(async (tx) => {
        const { user_id } = await tx.query
          .selectFrom("files_sessions")
          .select("user_id")
          .where("upstream_sid", "=", sid)
          .executeTakeFirstOrThrow();
        const user = readUser(
          await tx.query.selectFrom("files_users").selectAll().where("id", "=", user_id).executeTakeFirstOrThrow(),
        );
        const origin = { platform: "alldoor", issuer: claims.iss, subject: claims.sub, sid };
        return keepHandover(tx, files.files, "the-browser", user, origin);
      });
    const [code, otherCode] = [await handover(one), await handover(other)];
    const redeem = (value: string) =>
      redeemHandover(files.files, "the-browser", value, "token", { address: "127.0.0.1", userAgent: "" });
    expect((await tell(one.claims)).status).toBe(200);
    await expect(redeem(code)).rejects.toMatchObject({ code: "bad_request" });
    expect(typeof (await redeem(otherCode))).toBe("string");
  });

  test.each<[string, (claims: Record<string, unknown>) => Record<string, unknown>]>([
    ["another issuer", (claims) => ({ ...claims, iss: "https://evil.example.com" })],
    ["another client", (claims) => ({ ...claims, aud: "somebody-else" })],
    ["a nonce", (claims) => ({ ...claims, nonce: "n" })],
    ["no event", (claims) => ({ ...claims, events: {} })],
    ["an event that is no object", (claims) => ({ ...claims, events: { [Object.keys(EVENTS)[0] ?? ""]: true } })],
    ["nobody", ({ sub: _, ...claims }) => claims],
    ["no jti", ({ jti: _, ...claims }) => claims],
    ["an old date", (claims) => ({ ...claims, iat: Number(claims["iat"]) - 3600, exp: undefined })],
    ["a date to come", (claims) => ({ ...claims, iat: Number(claims["iat"]) + 3600 })],
    ["its time over", (claims) => ({ ...claims, exp: Number(claims["iat"]) - 61 })],
  ])("a Logout Token with %s ends nothing", async (_what, bend) => {
    const person = await signedIn();
    expect((await tell(bend(person.claims))).status).toBe(400);
    expect(await person.isIn()).toBe(true);
  });

  test("an access token's type, a changed signature and no token at all are refused; a token counts once", async () => {
    const person = await signedIn();
    expect((await tell(person.claims, "at+jwt")).status).toBe(400);
    const token = await hub.hub.keys.sign("ES256", "logout+jwt", person.claims);
    const [head = "", body = "", signature = ""] = token.split(".");
    const bent = signature.startsWith("A") ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
    expect((await send(`${head}.${body}.${bent}`)).status).toBe(400);
    const none = Buffer.from('{"alg":"none","typ":"logout+jwt"}').toString("base64url");
    expect((await send(`${none}.${body}.`)).status).toBe(400);
    expect((await send("")).status).toBe(400);
    expect(await person.isIn()).toBe(true);
    expect((await send(token)).status).toBe(200);
    expect((await send(token)).status).toBe(400);
  });
});
