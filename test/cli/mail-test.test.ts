/** `alldoor mail test`: one letter, and what the mail server said. */
import { expect, test } from "vitest";
import { startMailServer } from "../flows/mail-server.ts";
import { eachDatabase } from "../ground/databases.ts";
import { called, storeArgs } from "./alldoor.ts";

const FROM = "id@example.com";

eachDatabase((fresh) => {
  test("the letter goes out by the configured server, and the answer says so", async () => {
    const server = await startMailServer();
    const database = await fresh();
    const environment = { ALLDOOR_SMTP_URL: `smtp://127.0.0.1:${server.port}`, ALLDOOR_SMTP_FROM: FROM };
    const { code, document } = await called(["mail", "test", "you@example.com", ...storeArgs(database)], environment);
    await server.close();
    expect([code, document]).toEqual([0, { end: "delivered" }]);
    expect(server.latest("you@example.com")).toMatchObject({ from: FROM, subject: "Mail works" });
  });

  test("where the server refuses, nothing listens, or none is set up, it fails and says why in codes", async () => {
    const database = await fresh();
    const run = (environment: Readonly<Record<string, string>>, to = "you@example.com") =>
      called(["mail", "test", to, ...storeArgs(database)], environment);
    const server = await startMailServer({
      onAuth: (_auth, _session, done) => done(new Error("no such user, canary-of-the-command")),
    });
    const refused = await run({
      ALLDOOR_SMTP_URL: `smtp://hub:canary-of-the-command@127.0.0.1:${server.port}`,
      ALLDOOR_SMTP_FROM: FROM,
    });
    await server.close();
    expect([refused.code, refused.document.end]).toEqual([1, "later"]);
    expect(refused.document.why).toMatch(/^EAUTH/);
    const gone = await run({ ALLDOOR_SMTP_URL: `smtp://127.0.0.1:${server.port}`, ALLDOOR_SMTP_FROM: FROM });
    expect([gone.code, gone.document.end]).toEqual([1, "later"]);
    const off = await run({});
    expect([off.code, off.document]).toMatchObject([1, { error: { code: "mail_off" } }]);
    const bad = await run({}, "a@b@c");
    expect([bad.code, bad.document]).toMatchObject([1, { error: { code: "field_invalid" } }]);
    expect(JSON.stringify([refused, gone, off, bad])).not.toContain("canary");
  });
});
