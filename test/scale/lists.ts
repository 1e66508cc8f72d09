/**
 * How long the console's lists take beside a million people: fills a SQLite database of its own with raw rows, and times each list
 * through the functions that the pages call. `npm run bench:lists -- --users 1000000 --grants 10000000`. The directory goes with it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Database } from "../../src/db/database.ts";
import { openDatabase, SQLITE_FILE } from "../../src/db/open.ts";
import { listLivingGrants } from "../../src/hub/grants/list.ts";
import { listLivingSessions } from "../../src/hub/sessions/list.ts";
import { listUsers, type UserQuery } from "../../src/hub/users/list.ts";
import { firstIdAt } from "../../src/lib/ids.ts";

/** How often each list is asked for. */
const TIMES = 7;
const APPLICATIONS = 50;
const DAY = 86_400;

const numberOf = (name: string, usual: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  const value = at === -1 ? usual : Number(process.argv[at + 1]);
  if (!Number.isSafeInteger(value) || value < 1000) throw new Error(`--${name} is a number from 1000 on`);
  return value;
};

/** One person in a thousand is switched off, one in ten thousand administers, and half have an authenticator. */
function fill(file: string, users: number, grants: number, now: number): void {
  const db = new DatabaseSync(file);
  db.exec("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-1000000; PRAGMA temp_store=MEMORY");
  const numbers = (most: number) => `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${most})`;
  // Ids in no order, as random ones are, and yet known: a permutation of the numbers.
  const userId = (i: string) => `'u-' || ((${i}) * 48271 % 2147483647)`;
  const began = now - 30 * DAY;
  const spread = (i: string, most: number) => `${began} + ${i} * ${29 * DAY} / ${most}`;
  const rowId = (i: string, most: number) => `${firstIdAt(began)} + ${i} * ${Math.floor(firstIdAt(29 * DAY) / most)}`;
  db.exec(`
    insert into organizations (id, name, display_name, created_at) values ('o', 'first', 'First', 1);
    insert into providers (id, slug, entry, display_name, client_id, settings, allow_sign_up, position, created_at, updated_at)
      values ('p', 'p', 'github', 'P', 'p', '{}', 1, 1, 1, 1);
    ${numbers(APPLICATIONS)} insert into clients (id, client_id, organization_id, name, type, redirect_uris,
        post_logout_redirect_uris, grant_types, scopes, signing_alg, access_token_seconds, refresh_token_seconds, consent,
        allow_sign_up, allow_password, dangers, created_at, updated_at)
      select 'c-' || i, 'c-' || i, 'o', 'Application ' || i, 'public', '[]', '[]', '[]', '[]', 'ES256', 600, 600, 'once', 1, 1, '[]', 1, 1 from n;
    ${numbers(users)} insert into users (id, organization_id, name, name_key, display_name, email, verified_email_key, is_admin,
        created_at, updated_at, disabled_at, last_sign_in_at)
      select ${userId("i")}, 'o', 'person' || i, 'person' || i, 'Ada Number' || i, 'person' || i || '@example.com',
        'person' || i || '@example.com', i % 10000 = 0, ${spread("i", users)}, ${now},
        case when i % 1000 = 1 then ${now} end, ${spread(`(i * 7919 % ${users})`, users)} from n;
    ${numbers(users)} insert into user_words (word, user_id) select 'person' || i, ${userId("i")} from n;
    ${numbers(users)} insert into user_words (word, user_id) select 'ada number' || i, ${userId("i")} from n;
    ${numbers(users)} insert into user_words (word, user_id) select 'number' || i, ${userId("i")} from n;
    ${numbers(users)} insert into user_words (word, user_id) select 'example.com', ${userId("i")} from n;
    ${numbers(users / 2)} insert into totp_secrets (user_id, sealed_secret, last_step, created_at)
      select ${userId("i * 2")}, '', 0, 1 from n;
    ${numbers(users / 10)} insert into identities (id, user_id, provider_id, issuer, subject, email_verified, created_at, last_used_at)
      select 'i-' || i, ${userId("i * 10")}, 'p', 'https://p', i, 0, 1, 1 from n;
    ${numbers(users)} insert into sessions (id, value_hash, user_id, authenticated_at, amr, created_at, last_seen_at, expires_at,
        user_agent, address, way)
      select ${rowId("i", users)}, '', ${userId(`(i * 104729 % ${users}) + 1`)}, ${spread("i", users)}, 'pwd',
        ${spread("i", users)}, ${now}, ${now + DAY}, 'Mozilla/5.0', '192.0.2.1', 'password' from n;
    ${numbers(users)} insert into session_clients (session_id, client_id, first_at)
      select ${rowId("i", users)}, 'c-' || (i % ${APPLICATIONS} + 1), 1 from n;
    ${numbers(grants)} insert into grants (id, client_id, user_id, scope, authenticated_at, amr, created_at, expires_at,
        absolute_expires_at, refresh_salt, refresh_generation, rotated_at, kind)
      select ${rowId("i", grants)}, 'c-' || (i % ${APPLICATIONS} + 1), ${userId(`(i * 104729 % ${users}) + 1`)}, 'openid', 1, 'pwd',
        ${spread("i", grants)}, ${now + DAY}, ${now + DAY}, '', 1, ${spread("i", grants)}, 'authorization_code' from n;
    analyze;
  `);
  db.close();
}

