/**
 * Refusals of passwords take the same time whosever account it is, though hashes that came from elsewhere cost more or less than
 * ours: by a clock that the test moves, so that nothing hangs on how busy the machine is.
 */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { inEvenTime } from "../../src/hub/users/even-time.ts";
import { importedCosts, noteImportedCost } from "../../src/hub/users/imported-costs.ts";
import { decoyOf, legacyHash, verifyLegacy } from "../../src/lib/legacy-passwords.ts";
import type { PasswordHasher } from "../../src/lib/passwords.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";

const BCRYPT = "$2b$08$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW";
const bcrypt = (hash = BCRYPT) => legacyHash({ scheme: "bcrypt", sha256First: false, hash }) ?? "";
const pbkdf2 = (salt: string, hash: string, iterations = 1000) =>
  legacyHash({ scheme: "pbkdf2", digest: "sha256", iterations, salt, hash }) ?? "";
const ARGON = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$";
const own = `${ARGON}${"B".repeat(43)}`;

test.each([
  ["bcrypt", bcrypt(), "R9h/cIPz0gi"],
  ["PBKDF2", pbkdf2("the-salt", Buffer.from("the-hash").toString("base64")), "the-salt"],
  ["scrypt", legacyHash({ scheme: "scrypt", n: 16, r: 1, p: 1, salt: "the-salt", hash: "dGhlLWhhc2g=" }), "the-salt"],
  ["Argon2", legacyHash({ scheme: "argon2", peppers: ["the-pepper", ""], hash: own }), "the-pepper"],
  ["a digest", legacyHash({ scheme: "digest", digest: "md5-salt", salts: ["the-salt", ""], over: own }), "the-salt"],
])(
  "what stands for the cost of %s says nothing of anybody's hash, and no password fits it",
  async (_what, stored, secret) => {
    const decoy = decoyOf(stored ?? "") ?? "";
    expect(stored).toContain(secret);
    expect(decoy).not.toContain(secret);
    expect(decoy).not.toContain("BBBB");
    expect(decoyOf(decoy)).toBe(decoy);
    for (const password of ["", "nobody has this password", "the-salt"])
      expect(await verifyLegacy(decoy, password)).toBe(false);
  },
);

test("the same costs have one decoy, other costs another, and hashes of our own none", () => {
  expect(decoyOf(bcrypt())).toBe(decoyOf(bcrypt(BCRYPT.replace("UgO2", "XgO2"))));
  expect(decoyOf(bcrypt())).not.toBe(decoyOf(bcrypt(BCRYPT.replace("$08$", "$09$"))));
  expect(decoyOf(pbkdf2("a", "AAAA"))).toBe(decoyOf(pbkdf2("b", "BBBB")));
  expect(decoyOf(pbkdf2("a", "AAAA"))).not.toBe(decoyOf(pbkdf2("a", "AAAA", 1001)));
  expect(decoyOf(own)).toBeNull();
});

test("bcrypt is worked out in another thread than the one that answers", async () => {
  const stored = bcrypt(BCRYPT.replace("$08$", "$12$"));
  const [here, all] = [process.threadCpuUsage(), process.cpuUsage()];
  expect(await verifyLegacy(stored, "a password that does not fit")).toBe(false);
  const [mine, everybody] = [process.threadCpuUsage(here), process.cpuUsage(all)];
  expect(mine.user + mine.system).toBeLessThan((everybody.user + everybody.system) / 2);
});

test("a bcrypt hash made elsewhere fits its password and no other", async () => {
  // The vector of OpenBSD's own tests, as jBCrypt and others have it.
  const stored = bcrypt("$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe");
  expect([await verifyLegacy(stored, "a"), await verifyLegacy(stored, "b")]).toEqual([true, false]);
});

eachDatabase((fresh) => {
  let hub: TestHub;
  /** Milliseconds that a check takes, by what is checked. */
  const costs = new Map<string | null, number>();
  const passwords: PasswordHasher = {
    hash: () => Promise.reject(new Error("not of use here")),
    async verify(stored) {
      await vi.advanceTimersByTimeAsync(costs.get(stored) ?? 0);
      return false;
    },
  };
  beforeAll(async () => {
    hub = await startHub(await fresh());
  });
  afterAll(() => hub.close());
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Milliseconds from its beginning until a check that takes so long is answered. */
  async function answeredAfter(milliseconds: number, right = false): Promise<number> {
    let started = 0;
    const services = { db: hub.hub.db, passwords };
    let ended: number | undefined;
    const answer = inEvenTime(services, async () => {
      started = performance.now();
      await vi.advanceTimersByTimeAsync(milliseconds);
      return right;
    }).then((said) => {
      ended = performance.now();
      expect(said).toBe(right);
    });
    while (ended === undefined) {
      await new Promise(setImmediate);
      await vi.advanceTimersByTimeAsync(1);
    }
    await answer;
    return ended - started;
  }

  test("where nobody was imported nothing waits", async () => {
    expect(await importedCosts(hub.hub.db)).toEqual([]);
    expect(await answeredAfter(20)).toBeLessThan(30);
  });

  test("whatever made an account with a hash of elsewhere, its cost is known; of each kind the highest", async () => {
    vi.useRealTimers();
    const hashes = [
      pbkdf2("a", "AAAA", 12_000),
      bcrypt(),
      ...Array.from({ length: 20 }, (_, index) => pbkdf2("a", "AAAA", 20_000 + index)),
      bcrypt(BCRYPT.replace("$08$", "$07$")),
      pbkdf2("a", "AAAA", 15_000),
    ];
    for (const passwordHash of hashes) await hub.makeUser({ passwordHash });
    expect(await importedCosts(hub.hub.db)).toEqual([decoyOf(bcrypt()), decoyOf(pbkdf2("a", "AAAA", 20_019))]);
    await hub.hub.db.write((tx) =>
      tx.query.deleteFrom("settings").where("key", "=", "imported-password-costs").execute(),
    );
  });

  test("after an import all refusals come at the beat of the longest check; who knows the password waits for nothing", async () => {
    const slow = pbkdf2("salt", "AAAA", 900_000);
    await hub.hub.db.write(async (tx) => {
      await noteImportedCost(tx, hub.hub, bcrypt());
      await noteImportedCost(tx, hub.hub, slow);
      await noteImportedCost(tx, hub.hub, slow);
      await noteImportedCost(tx, hub.hub, own);
    });
    expect(await importedCosts(hub.hub.db)).toEqual([decoyOf(bcrypt()), decoyOf(slow)]);
    costs.set(null, 30);
    costs.set(decoyOf(bcrypt()), 100);
    costs.set(decoyOf(slow), 300);
    // The first one measures.
    await answeredAfter(30);
    const times = [await answeredAfter(5), await answeredAfter(30), await answeredAfter(100), await answeredAfter(300)];
    const [least, most] = [Math.min(...times), Math.max(...times)];
    expect(least).toBeGreaterThanOrEqual(390);
    // Between them are turns of the test's own clock, one millisecond each.
    expect(most - least).toBeLessThanOrEqual(20);
    expect(await answeredAfter(30, true)).toBeLessThan(60);
  });

  test("what takes longer than a beat is answered at the next", async () => {
    const time = await answeredAfter(500);
    expect(time).toBeGreaterThanOrEqual(780);
    expect(time).toBeLessThan(820);
  });
});
