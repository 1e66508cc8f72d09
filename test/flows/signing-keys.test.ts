/**
 * Signing keys: a new one is published before it signs, the old one stays until nothing of it is left, and one that others
 * may know is gone at once, with all that it signed. Whoever keeps the JWKS as long as it allows never meets a stranger.
 */
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../../src/db/open.ts";
import { rotateKeys } from "../../src/hub/admin/server/keys.ts";
import { SIGNING_ALGS, type SigningAlg } from "../../src/hub/clients/settings.ts";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { openKeyRing } from "../../src/hub/keys/ring.ts";
import { JWKS_CACHE_SECONDS, makeKey } from "../../src/hub/keys/store.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, INTROSPECT, post, refresh, userinfo } from "../ground/oauth-client.ts";
import { makeTokens } from "./code-maker.ts";

type Person = Awaited<ReturnType<TestHub["makeUser"]>>;

async function rotate({ hub }: TestHub, alg: SigningAlg, atOnce = false): Promise<string> {
  const key = await makeKey(alg);
  await hub.db.write((tx) => rotateKeys(tx, hub, {}, [key], atOnce));
  await hub.keys.reload();
  return key.kid;
}

const published = async ({ url }: TestHub): Promise<JSONWebKeySet> =>
  (await fetch(`${url}/.well-known/jwks`)).json() as Promise<JSONWebKeySet>;
const kids = async (test: TestHub): Promise<(string | undefined)[]> =>
  (await published(test)).keys.map(({ kid }) => kid);
const kidOf = (token: string): string => String(decodeProtectedHeader(token).kid);

