/**
 * A town to look at: hub, files and sandbox as they stand after some days of use, with people, applications, providers, sessions
 * and sign-ins that went wrong; what a page needs to have something to show. Nothing of it leaves this machine.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEVICE_GRANT } from "../../src/hub/clients/settings.ts";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { addGroupMember } from "../../src/hub/groups/members.ts";
import { createGroup } from "../../src/hub/groups/store.ts";
import { saveRule, USUAL_RULE } from "../../src/hub/providers/rules.ts";
import type { ProviderRow } from "../../src/hub/providers/store.ts";
import { addRoleGroup, addRoleMember } from "../../src/hub/roles/members.ts";
import { createRole } from "../../src/hub/roles/store.ts";
import { totpCode, totpStep } from "../../src/lib/totp.ts";
import { startFiles, type TestFiles } from "../files/served-files.ts";
import { type MailServer, startMailServer } from "../flows/mail-server.ts";
import { BrowserClient } from "../ground/browser-client.ts";
import { testClock } from "../ground/clock.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { codeFlow, signInWith } from "../ground/oauth-client.ts";
import { choosePerson, type SandboxedHub, startSandboxedHub } from "../ground/sandbox.ts";
import { begin, claimsOf, through } from "../ground/upstream.ts";

/** Days that the town has stood. */
const DAYS = 6;
const DAY = 86_400;

export type Person = Awaited<ReturnType<TestHub["makeUser"]>>;

export interface Seeded {
  readonly hub: SandboxedHub;
  readonly files: TestFiles;
  readonly mail: MailServer;
  /** A hub that nobody administers yet. */
  readonly blank: TestHub;
  readonly provider: ProviderRow;
  /** An application that asks its people each time, and has many settings. */
  readonly application: MadeClient;
  /** An application that asks its people to link an account. */
  readonly asking: MadeClient;
  readonly television: MadeClient;
  /** Somebody with a password alone. */
  readonly plain: Person;
  /** Somebody with an authenticator, a passkey, tokens and links. */
  readonly guarded: Person;
  /** Ids of a group and of a role that somebody has. */
  readonly group: string;
  readonly role: string;
  /** The id of the sign-in that the inspector has most steps of. */
  readonly flow: string;
  readonly as: {
    readonly administrator: BrowserClient;
    readonly guarded: BrowserClient;
    readonly plain: BrowserClient;
    readonly reader: BrowserClient;
    readonly filesAdministrator: BrowserClient;
  };
  /** A browser that has been nowhere yet. */
  stranger(): BrowserClient;
  /** The code of somebody's authenticator, a step later each time. */
  nextCode(): string;
  close(): Promise<void>;
}

const PROVIDERS = ["github", "google", "discord", "microsoft", "gitlab", "feishu"];

const NAMES = [
  "Aino Väisänen-Lindqvist",
  "陈晓梅",
  "Omar Haddad",
  "Þórdís Jónsdóttir",
  "Bartholomew Featherstonehaugh-Cholmondeley",
];

