/** Mail goes out by a real SMTP server: under TLS, once, again after a failure, never in anybody's way, and never into the log. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createLog } from "../../src/lib/log.ts";
import { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { selfSigned } from "../providers/certificate.ts";
import { sendForm } from "./bent-form.ts";
import { proofIn, startMailServer } from "./mail-server.ts";

const FROM = "Alldoor Test <no-reply@id.example.com>";

eachDatabase((fresh) => {
  const open: { close(): Promise<void> }[] = [];
  const closing = <T extends { close(): Promise<void> }>(thing: T): T => {
    open.unshift(thing);
    return thing;
  };
  afterEach(async () => {
    for (const thing of open.splice(0)) await thing.close();
  });

  const hubWith = async (url: string, more: Readonly<Record<string, string>> = {}): Promise<TestHub> =>
    closing(
      await startHub({ ...(await fresh()), environment: { ALLDOOR_SMTP_URL: url, ALLDOOR_SMTP_FROM: FROM, ...more } }),
    );

  /** Asks for a sign-in code for a new person. @returns their address and the page that takes the code */
  async function askCode(hub: TestHub) {
    const person = await hub.makeUser();
    const browser = new BrowserClient(hub.url);
    const page = await sendForm(browser, await browser.open(`${hub.url}/sign-in/email`), "/sign-in/email", {
      email: person.email ?? "",
    });
    return { person, browser, page, address: person.email ?? "" };
  }
  const rowsOf = (hub: TestHub) => hub.hub.db.query.selectFrom("mails").selectAll().orderBy("id").execute();

  test("a letter has text and HTML of the same words, one link of ours, nothing to be fetched, and says that a machine wrote it", async () => {
    const server = closing(await startMailServer());
    const hub = await hubWith(`smtp://hub:pa%40ss@127.0.0.1:${server.port}`);
    const { address } = await askCode(hub);
    await hub.mails.sendDue();
    const letter = server.latest(address);
    const { code, link } = proofIn(letter);
    expect(letter).toMatchObject({ to: [address], from: "no-reply@id.example.com", user: "hub" });
    expect(letter.headers.get("from")).toBe("Alldoor Test <no-reply@id.example.com>");
    expect(letter.headers.get("auto-submitted")).toBe("auto-generated");
    expect(letter.subject).toContain(code);
    expect(letter.html).toContain(code);
    expect([...letter.html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, target]) => target)).toEqual([link]);
    expect(letter.html).not.toMatch(/<(?:img|script|link|iframe|form)\b|url\(/i);
    expect(new URL(link).origin).toBe(hub.url);
    expect((await rowsOf(hub))[0]).toMatchObject({ outcome: "delivered", attempts: 1, sealed_secret: null });
  });

  test("STARTTLS is used, and its certificate checked", async () => {
    const { cert, key } = selfSigned("localhost");
    const server = closing(await startMailServer({ cert, key, disabledCommands: [] }, "localhost"));
    const strange = await hubWith(`smtp://localhost:${server.port}`);
    await askCode(strange);
    await strange.mails.sendDue();
    expect(server.received).toEqual([]);
    expect((await rowsOf(strange))[0]).toMatchObject({ outcome: null, attempts: 1 });

    const ca = join(strange.dataDirectory, "ca.pem");
    writeFileSync(ca, cert);
    const hub = await hubWith(`smtp://localhost:${server.port}`, { ALLDOOR_SMTP_CA: ca });
    const { address } = await askCode(hub);
    await hub.mails.sendDue();
    expect(server.latest(address).secure).toBe(true);
  });

  test("smtps speaks TLS from the first byte", async () => {
    const { cert, key } = selfSigned("localhost");
    const server = closing(await startMailServer({ cert, key, secure: true }, "localhost"));
    const first = await fresh();
    const ca = join(first.dataDirectory, "ca.pem");
    writeFileSync(ca, cert);
    const environment = {
      ALLDOOR_SMTP_URL: `smtps://localhost:${server.port}`,
      ALLDOOR_SMTP_FROM: FROM,
      ALLDOOR_SMTP_CA: ca,
    };
    const hub = closing(await startHub({ ...first, environment }));
    const { address } = await askCode(hub);
    await hub.mails.sendDue();
    expect(server.latest(address).secure).toBe(true);
  });

  test("a server elsewhere that offers no TLS is told nothing: no password, no address, no letter", async () => {
    let commands = "";
    const server = closing(
      await startMailServer(
        {
          onAuth: (auth, _session, done) => {
            commands += `AUTH ${auth.username}`;
            done(null, { user: "x" });
          },
          onMailFrom: (address, _session, done) => {
            commands += `MAIL ${address.address}`;
            done();
          },
        },
        "127.0.0.2",
      ),
    );
    const hub = await hubWith(`smtp://hub:secret-of-mail@127.0.0.2:${server.port}`);
    await askCode(hub);
    await hub.mails.sendDue();
    expect([commands, server.received]).toEqual(["", []]);
    expect((await rowsOf(hub))[0]).toMatchObject({ outcome: null, attempts: 1 });
  });

  test("an address that the server refuses is not tried again; a server in trouble is, and the letter arrives once", async () => {
    let trouble = true;
    const server = closing(
      await startMailServer({
        onRcptTo(address, _session, done) {
          if (address.address.startsWith("nobody"))
            return done(Object.assign(new Error("no such user"), { responseCode: 550 }));
          done(trouble ? Object.assign(new Error("later"), { responseCode: 451 }) : null);
        },
      }),
    );
    const hub = await hubWith(`smtp://127.0.0.1:${server.port}`);
    await hub.makeUser({ email: "nobody@example.com" });
    const browser = new BrowserClient(hub.url);
    const page = await browser.open(`${hub.url}/sign-in/email`);
    await sendForm(browser, page, "/sign-in/email", { email: "nobody@example.com" });
    await hub.mails.sendDue();
    expect(await rowsOf(hub)).toMatchObject([{ outcome: "refused", attempts: 1, sealed_secret: null }]);

    const { address } = await askCode(hub);
    await hub.mails.sendDue();
    await hub.mails.sendDue();
    expect((await rowsOf(hub))[1]).toMatchObject({ outcome: null, attempts: 1, due_at: hub.time.now() + 5 });
    trouble = false;
    hub.time.advance(6);
    await hub.mails.sendDue();
    await hub.mails.sendDue();
    expect(server.received.map(({ to }) => to)).toEqual([[address]]);
    expect((await rowsOf(hub))[1]).toMatchObject({ outcome: "delivered", attempts: 2 });
  });

  test("a code that is too old is not sent any more", async () => {
    const server = closing(await startMailServer());
    const hub = await hubWith(`smtp://127.0.0.1:${server.port}`);
    Object.assign(hub.hub, { smtp: { ...hub.hub.smtp, url: "smtp://127.0.0.1:1" } });
    await askCode(hub);
    await hub.mails.sendDue();
    hub.time.advance(901);
    Object.assign(hub.hub, { smtp: { ...hub.hub.smtp, url: `smtp://127.0.0.1:${server.port}` } });
    await hub.mails.sendDue();
    expect(server.received).toEqual([]);
    expect((await rowsOf(hub))[0]).toMatchObject({ outcome: "dead", sealed_secret: null });
  });

  test("a server that hangs holds up neither the page nor the end of the hub", async () => {
    const server = await startMailServer({ onConnect: () => undefined, closeTimeout: 1 });
    const hub = await startHub({
      ...(await fresh()),
      environment: { ALLDOOR_SMTP_URL: `smtp://127.0.0.1:${server.port}`, ALLDOOR_SMTP_FROM: FROM },
    });
    const { page } = await askCode(hub);
    expect(page.status).toBe(200);
    void hub.mails.sendDue();
    const began = performance.now();
    await hub.close();
    expect(performance.now() - began).toBeLessThan(5000);
    await server.close();
  });

  test("two hubs on one database send each letter once", async () => {
    const database = await fresh();
    const server = closing(await startMailServer());
    const environment = { ALLDOOR_SMTP_URL: `smtp://127.0.0.1:${server.port}`, ALLDOOR_SMTP_FROM: FROM };
    const one = closing(await startHub({ ...database, environment }));
    const other = closing(await startHub({ ...database, environment, time: one.time }));
    for (let at = 0; at < 12; at += 1) await askCode(one);
    await Promise.all([one.mails.sendDue(), other.mails.sendDue(), one.mails.sendDue(), other.mails.sendDue()]);
    const to = server.received.map((letter) => letter.to[0]);
    expect([to.length, new Set(to).size]).toEqual([12, 12]);
  });

  test("neither code, link, address nor the server's password is in the log or the audit table", async () => {
    let text = "";
    const log = createLog("debug", "hub", (lines) => {
      text += lines;
    });
    let refuses = true;
    const server = closing(
      await startMailServer({
        onRcptTo: (address, _session, done) =>
          done(refuses ? Object.assign(new Error(`not ${address.address} today`), { responseCode: 451 }) : null),
      }),
    );
    const hub = await hubWith(`smtp://hub:canary-of-smtp@127.0.0.1:${server.port}`);
    Object.assign(hub.hub, { log });
    const { browser, page, address } = await askCode(hub);
    await hub.mails.sendDue();
    refuses = false;
    hub.time.advance(6);
    await hub.mails.sendDue();
    const { code, link } = proofIn(server.latest(address));
    await sendForm(browser, page, "/sign-in/email/code", { code: code === "11111111" ? "22222222" : "11111111" });
    await browser.open(link);
    await sendForm(browser, page, "/sign-in/email/code", { code });
    await browser.open(link);
    log.flush();
    const said = text + JSON.stringify(await hub.hub.db.query.selectFrom("audit").selectAll().execute());
    expect(text).toContain("mail.not-sent");
    const value = new URL(link).searchParams.get("link") ?? "-";
    const handle = new URL(page.url).searchParams.get("proof") ?? "-";
    for (const secret of [code, value, handle, address, "canary-of-smtp"])
      expect([secret, said.includes(secret)]).toEqual([secret, false]);
  });
});

eachDatabase((fresh) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub(await fresh());
  });
  afterAll(() => hub.close());

  test("without a mail server nothing that needs one is offered, and its pages say so", async () => {
    const browser = new BrowserClient(hub.url);
    const signIn = await browser.open(`${hub.url}/sign-in`);
    expect(signIn.html).not.toMatch(/\/sign-in\/email|\/recover/);
    for (const path of ["/sign-in/email", "/recover"]) {
      const shown = await browser.open(`${hub.url}${path}`);
      expect([path, shown.status, shown.html.includes("sends no mail")]).toEqual([path, 404, true]);
    }
    expect(await hub.hub.db.query.selectFrom("mail_proofs").select("id").execute()).toEqual([]);
  });
});