interface Timed {
  readonly what: string;
  readonly rows: number;
  /** Milliseconds. */
  readonly median: number;
  readonly worst: number;
}

async function time(what: string, ask: () => Promise<readonly unknown[]>): Promise<Timed> {
  const took: number[] = [];
  let rows = 0;
  for (let index = 0; index < TIMES; index += 1) {
    const from = performance.now();
    rows = (await ask()).length;
    took.push(performance.now() - from);
  }
  took.sort((one, other) => one - other);
  return { what, rows, median: took[(TIMES - 1) / 2] ?? 0, worst: took.at(-1) ?? 0 };
}

async function measure(db: Database, users: number, now: number): Promise<Timed[]> {
  const clock = () => now * 1000;
  const people = (what: string, query: UserQuery) => time(what, async () => (await listUsers(db, query)).users);
  const middle = Buffer.from(JSON.stringify(["name", `person${Math.floor(users / 2)}`, ""])).toString("base64url");
  const sessionEdge = firstIdAt(now - 15 * DAY);
  const somebody = (await listUsers(db, { search: "person4321" })).users[0]?.id ?? "";
  return [
    await people("people, first page", {}),
    await people("people, a page in the middle", { after: middle }),
    await people("people, the page before it", { before: middle }),
    await people("people, newest first", { order: "created" }),
    await people("people, latest sign-in first", { order: "last-sign-in" }),
    await people("people, search that finds few (person4321)", { search: "person4321" }),
    await people("people, search by a later word (number4321)", { search: "number4321" }),
    await people("people, search that finds everybody (example.com)", { search: "example.com" }),
    await people("people, search that finds nobody", { search: "zzz" }),
    await people("people, administrators", { administrator: true }),
    await people("people, switched off", { enabled: false }),
    await people("people, without second step", { secondFactor: false }),
    await people("people, linked to a provider", { providerId: "p" }),
    await people("people, switched off and linked", { enabled: false, providerId: "p", order: "last-sign-in" }),
    await people("people, administrators among those found everywhere", { search: "example.com", administrator: true }),
    await time("sessions, first page", async () => (await listLivingSessions(db, clock, {})).rows),
    await time(
      "sessions, a page in the middle",
      async () => (await listLivingSessions(db, clock, {}, { before: sessionEdge })).rows,
    ),
    await time(
      "sessions of an application",
      async () => (await listLivingSessions(db, clock, { clientId: "c-7" }, { before: sessionEdge })).rows,
    ),
    await time("sessions of a person", async () => (await listLivingSessions(db, clock, { userIds: [somebody] })).rows),
    await time("grants, first page", async () => (await listLivingGrants(db, clock, {})).rows),
    await time(
      "grants, a page in the middle",
      async () => (await listLivingGrants(db, clock, {}, { before: sessionEdge })).rows,
    ),
    await time(
      "grants to an application",
      async () => (await listLivingGrants(db, clock, { clientId: "c-7" }, { before: sessionEdge })).rows,
    ),
    await time("grants of a person", async () => (await listLivingGrants(db, clock, { userIds: [somebody] })).rows),
  ];
}

async function main(): Promise<void> {
  const users = numberOf("users", 1_000_000);
  const grants = numberOf("grants", 10_000_000);
  const directory = mkdtempSync(join(tmpdir(), "alldoor-tables-"));
  try {
    const now = Math.floor(Date.now() / 1000);
    await (await openDatabase({ dataDirectory: directory })).close();
    process.stderr.write(`Filling ${users} people, as many sessions and ${grants} grants …\n`);
    const from = performance.now();
    fill(join(directory, SQLITE_FILE), users, grants, now);
    process.stderr.write(`filled in ${Math.round((performance.now() - from) / 1000)} s\n\n`);
    const db = await openDatabase({ dataDirectory: directory });
    try {
      process.stdout.write("| list | rows | median (ms) | worst (ms) |\n|---|--:|--:|--:|\n");
      for (const { what, rows, median, worst } of await measure(db, users, now))
        process.stdout.write(`| ${what} | ${rows} | ${median.toFixed(1)} | ${worst.toFixed(1)} |\n`);
    } finally {
      await db.close();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

await main();
