/** The console's page of mail, the command line's test letter, and what people are told of what is done to their account. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordEvent } from "../../src/hub/audit/audit.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { signedInBrowser } from "../ground/oauth-client.ts";
import { sendForm } from "./bent-form.ts";
import { type MailServer, startMailServer } from "./mail-server.ts";

eachDatabase((fresh) => {
  let server: MailServer;
  let hub: TestHub;
  let admin: BrowserClient;
  beforeAll(async () => {
    server = await startMailServer();
    hub = await startHub(await fresh());
    admin = await signedInBrowser(hub, await hub.makeUser({ isAdmin: true }));
  });
  afterAll(async () => {
    await hub.close();
    await server.close();
  });

  const url = () => `smtp://hub:canary-of-console@127.0.0.1:${server.port}`;
  const open = () => admin.open(`${hub.url}/admin/mail`);

  test("a server that is typed in is stored sealed, shown without its password, and used at once", async () => {
    expect((await open()).html).toContain("No mail server is set up");
    const wrong = await sendForm(admin, await open(), "/admin/mail", { smtp_url: "http://x", smtp_from: "not one" });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('id="smtp_url-error"');
    const saved = await sendForm(admin, await open(), "/admin/mail", {
      smtp_url: url(),
      smtp_from: "Hub <id@example.com>",
    });
    expect(new URL(saved.url).searchParams.get("notice")).toBe("saved");
    expect(saved.html).toContain(`smtp://hub@127.0.0.1:${server.port}`);
    expect(saved.html).not.toContain("canary-of-console");
    const rows = await hub.hub.db.query.selectFrom("settings").selectAll().execute();
    const events = await hub.hub.db.query.selectFrom("audit").selectAll().execute();
    expect(JSON.stringify([rows, events])).not.toContain("canary-of-console");
    expect(events.map(({ action }) => action)).toContain("mail.settings-changed");
    expect((await admin.open(`${hub.url}/sign-in?confirm=1`)).html).toContain("/sign-in/email");
  });

  test("the test letter says what the server said", async () => {
    const taken = await sendForm(admin, await open(), "/admin/mail/test", { test_to: "admin@example.com" });
    expect(taken.html).toContain("The mail server took the letter.");
    expect(server.latest("admin@example.com")).toMatchObject({ subject: "Mail works", user: "hub" });
    const dead = await startMailServer();
    await dead.close();
    const page = await open();
    await sendForm(admin, page, "/admin/mail", { smtp_url: `smtp://127.0.0.1:${dead.port}` });
    const failed = await sendForm(admin, await open(), "/admin/mail/test", { test_to: "admin@example.com" });
    expect(failed.html).toMatch(/did not take the letter.*(?:ESOCKET|ECONNREFUSED|ECONNECTION)/s);
    const bad = await sendForm(admin, await open(), "/admin/mail/test", { test_to: "a@b@c" });
    expect(bad.status).toBe(422);
    await sendForm(admin, await open(), "/admin/mail", { smtp_url: url() });
  });

  test("nobody but an administrator sees or changes it", async () => {
    const person = await signedInBrowser(hub, await hub.makeUser());
    expect((await person.open(`${hub.url}/admin/mail`)).status).toBe(403);
    const page = await open();
    for (const path of ["/admin/mail", "/admin/mail/test"]) {
      const csrf = /name="csrf" value="([^"]+)"/.exec((await person.open(`${hub.url}/account`)).html)?.[1] ?? "";
      const sent = await person.open(`${hub.url}${path}`, {
        method: "POST",
        body: new URLSearchParams({ csrf, smtp_url: "", test_to: "x@example.com" }).toString(),
        headers: { "content-type": "application/x-www-form-urlencoded", origin: hub.url },
      });
      expect([path, sent.status]).toEqual([path, 403]);
    }
    expect(page.status).toBe(200);
  });

  test("what changes a way in is told to its owner's proven address, with what happened, from where and with what", async () => {
    const person = await hub.makeUser();
    const occasion = {
      address: "203.0.113.7",
      requestId: "r",
      userAgent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/143.0",
      language: "en",
    };
    const own = { actorId: person.id, occasion };
    const subject = { kind: "user", id: person.id };
    const link = { provider: "github", name: "GitHub <b>", subject: "1" };
    const events = [
      {
        action: "identity.linked",
        ...own,
        subject: { kind: "identity", id: "i" },
        detail: { ...link, rule: "asked-by-owner" },
      },
      {
        action: "identity.linked",
        ...own,
        subject: { kind: "identity", id: "i" },
        detail: { ...link, rule: "address-unknown" },
      },
      { action: "identity.unlinked", ...own, subject: { kind: "identity", id: "i" }, detail: link },
      { action: "totp.enabled", ...own, subject },
      { action: "passkey.added", ...own, subject: { kind: "passkey", id: "k" } },
      { action: "user.second-factors-reset", actorId: "some-administrator", occasion, subject },
      { action: "user.password-changed", ...own, subject },
      { action: "user.signed-in", ...own, subject },
    ] as const;
    for (const event of events) await hub.hub.db.write((tx) => recordEvent(tx, hub.hub, event));
    await hub.mails.sendDue();
    const letters = server.received.filter(({ to }) => to.includes(person.email ?? ""));
    expect(letters.map(({ subject }) => subject).sort()).toEqual(
      [
        "A way to sign in was added",
        "A way to sign in was removed",
        "Your second step was changed",
        "Your second step was changed",
        "Your second step was changed",
        "Your password was changed",
      ].sort(),
    );
    const linked = letters.find(({ subject }) => subject === "A way to sign in was added");
    expect(linked?.text).toContain("What: GitHub <b>");
    expect(linked?.html).toContain("GitHub &lt;b&gt;");
    expect(linked?.text).toContain("From: 203.0.113.7");
    expect(linked?.text).toContain("With: Firefox on Linux");
    expect(letters.map(({ text }) => /^What: (.*)$/m.exec(text)?.[1])).toContain("A passkey was added");
  });

  test("without the switch nobody is told of a new browser", async () => {
    const person = await hub.makeUser();
    await sendForm(admin, await open(), "/admin/mail", { new_browsers: null });
    await signedInBrowser(hub, person);
    await signedInBrowser(hub, person);
    await hub.mails.sendDue();
    expect(server.received.filter(({ to }) => to.includes(person.email ?? ""))).toEqual([]);
    await sendForm(admin, await open(), "/admin/mail", { remove_server: "true" });
    expect((await open()).html).toContain("No mail server is set up");
  });
});