export async function seed(): Promise<Seeded> {
  const time = testClock(Date.now() - DAYS * DAY * 1000);
  const mail = await startMailServer();
  const [hub, blank] = await Promise.all([
    startSandboxedHub({
      time,
      environment: {
        ALLDOOR_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
        ALLDOOR_SMTP_FROM: "Doorstep <id@example.com>",
      },
    }),
    startHub(),
  ]);
  const rows = new Map<string, ProviderRow>();
  for (const id of PROVIDERS) rows.set(id, await hub.addProvider(id));
  const provider = rows.get("github");
  if (provider === undefined) throw new Error("no provider");

  const stranger = () => new BrowserClient(hub.url, hub.sandbox.url, files.url);
  const files = await startFiles(hub, { sandbox: hub.sandbox.url });
  const signedIn = async (person: Person): Promise<BrowserClient> => {
    const browser = stranger();
    await signInWith(browser, await browser.open(`${hub.url}/sign-in`), person);
    return browser;
  };

  const keeper = await hub.makeUser({ name: "keeper", displayName: "Door Keeper", isAdmin: true });
  const guarded = await hub.makeUser({ name: "mira", displayName: "Mira Halden" });
  const plain = await hub.makeUser({ name: "bartholomew.featherstonehaugh-cholmondeley", displayName: NAMES[4] ?? "" });
  for (const displayName of NAMES.slice(0, 4)) await hub.makeUser({ displayName });
  await hub.makeUser({ displayName: "Left Last Year", email: null, emailVerified: false });

  const application = await hub.makeClient({
    name: "Ledger of the Allotment Association",
    redirectUris: [
      "https://ledger.example.com/callback",
      "https://staging.ledger.example.com/a/rather/long/callback/address",
    ],
    consent: "always",
    allowSignUp: true,
  });
  const intranet = await hub.makeClient({ name: "内部工单系统", consent: "first-party", allowSignUp: true });
  const asking = await hub.makeClient({ name: "Notice board", consent: "first-party", allowSignUp: true });
  await hub.hub.db.write((tx) => saveRule(tx, asking.client.id, provider.id, { ...USUAL_RULE, prompted: true }));
  const membership = await hub.hub.db.write(async (tx) => {
    const tag = (name: string, displayName: string) => ({ name, displayName, description: "Who looks after it." });
    const above = await createGroup(tx, hub.hub, {}, guarded.organizationId, {
      ...tag("house", "The house"),
      parentId: null,
    });
    const group = await createGroup(tx, hub.hub, {}, guarded.organizationId, {
      ...tag("kitchen", "厨房 and scullery"),
      parentId: above.id,
    });
    const role = await createRole(
      tx,
      hub.hub,
      {},
      guarded.organizationId,
      null,
      tag("editor", "Editor of the notice board"),
    );
    for (const person of [guarded, plain]) await addGroupMember(tx, hub.hub, {}, group.id, person.id);
    await addRoleMember(tx, hub.hub, {}, role.id, guarded.id);
    await addRoleGroup(tx, hub.hub, {}, role.id, above.id);
    return { group: group.id, role: role.id };
  });
  const television = await hub.makeClient({
    name: "Living-room TV",
    type: "public",
    grantTypes: [DEVICE_GRANT],
    redirectUris: [],
  });

  // Days of use: people come by providers and by password, and now and then somebody is refused.
  const arrive = async (slug: string, who: string, fault?: string): Promise<BrowserClient> => {
    const browser = stranger();
    const { start, verifier } = await begin(hub, browser, slug, intranet);
    const back = await through(browser, await browser.open(start), who, fault);
    if (fault === undefined) await claimsOf(hub, intranet, back, verifier);
    return browser;
  };
  for (let day = 0; day < DAYS; day += 1) {
    await arrive("github", day % 2 === 0 ? "theo" : "zoe");
    if (day % 3 === 0) await arrive("discord", "noor", "denied");
    else await arrive("discord", "noor");
    const wrong = stranger();
    await signInWith(wrong, await wrong.open(`${hub.url}/sign-in`), {
      name: keeper.name,
      password: "a wrong password",
    });
    time.advance(DAY);
  }

  const guardedBrowser = await signedIn(guarded);
  const linking = await guardedBrowser.open(`${hub.url}/account/identities`);
  await choosePerson(guardedBrowser, await guardedBrowser.submit(linking, {}, "/accounts/gitlab/login/"), "mira");
  await codeFlow(hub, guardedBrowser, intranet);
  await codeFlow(hub, guardedBrowser, application);
  const tokens = await guardedBrowser.open(`${hub.url}/account/tokens`);
  await guardedBrowser.submit(tokens, { name: "Backup script" }, "/account/tokens");
  const offer = await guardedBrowser.open(`${hub.url}/account/second-factor/set-up`);
  const secret = /id="secret"[^>]*>([A-Z2-7]{32})</.exec(offer.html)?.[1] ?? "";
  await guardedBrowser.submit(offer, { code: totpCode(secret, totpStep(time.now())) });
  // Only now: it would be asked for at the authenticator's page.
  await hub.hub.db.write((tx) =>
    tx.query
      .insertInto("passkeys")
      .values({
        id: "0b0f0f86-1f6a-4f0e-9c0d-3b1c1f0a7d11",
        user_id: guarded.id,
        credential_id: "c2VlbiBhbmQgbmV2ZXIgdXNlZA",
        public_key: "AAAA",
        counter: 0,
        transports: "[]",
        synced: 1,
        aaguid: "00000000-0000-0000-0000-000000000000",
        name: "Laptop at the window",
        created_at: time.now() - DAY,
        last_used_at: null,
      })
      .execute(),
  );

  await arrive("github", "theo");
  await hub.hub.inspector.flush();
  const step = await hub.hub.db.query
    .selectFrom("inspected_steps")
    .select("request_id")
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();

  const reader = await files.makeUser({ permission: 8 + 16 + 32 + 64 + 128 + 256 + 512 });
  const root = await files.makeUser({ role: "admin" });
  fill(join(files.dataDirectory, "files"));
  await files.files.metas.create(LOCKED);
  const inFiles = async (person: typeof reader): Promise<BrowserClient> => {
    const browser = stranger();
    browser.setCookie(files.url, "alldoor_files_session", await files.cookie(person));
    return browser;
  };

  let steps = 1;
  return {
    hub,
    files,
    mail,
    blank,
    provider,
    application,
    asking,
    television,
    plain,
    guarded,
    ...membership,
    flow: step.request_id,
    as: {
      administrator: await signedIn(keeper),
      guarded: guardedBrowser,
      plain: await signedIn(plain),
      reader: await inFiles(reader),
      filesAdministrator: await inFiles(root),
    },
    stranger,
    nextCode() {
      steps += 1;
      return totpCode(secret, totpStep(time.now()) + steps);
    },
    async close() {
      await Promise.all([files.close(), blank.close()]);
      await hub.close();
      await mail.close();
    },
  };
}

const LOCKED = {
  path: "/locked",
  password: "open sesame",
  passwordSub: true,
  write: false,
  writeSub: false,
  hide: "",
  hideSub: false,
  readme: "",
  readmeSub: false,
  header: "",
  headerSub: false,
};

/** Folders and files with names of every kind. */
function fill(folder: string): void {
  for (const name of ["Photos of the summer", "locked", "文档", "empty"])
    mkdirSync(join(folder, name), { recursive: true });
  const long = "a-name-without-any-space-that-is-longer-than-a-telephone-is-wide-by-far-and-then-some-more.tar.gz";
  for (const name of ["notes.txt", "Übersicht 2026.csv", "会议记录.txt", long])
    writeFileSync(join(folder, name), "one line\n");
  writeFileSync(
    join(folder, "README.md"),
    "# Read me\n\nWhat is in **here**:\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
  );
}
