/**
 * A platform is one proof: whoever has an authenticator here is asked for its code after it, on every way that a platform's sign-in
 * goes back, and nothing is given before.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptSecret, offerSecret } from "../../src/files/users/second-factor.ts";
import { findUser } from "../../src/files/users/store.ts";
import { seconds } from "../../src/lib/clock.ts";
import { totpCode, totpStep } from "../../src/lib/totp.ts";
import type { Shown } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { messageOf, type SsoGround, startSso } from "./sso-ground.ts";

const LOGIN = "/api/auth/sso?method=sso_get_token";
const SESSION = "alldoor_files_session";

eachDatabase((fresh) => {
  let sso: SsoGround;
  let secret: string;
  beforeAll(async () => {
    sso = await startSso({ databaseUrl: (await fresh()).databaseUrl });
    await sso.usePlatform("Github", "github", { sso_auto_register: "true", sso_default_dir: "/users/{username}" });
    const { token } = await sso.windowMessage(LOGIN, "mira");
    const { data } = await sso.me(token);
    const { files } = sso.files;
    const user = await findUser(files.db, data.id);
    if (!user) throw new Error("nobody was registered");
    secret = await offerSecret(files, user);
    await acceptSecret(files, user, totpCode(secret, totpStep(seconds(files.clock))), secret);
  });
  afterAll(() => sso.close());

  const code = (): string => {
    sso.hub.time.advance(60);
    return totpCode(secret, totpStep(seconds(sso.files.files.clock)));
  };
  const asked = async (browser: ReturnType<SsoGround["browser"]>): Promise<Shown> => {
    const page = await sso.through(browser, LOGIN, "mira");
    expect([new URL(page.url).pathname, page.html.includes("data-message")]).toEqual(["/sign-in/code", false]);
    expect(browser.cookie(sso.files.url, SESSION)).toBeUndefined();
    return page;
  };
  const answer = (browser: ReturnType<SsoGround["browser"]>, page: Shown, text: string) =>
    browser.submit(page, { code: text }, "/sign-in/code");

  test("in the small window: no token before the code, which keeps its tie to the opener", async () => {
    const browser = sso.browser();
    const page = await asked(browser);
    expect(page.headers.get("cross-origin-opener-policy")).toBe("unsafe-none");
    const wrong = await answer(browser, page, "000000");
    expect([wrong.status, wrong.html.includes("data-message")]).toEqual([422, false]);
    const { token } = messageOf(await answer(browser, wrong, code()));
    expect((await sso.me(token)).data.username.toLowerCase()).toContain("mira");
  });

  test("in compatibility mode: no code for a token in the address before it", async () => {
    await sso.save({ sso_compatibility_mode: "true" });
    try {
      const browser = sso.browser();
      const done = await answer(browser, await asked(browser), code());
      expect(new URL(done.url).pathname).toBe("/");
      expect(browser.cookie(sso.files.url, SESSION)).toBeDefined();
    } finally {
      await sso.save({ sso_compatibility_mode: "false" });
    }
  });

  test("a first step without the second opens nothing, in this browser or another", async () => {
    const browser = sso.browser();
    const page = await asked(browser);
    expect((await browser.open(`${sso.files.url}/@manage`)).url).toContain("/sign-in");
    const stranger = sso.browser();
    await stranger.open(`${sso.files.url}/sign-in`);
    const borrowed = await stranger.open(`${sso.files.url}/sign-in/code`);
    expect(borrowed.html).toContain('name="password"');
    sso.hub.time.advance(301);
    const late = await answer(browser, page, code());
    expect(late.html).toContain('name="password"');
    expect(browser.cookie(sso.files.url, SESSION)).toBeUndefined();
  });

  test("who has no second factor goes straight on", async () => {
    expect(await sso.windowMessage(LOGIN, "zoe")).toHaveProperty("token");
  });
});