eachDatabase((fresh, kind) => {
  let hub: TestHub;
  let made: MadeClient;
  let person: Person;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    made = await hub.makeClient({ accessTokenSeconds: 900 });
    person = await hub.makeUser();
  });
  afterAll(() => hub.close());

  const newToken = async (): Promise<string> => String((await makeTokens(hub, made, person)).body.access_token);
  const isActive = async (token: string): Promise<unknown> =>
    (await post(hub, INTROSPECT, { token }, basic(made))).body.active;

  test("a rotation overlaps: published first, signing later, withdrawn when no token of it is left", async () => {
    const old = kidOf(await newToken());
    const next = await rotate(hub, "ES256");
    const begun = hub.time.now();
    expect(await kids(hub)).toEqual(expect.arrayContaining([old, next]));
    let last = await newToken();
    while (kidOf(last) === old) {
      hub.time.advance(1);
      const token = await newToken();
      if (kidOf(token) !== old) break;
      last = token;
    }
    expect(hub.time.now() - begun).toBeGreaterThanOrEqual(JWKS_CACHE_SECONDS);
    expect(kidOf(await newToken())).toBe(next);
    hub.time.advance(898);
    expect(await isActive(last)).toBe(true);
    expect(await kids(hub)).toContain(old);
    hub.time.advance(JWKS_CACHE_SECONDS + 1);
    expect(await kids(hub)).toContain(old);
    hub.time.advance(JWKS_CACHE_SECONDS + 900);
    expect(await kids(hub)).not.toContain(old);
    expect(await kids(hub)).toContain(next);
  });

  test("a verifier that keeps the JWKS as long as it may knows the key of each living token, through two rotations", async () => {
    const step = 60;
    const seen: { readonly at: number; readonly set: JSONWebKeySet; readonly token: string }[] = [];
    for (let at = 0; at < 50; at += 1) {
      if (at === 10 || at === 25) await rotate(hub, "ES256");
      seen.push({ at: hub.time.now(), set: await published(hub), token: await newToken() });
      hub.time.advance(step);
    }
    expect(new Set(seen.map(({ token }) => kidOf(token))).size).toBeGreaterThanOrEqual(2);
    let checked = 0;
    for (const { at, token } of seen) {
      const lived = seen.filter((each) => each.at >= at - JWKS_CACHE_SECONDS && each.at < at + 900);
      for (const { set } of lived) {
        await jwtVerify(token, createLocalJWKSet(set), { currentDate: new Date(at * 1000) });
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(500);
  });

  test.each(SIGNING_ALGS)(
    "at once: what the old %s key signed stops being valid, the new one signs, refresh tokens go on",
    async (alg) => {
      const client = await hub.makeClient({ signingAlg: alg });
      const { body } = await makeTokens(hub, client, person);
      const accessToken = String(body.access_token);
      expect((await userinfo(hub, accessToken)).status).toBe(200);
      const next = await rotate(hub, alg, true);
      expect((await userinfo(hub, accessToken)).status).toBe(401);
      expect(await kids(hub)).not.toContain(kidOf(accessToken));
      expect(await kids(hub)).toHaveLength(SIGNING_ALGS.length);
      const after = String((await refresh(hub, client, String(body.refresh_token))).body.access_token);
      expect(kidOf(after)).toBe(next);
      expect((await userinfo(hub, after)).status).toBe(200);
    },
  );

  test("at once takes a key along that was published and not signing yet", async () => {
    const waiting = await rotate(hub, "EdDSA");
    expect(await kids(hub)).toContain(waiting);
    const next = await rotate(hub, "EdDSA", true);
    expect(await kids(hub)).not.toContain(waiting);
    hub.time.advance(3600);
    expect(
      kidOf(String((await makeTokens(hub, await hub.makeClient({ signingAlg: "EdDSA" }), person)).body.access_token)),
    ).toBe(next);
  });

  test("rotating one algorithm leaves the others alone", async () => {
    const before = await published(hub);
    await rotate(hub, "RS256");
    hub.time.advance(3600);
    const after = await published(hub);
    for (const alg of ["ES256", "EdDSA"]) {
      expect(after.keys.filter((key) => key.alg === alg)).toEqual(before.keys.filter((key) => key.alg === alg));
    }
  });

  test("private keys are stored sealed, each to its own row", async () => {
    const rows = await hub.hub.db.query.selectFrom("signing_keys").selectAll().execute();
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) {
      expect(row.sealed_private_jwk).toMatch(/^[\w-]{8}\.[\w-]{100,}$/);
      expect(JSON.parse(row.public_jwk)).not.toHaveProperty("d");
      const opened = JSON.parse(hub.hub.vault.open(row.sealed_private_jwk, `signing_keys:private_jwk:${row.kid}`));
      expect(opened).toHaveProperty("d");
      const stranger = rows.find((other) => other.kid !== row.kid && other.alg === row.alg);
      if (stranger)
        expect(() => hub.hub.vault.open(row.sealed_private_jwk, `signing_keys:private_jwk:${stranger.kid}`)).toThrow();
    }
  });

  test("the keys of before a restart are the keys after it, and two fresh hubs share none", async () => {
    const database = await fresh();
    const before = await startHub(database);
    const old = await kids(before);
    await before.close();
    const after = await startHub(database);
    const again = await kids(after);
    await after.close();
    expect([...again].sort()).toEqual([...old].sort());
    for (const kid of await kids(hub)) expect(old).not.toContain(kid);
  });

  if (kind !== "postgres") return;

  test("two hubs on one database: each verifies what the other signs, before and after a rotation", async () => {
    const database = await fresh();
    const one = await startHub(database);
    const two = await startHub({ ...database, time: one.time, environment: { ALLDOOR_ISSUER: one.url } });
    try {
      const client = await one.makeClient();
      const who = await one.makeUser();
      const works = async (from: TestHub, to: TestHub) => {
        const token = String((await makeTokens(from, client, who)).body.access_token);
        expect((await userinfo(to, token)).status).toBe(200);
        return kidOf(token);
      };
      const old = await works(one, two);
      expect(await works(two, one)).toBe(old);
      const next = await rotate(one, "ES256");
      await two.hub.keys.reload();
      expect(await kids(two)).toEqual(await kids(one));
      one.time.advance(3600);
      expect([await works(one, two), await works(two, one)]).toEqual([next, next]);
      const kept = String((await makeTokens(two, client, who)).body.access_token);
      await rotate(one, "ES256", true);
      await two.hub.keys.reload();
      expect((await userinfo(two, kept)).status).toBe(401);
      expect((await userinfo(one, kept)).status).toBe(401);
    } finally {
      await two.close();
      await one.close();
    }
  });

  test("hubs that find a key missing at the same moment make one, not one each", async () => {
    const database = await fresh();
    const first = await startHub(database);
    const { vault, clock } = first.hub;
    const opened = await Promise.all(
      Array.from({ length: 6 }, () =>
        openDatabase({ url: database.databaseUrl, dataDirectory: database.dataDirectory, clock }),
      ),
    );
    try {
      for (let round = 0; round < 5; round += 1) {
        await first.hub.db.write((tx) => tx.query.deleteFrom("signing_keys").where("alg", "!=", "RS256").execute());
        const rings = await Promise.all(opened.map((db) => openKeyRing({ db, vault, clock }, fail)));
        const rows = await first.hub.db.query.selectFrom("signing_keys").select("alg").execute();
        expect(rows.map(({ alg }) => alg).sort()).toEqual([...SIGNING_ALGS].sort());
        for (const ring of rings) {
          expect(ring.list()).toHaveLength(SIGNING_ALGS.length);
          ring.close();
        }
      }
    } finally {
      await Promise.all(opened.map((db) => db.close()));
      await first.close();
    }
  });
});

const fail = (error: unknown): never => {
  throw error;
};
