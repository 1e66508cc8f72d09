/**
 * Secrets stay where they belong: a whole day of sign-ins, tokens, mistakes and failures is logged at its most talkative, and
 * neither the log nor the audit table nor any error has a password, a cookie, a code, a token or a client secret in it.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLog } from "../../src/lib/log.ts";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import {
  authorize,
  authorizeUrl,
  basic,
  INTROSPECT,
  pkce,
  post,
  REVOKE,
  redeem,
  refresh,
  signInWith,
  userinfo,
} from "../ground/oauth-client.ts";
import { FORM, raw } from "./raw-http.ts";

const PASSWORD = "canary password of one person";
const WRONG = "canary of a wrong guess";
const STATE = "canary-state-of-the-client";

eachDatabase((fresh) => {
  let hub: TestHub;
  let text = "";
  let log: ReturnType<typeof createLog>;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    log = createLog("debug", "hub", (lines) => {
      text += lines;
    });
    Object.assign(hub.hub, { log });
  });
  afterAll(() => hub.close());

  test("nothing that is anybody's secret is in the log, in the audit table or in an error", async () => {
    const secrets = new Map<string, string>([
      ["the password", PASSWORD],
      ["a wrong guess", WRONG],
      ["the state", STATE],
    ]);
    const keep = (what: string, value: unknown): string => {
      if (typeof value !== "string" || value.length < 12) throw new Error(`there is no ${what}`);
      secrets.set(what, value);
      return value;
    };
    const answers: string[] = [];
    const note = (answer: { readonly status: number; readonly body: unknown }) => {
      if (answer.status >= 400) answers.push(JSON.stringify(answer.body));
      return answer;
    };

    keep("the set-up token", new URL(hub.setUpLink ?? "").searchParams.get("token"));
    await raw(hub, { path: new URL(hub.setUpLink ?? "").pathname + new URL(hub.setUpLink ?? "").search });
    const made = await hub.makeClient();
    keep("the client secret", made.clientSecret);
    const person = await hub.makeUser({ password: PASSWORD });
    const browser = new BrowserClient(hub.url);
    const { verifier, challenge } = pkce();
    keep("the verifier", verifier);
    const page = await browser.open(authorizeUrl(hub, made, challenge, { state: STATE }));
    keep("the flow's handle", new URL(page.url).searchParams.get("flow"));
    keep("the form token", /name="csrf" value="([^"]+)"/.exec(page.html)?.[1]);
    const refused = await signInWith(browser, page, { name: person.name, password: WRONG });
    answers.push(
      refused.html
        .replaceAll(keep("the form token", /name="csrf" value="([^"]+)"/.exec(refused.html)?.[1]), "")
        .replaceAll(secrets.get("the flow's handle") ?? "-", ""),
    );
    const consent = await signInWith(browser, page, { name: person.name, password: PASSWORD });
    keep("the session", browser.cookie(hub.url, "alldoor_session"));
    keep("the browser's value", browser.cookie(hub.url, "alldoor_browser"));
    const { leftTo } = await browser.submit(consent, { consent: "allow" });
    const code = keep("the code", leftTo?.searchParams.get("code"));
    note(await redeem(hub, made, { code, code_verifier: `${verifier}x` }));
    const first = await redeem(hub, made, { code, code_verifier: verifier });
    keep("the access token", first.body.access_token);
    keep("the ID Token", first.body.id_token);
    const second = await refresh(hub, made, keep("the refresh token", first.body.refresh_token));
    keep("the second access token", second.body.access_token);
    const token = keep("the second refresh token", second.body.refresh_token);
    await userinfo(hub, String(second.body.access_token));
    note(await userinfo(hub, `${second.body.access_token}x`));
    await raw(hub, { path: `/api/userinfo?access_token=${String(second.body.access_token)}` });
    await post(hub, INTROSPECT, { token }, basic(made));
    note(
      await post(
        hub,
        INTROSPECT,
        { token },
        { authorization: `Basic ${Buffer.from(`${made.client.clientId}:${made.clientSecret}x`).toString("base64")}` },
      ),
    );
    note(await redeem(hub, made, { code, code_verifier: verifier }));
    await post(hub, REVOKE, { token }, basic(made));
    note(await refresh(hub, made, token));
    keep(
      "a second code",
      (await authorize(browser, authorizeUrl(hub, made, pkce().challenge))).searchParams.get("code"),
    );

    // A database that fails in the middle tells its query, and drivers like to tell the values with it.
    const { db } = hub.hub;
    const failing = () =>
      Promise.reject(
        new Error(`could not run: update codes set value_hash = '${code}' -- ${token} ${made.clientSecret}`, {
          cause: new Error(String(second.body.access_token)),
        }),
      );
    Object.assign(hub.hub, { db: { ...db, query: db.query, first: failing, all: failing, write: failing } });
    for (const path of [
      "/account",
      "/sign-in",
      `/login/oauth/authorize?${new URL(authorizeUrl(hub, made, challenge)).searchParams}`,
    ]) {
      const answer = await raw(hub, { path, headers: { cookie: browser.cookieHeader(hub.url) } });
      expect(answer.status).toBeGreaterThanOrEqual(200);
      answers.push(answer.text.replaceAll(secrets.get("the form token") ?? "-", ""));
    }
    const broken = await raw(hub, {
      method: "POST",
      path: "/api/login/oauth/access_token",
      headers: { ...FORM, ...basic(made) },
      body: `grant_type=refresh_token&refresh_token=${token}`,
    });
    expect([broken.status, broken.json()]).toEqual([
      500,
      { error: "server_error", error_description: "Something went wrong on our side." },
    ]);
    Object.assign(hub.hub, { db });

    log.flush();
    const events = await hub.hub.db.query.selectFrom("audit").selectAll().execute();
    expect(events.length).toBeGreaterThan(3);
    expect(text.split("\n").length).toBeGreaterThan(20);
    expect(text).toContain("request.failed");
    for (const [what, secret] of secrets) {
      for (const [where, said] of [
        ["the log", text],
        ["the audit table", JSON.stringify(events)],
        ["an error", answers.join("\n")],
      ] as const) {
        expect([what, where, said.includes(secret)]).toEqual([what, where, false]);
      }
    }
    for (const line of text.split("\n").slice(0, -1)) expect(JSON.parse(line)).toHaveProperty("event");
  });
});
