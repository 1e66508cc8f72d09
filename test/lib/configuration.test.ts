/** lib/configuration: what can't be right stops the start, with one line that names the setting as it was given and no secret. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { expect, test } from "vitest";
import { readConfiguration, settings } from "../../src/lib/configuration.ts";
import { Refusal } from "../../src/lib/errors.ts";

function refusal(environment: Record<string, string>, flags: Record<string, string> = {}): Refusal {
  try {
    readConfiguration(environment, flags);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("it was taken");
}

test("nothing given is a hub for one's own machine", () => {
  const configuration = readConfiguration({});
  expect(configuration).toMatchObject({
    dataDirectory: expect.stringMatching(/data$/),
    host: "127.0.0.1",
    port: undefined,
    issuer: undefined,
    databaseUrl: undefined,
    encryptionKey: undefined,
    tls: undefined,
    trustedProxies: [],
    sandbox: undefined,
    allowPrivate: [],
    logLevel: "info",
  });
  expect(isAbsolute(configuration.dataDirectory)).toBe(true);
  expect(configuration.effective.filter(({ source }) => source !== "standard")).toEqual([]);
});

test("no setting that holds a secret has a value of its own", () => {
  for (const [name, { fallback }] of Object.entries(settings)) {
    if (/key|secret|password/.test(name)) expect([name, fallback]).toEqual([name, undefined]);
  }
});

test("a flag wins over a variable, an empty one is none, and DATABASE_URL is read last", () => {
  const environment = {
    ALLDOOR_PORT: "1",
    ALLDOOR_HOST: "",
    ALLDOOR_DATABASE_URL: "postgres://a",
    DATABASE_URL: "postgres://b",
  };
  expect(readConfiguration(environment, { port: "2" })).toMatchObject({
    port: 2,
    host: "127.0.0.1",
    databaseUrl: "postgres://a",
  });
  expect(readConfiguration({ DATABASE_URL: "postgresql://b" }).databaseUrl).toBe("postgresql://b");
});

test.each([
  ["ALLDOOR_PORT", ["-1", "65536", "1.5", "http", "NaN", "80 80"]],
  [
    "ALLDOOR_ISSUER",
    [
      "id.example.com",
      "http://id.example.com",
      "http://localhost.evil.example",
      "http://127.0.0.1.evil.example",
      "https://id.example.com/path",
      "https://id.example.com?x",
      "https://id.example.com#x",
      "https://user@id.example.com",
      "https://user:pass@id.example.com",
      "https://:pass@id.example.com",
      "ftp://id.example.com",
      "javascript:x",
      "https://",
      "//id.example.com",
    ],
  ],
  ["ALLDOOR_SANDBOX", ["sandbox", "http://sandbox.example.com", "http://localhost:9000/x"]],
  ["ALLDOOR_DATABASE_URL", ["mysql://x", "x", " postgres://x", "/var/lib/x.sqlite"]],
  ["ALLDOOR_TRUSTED_PROXIES", ["*", "proxy", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8,all"]],
  ["ALLDOOR_ALLOW_PRIVATE", ["http://x", "a b c/d/e", "10.0.0.0/99"]],
  ["ALLDOOR_LOG", ["verbose", "INFO", "2"]],
] as const)("%s refuses what can't be right", (name, values) => {
  for (const value of values) {
    const refused = refusal({ [name]: value });
    expect([value, refused.code]).toEqual([value, "configuration_invalid"]);
    expect(refused.message.startsWith(`${name} `)).toBe(true);
    expect(refused.message).toMatch(/^[^\n]+\.$/);
  }
});

test.each([
  ["https://id.example.com", "https://id.example.com"],
  ["https://ID.example.com:443/", "https://id.example.com"],
  ["https://id.example.com:8443", "https://id.example.com:8443"],
  ["http://localhost:8000", "http://localhost:8000"],
  ["http://127.0.0.1:8000", "http://127.0.0.1:8000"],
  ["http://[::1]:8000", "http://[::1]:8000"],
  ["http://id.localhost", "http://id.localhost"],
])("the issuer %s is %s", (given, issuer) => {
  expect(readConfiguration({ ALLDOOR_ISSUER: given }).issuer).toBe(issuer);
});

test("a setting is called as it was given: by its variable or by its option", () => {
  expect(refusal({ ALLDOOR_TRUSTED_PROXIES: "x" }).message).toMatch(/^ALLDOOR_TRUSTED_PROXIES /);
  expect(refusal({}, { trusted_proxies: "x" }).message).toMatch(/^--trusted-proxies /);
});

test("certificate and key go together", () => {
  expect(refusal({ ALLDOOR_TLS_CERT: "a" }).message).toContain("ALLDOOR_TLS_KEY");
  expect(refusal({ ALLDOOR_TLS_KEY: "a" }).code).toBe("configuration_invalid");
  expect(readConfiguration({ ALLDOOR_TLS_CERT: "a", ALLDOOR_TLS_KEY: "b" }).tls).toEqual({
    certFile: "a",
    keyFile: "b",
  });
});

test("the encryption key comes from its file, the variable wins, a file that can't be read is said and nothing of it", () => {
  const directory = mkdtempSync(join(tmpdir(), "alldoor-test-"));
  try {
    const file = join(directory, "key");
    writeFileSync(file, "from the file");
    expect(readConfiguration({ ALLDOOR_ENCRYPTION_KEY_FILE: file }).encryptionKey).toBe("from the file");
    expect(
      readConfiguration({ ALLDOOR_ENCRYPTION_KEY_FILE: file, ALLDOOR_ENCRYPTION_KEY: "given" }).encryptionKey,
    ).toBe("given");
    expect(refusal({ ALLDOOR_ENCRYPTION_KEY_FILE: directory }).message).toBe(
      "ALLDOOR_ENCRYPTION_KEY_FILE can't be read.",
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test("no refusal repeats a password", () => {
  const secret = "canary-5f2b";
  for (const environment of [
    { ALLDOOR_DATABASE_URL: `mysql://user:${secret}@host/x` },
    { ALLDOOR_ISSUER: `https://user:${secret}@id.example.com` },
    { ALLDOOR_ISSUER: `https://:${secret}@id.example.com` },
    { ALLDOOR_SANDBOX: `x:${secret}` },
  ]) {
    expect(refusal(environment).message).not.toContain(secret);
  }
});
