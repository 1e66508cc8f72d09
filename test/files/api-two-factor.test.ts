/** `/api/auth/2fa` and a sign-in with a second factor, on both databases. */
import { inflateSync } from "node:zlib";
import { encode } from "uqr";
import { afterAll, beforeAll, expect, test } from "vitest";
import { totpAddress, totpCode, totpStep } from "../../src/lib/totp.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { startFiles, type TestFiles } from "./served-files.ts";

eachDatabase((fresh) => {
  let hub: TestHub;
  let files: TestFiles;
  beforeAll(async () => {
    hub = await startHub();
    files = await startFiles(hub, { databaseUrl: (await fresh()).databaseUrl });
  });
  afterAll(async () => {
    await files.close();
    await hub.close();
  });

  const now = () => Math.floor(hub.time.clock() / 1000);
  const codeFor = (secret: string, steps = 0) => totpCode(secret, totpStep(now()) + steps);
  const INVALID = { status: 200, code: 402, message: "Invalid 2FA code", data: null };

  async function generated(token: string) {
    const answer = await files.api("/api/auth/2fa/generate", { token, json: {} });
    expect(answer).toMatchObject({ code: 200, data: { secret: expect.stringMatching(/^[A-Z2-7]{32}$/) } });
    return answer.data as { secret: string; qr: string };
  }
  const verify = (token: string, code: string, secret: string) =>
    files.api("/api/auth/2fa/verify", { token, json: { code, secret } });
  const login = (username: string, password: string, otp_code?: string) =>
    files.api("/api/auth/login", { json: { username, password, otp_code } });

  test("the picture is a PNG of the address that an application reads", async () => {
    const person = await files.makeUser();
    const { qr, secret } = await generated(await files.token(person));
    const png = Buffer.from(qr.replace("data:image/png;base64,", ""), "base64");
    expect(png.subarray(0, 8).toString("hex")).toBe("89504e470d0a1a0a");
    const width = png.readUInt32BE(16);
    expect(width).toBe(png.readUInt32BE(20));
    expect(width).toBeGreaterThanOrEqual(400);
    const start = png.indexOf("IDAT");
    const pixels = inflateSync(png.subarray(start + 4, start + 4 + png.readUInt32BE(start - 4)));
    const address = totpAddress({ issuer: "Alldoor Files", account: person.username, secret });
    const { data, size } = encode(address, { ecc: "M", border: 4 });
    const rowBytes = Math.ceil(width / 8) + 1;
    const scale = width / size;
    const isDark = (x: number, y: number) => ((pixels[y * rowBytes + 1 + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0;
    const seen = data.map((row, y) => row.map((_module, x) => isDark(x * scale, (y + 1) * scale - 1)));
    expect(seen).toEqual(data);
  });

  test("only a code of the secret that was shown turns it on", async () => {
    const person = await files.makeUser();
    const token = await files.token(person);
    const { secret } = await generated(token);
    const own = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    expect(await verify(token, totpCode(own, totpStep(now())), own)).toEqual(INVALID);
    expect(await verify(token, "000000", secret)).toEqual(INVALID);
    expect((await files.api("/api/me", { token })).data).toMatchObject({ otp: false });
    expect(await login(person.username, person.password)).toMatchObject({ code: 200 });
    expect(await verify(token, codeFor(secret), secret)).toMatchObject({ code: 200, data: null });
    expect((await files.api("/api/me", { token })).data).toMatchObject({ otp: true });
    expect(await verify(token, codeFor(secret, 1), secret)).toEqual(INVALID);
  });

  test("from then on a password alone is asked for a code, and a code counts once", async () => {
    const person = await files.makeUser();
    const token = await files.token(person);
    const { secret } = await generated(token);
    await verify(token, codeFor(secret), secret);
    expect(await login(person.username, person.password)).toEqual(INVALID);
    expect(await login(person.username, person.password, codeFor(secret))).toEqual(INVALID);
    expect(await login(person.username, "wrong", codeFor(secret, 1))).toMatchObject({ code: 400 });
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => login(person.username, person.password, codeFor(secret, 1))),
    );
    expect(answers.map(({ code }) => code).sort()).toEqual([200, 402, 402]);
    // A program that can't be asked for a code needs an app password.
    const dav = await fetch(`${files.url}/dav/`, {
      method: "PROPFIND",
      headers: { authorization: `Basic ${btoa(`${person.username}:${person.password}`)}` },
    });
    expect(dav.status).toBe(401);
  });

  test("wrong codes count as wrong sign-ins", async () => {
    const person = await files.makeUser();
    const token = await files.token(person);
    const { secret } = await generated(token);
    await verify(token, codeFor(secret), secret);
    for (let count = 0; count < 10; count += 1)
      expect(await login(person.username, person.password, "000000")).toEqual(INVALID);
    expect(await login(person.username, person.password, codeFor(secret, 1))).toMatchObject({ code: 429 });
  });

  test("an administrator turns it off", async () => {
    const person = await files.makeUser();
    const token = await files.token(person);
    const { secret } = await generated(token);
    await verify(token, codeFor(secret), secret);
    const admin = await files.token(await files.makeUser({ role: "admin" }));
    expect(await files.api(`/api/admin/user/cancel_2fa?id=${person.id}`, { token: admin, json: {} })).toMatchObject({
      code: 200,
    });
    expect(await login(person.username, person.password)).toMatchObject({ code: 200 });
  });

  test("a secret that was shown long ago is none, and one to show needs a fresh sign-in", async () => {
    const person = await files.makeUser();
    const token = await files.token(person);
    const { secret } = await generated(token);
    hub.time.advance(901);
    expect(await verify(token, codeFor(secret), secret)).toMatchObject({ code: 401 });
    expect(await files.api("/api/auth/2fa/generate", { token, json: {} })).toMatchObject({ code: 401 });
    expect(await verify(await files.token(person), codeFor(secret), secret)).toEqual(INVALID);
  });
});
