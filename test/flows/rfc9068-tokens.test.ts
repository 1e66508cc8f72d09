/**
 * RFC 9068, RFC 8725, OpenID Connect Core 2 and 3.1.3.6: the tokens that we sign, verified by another implementation (jose)
 * with nothing but the JWKS that is served; and tokens that we never signed, none of which is accepted.
 */
import { createHash, createHmac, generateKeyPairSync, sign } from "node:crypto";
import { createRemoteJWKSet, decodeProtectedHeader, exportJWK, type JSONWebKeySet, jwtVerify } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SIGNING_ALGS, type SigningAlg } from "../../src/hub/clients/settings.ts";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, INTROSPECT, post, userinfo } from "../ground/oauth-client.ts";
import { bentValues } from "./bent-values.ts";
import { makeTokens } from "./code-maker.ts";
import { overAll } from "./raw-http.ts";

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const decode = (part: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(part ?? "", "base64url").toString());
const DIGEST: Readonly<Record<SigningAlg, string>> = { ES256: "sha256", RS256: "sha256", EdDSA: "sha512" };

eachDatabase((fresh) => {
  let hub: TestHub;
  let clients: Record<SigningAlg, MadeClient>;
  let person: Awaited<ReturnType<TestHub["makeUser"]>>;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    person = await hub.makeUser();
    const made = await Promise.all(
      SIGNING_ALGS.map(async (alg) => [alg, await hub.makeClient({ signingAlg: alg })] as const),
    );
    clients = Object.fromEntries(made) as Record<SigningAlg, MadeClient>;
  });
  afterAll(() => hub.close());

  const jwks = () => createRemoteJWKSet(new URL(`${hub.url}/.well-known/jwks`));
  const at = () => ({ currentDate: new Date(hub.time.now() * 1000) });
  const tokensBy = async (alg: SigningAlg) => {
    const { body } = await makeTokens(hub, clients[alg], person);
    return { accessToken: String(body.access_token), idToken: String(body.id_token) };
  };
  /** A forged token gets in nowhere. */
  const refusedEverywhere = async (token: string, by: MadeClient): Promise<boolean> => {
    const [info, about] = [await userinfo(hub, token), await post(hub, INTROSPECT, { token }, basic(by))];
    return info.status === 401 && about.body.active === false;
  };

  test.each(SIGNING_ALGS)("an access token by %s is what RFC 9068 says, and jose verifies it", async (alg) => {
    const { accessToken } = await tokensBy(alg);
    const { clientId } = clients[alg].client;
    const { payload, protectedHeader } = await jwtVerify(accessToken, jwks(), {
      ...at(),
      typ: "at+jwt",
      algorithms: [alg],
      issuer: hub.url,
      audience: clientId,
    });
    expect(protectedHeader).toEqual({ alg, typ: "at+jwt", kid: expect.stringMatching(/^[\w-]{43}$/) });
    expect(payload).toEqual({
      iss: hub.url,
      sub: person.id,
      aud: [clientId],
      client_id: clientId,
      scope: "openid profile email",
      iat: hub.time.now(),
      exp: hub.time.now() + 600,
      jti: expect.stringMatching(/^[\w-]{27}$/),
      auth_time: hub.time.now(),
    });
  });

  test.each(SIGNING_ALGS)(
    "an ID Token by %s is what OpenID Connect says, with the hash of its access token",
    async (alg) => {
      const { accessToken, idToken } = await tokensBy(alg);
      const { clientId } = clients[alg].client;
      const { payload, protectedHeader } = await jwtVerify(idToken, jwks(), {
        ...at(),
        typ: "JWT",
        algorithms: [alg],
        issuer: hub.url,
        audience: clientId,
      });
      expect(protectedHeader.alg).toBe(alg);
      const digest = createHash(DIGEST[alg]).update(accessToken).digest();
      expect(payload).toEqual({
        iss: hub.url,
        sub: person.id,
        aud: clientId,
        azp: clientId,
        jti: expect.stringMatching(/^[\w-]{27}$/),
        sid: expect.stringMatching(/^[\w-]{22}$/),
        iat: hub.time.now(),
        exp: hub.time.now() + 600,
        auth_time: hub.time.now(),
        amr: ["pwd"],
        nonce: "the-nonce",
        at_hash: digest.subarray(0, digest.length / 2).toString("base64url"),
        name: person.displayName,
        preferred_username: person.name,
        updated_at: person.updatedAt,
        email: person.email,
        email_verified: true,
      });
    },
  );

  test("every access token has a jti of its own", async () => {
    const tokens = await Promise.all(Array.from({ length: 20 }, () => tokensBy("ES256")));
    expect(new Set(tokens.map(({ accessToken }) => decode(accessToken.split(".")[1]).jti)).size).toBe(20);
  });

  test.each(SIGNING_ALGS)("a token by %s that is bent anywhere is refused", async (alg) => {
    const { accessToken } = await tokensBy(alg);
    const bent = bentValues(accessToken).filter((each) => /^[\x21-\x7e]+$/.test(each));
    expect(bent.length).toBeGreaterThan(1000);
    expect(bent.filter((each) => hub.hub.keys.verify(each, "at+jwt") !== null)).toEqual([]);
    const overHttp = bent.filter((_each, index) => index % 23 === 0);
    const refused = await overAll(overHttp, (each) => userinfo(hub, each));
    expect(refused.filter(({ status }) => status !== 401)).toEqual([]);
    expect((await userinfo(hub, accessToken)).status).toBe(200);
  });

  test.each(SIGNING_ALGS)("a token by %s with any claim taken away, changed or added is refused", async (alg) => {
    const { accessToken } = await tokensBy(alg);
    const [head = "", payload, signature = ""] = accessToken.split(".");
    const claims = decode(payload);
    const changed = Object.keys(claims).flatMap((name) => {
      const { [name]: value, ...without } = claims;
      return [
        without,
        { ...claims, [name]: null },
        { ...claims, [name]: [] },
        { ...claims, [name]: typeof value === "number" ? value + 1 : `${value}x` },
      ];
    });
    for (const forged of [...changed, { ...claims, admin: true }, {}, [], null, "x"]) {
      const token = `${head}.${encode(forged)}.${signature}`;
      expect(hub.hub.keys.verify(token, "at+jwt")).toBeNull();
      expect((await userinfo(hub, token)).status).toBe(401);
    }
  });

  test("a token of one kind is not taken for the other", async () => {
    for (const alg of SIGNING_ALGS) {
      const { accessToken, idToken } = await tokensBy(alg);
      expect(hub.hub.keys.verify(idToken, "at+jwt")).toBeNull();
      expect(hub.hub.keys.verify(accessToken, "JWT")).toBeNull();
      expect(hub.hub.keys.verify(accessToken, "logout+jwt")).toBeNull();
      expect(await refusedEverywhere(idToken, clients[alg])).toBe(true);
    }
  });

  test("what others sign, and what nobody signed, is refused", async () => {
    const made = clients.ES256;
    const { accessToken } = await tokensBy("ES256");
    const { accessToken: byRsa } = await tokensBy("RS256");
    const [head, payload = "", signature = ""] = accessToken.split(".");
    const header = decode(head);
    const set = (await (await fetch(`${hub.url}/.well-known/jwks`)).json()) as JSONWebKeySet;
    const own = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const ownJwk = await exportJWK(own.publicKey);
    const signedByMe = (forged: object): string => {
      const input = `${encode(forged)}.${payload}`;
      return `${input}.${sign("sha256", Buffer.from(input), { key: own.privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
    };
    const macWith = (key: string | Buffer, alg: string): string => {
      const input = `${encode({ ...header, alg })}.${payload}`;
      return `${input}.${createHmac(alg.replace("HS", "sha"), key).update(input).digest("base64url")}`;
    };
    const publicKeys = set.keys.flatMap((key) => [
      JSON.stringify(key),
      String(key.x ?? key.n),
      Buffer.from(String(key.x ?? key.n), "base64url"),
    ]);
    const forged = [
      ...["none", "None", "nOnE", "NONE", ""].flatMap((alg) => [
        `${encode({ ...header, alg })}.${payload}.`,
        `${encode({ ...header, alg })}.${payload}.${signature}`,
      ]),
      `${head}.${payload}.`,
      `${head}.${payload}`,
      `${head}.${payload}.${Buffer.alloc(64).toString("base64url")}`,
      `.${payload}.${signature}`,
      ...publicKeys.flatMap((key) => ["HS256", "HS384", "HS512"].map((alg) => macWith(key, alg))),
      signedByMe(header),
      signedByMe({ ...header, kid: undefined }),
      signedByMe({ ...header, kid: "unknown" }),
      signedByMe({ ...header, kid: ["unknown", header.kid] }),
      signedByMe({ ...header, kid: "__proto__" }),
      signedByMe({ ...header, jwk: ownJwk }),
      signedByMe({ ...header, kid: "unknown", jwk: ownJwk }),
      signedByMe({ ...header, jku: "https://evil.example/jwks" }),
      signedByMe({ ...header, x5u: "https://evil.example/x", x5c: ["x"] }),
      signedByMe({ ...header, kid: "../../../../dev/null" }),
      signedByMe({ ...header, kid: "x' UNION SELECT 1--" }),
      `${encode({ ...header, crit: ["exp"] })}.${payload}.${signature}`,
      `${encode({ ...header, typ: "JWT" })}.${payload}.${signature}`,
      `${encode({ ...header, typ: "AT+JWT" })}.${payload}.${signature}`,
      `${encode({ ...header, typ: undefined })}.${payload}.${signature}`,
      `${encode({ ...header, alg: "RS256" })}.${payload}.${signature}`,
      `${encode({ ...decodeProtectedHeader(byRsa) })}.${payload}.${signature}`,
      `${head}.${byRsa.split(".")[1]}.${signature}`,
      `${encode({ ...header, enc: "A256GCM", alg: "dir" })}...${payload}.${signature}`,
      JSON.stringify({ protected: head, payload, signature }),
      `${accessToken}.${signature}`,
    ];
    for (const token of forged) expect([token, await refusedEverywhere(token, made)]).toEqual([token, true]);
    expect(await refusedEverywhere(accessToken, made)).toBe(false);
  });

  test("an ECDSA signature in DER, or longer than it is, is not ours", async () => {
    const { accessToken } = await tokensBy("ES256");
    const [head, payload, signature = ""] = accessToken.split(".");
    const bytes = Buffer.from(signature, "base64url");
    const der = Buffer.concat([
      Buffer.from([0x30, 0x44, 0x02, 0x20]),
      bytes.subarray(0, 32),
      Buffer.from([0x02, 0x20]),
      bytes.subarray(32),
    ]);
    for (const other of [
      der,
      Buffer.concat([bytes, Buffer.alloc(1)]),
      Buffer.concat([Buffer.alloc(1), bytes]),
      bytes.subarray(0, 63),
    ]) {
      expect(hub.hub.keys.verify(`${head}.${payload}.${other.toString("base64url")}`, "at+jwt")).toBeNull();
    }
  });
});
