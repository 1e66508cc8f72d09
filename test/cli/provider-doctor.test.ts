/** `alldoor provider doctor`: each thing that can be wrong with a registration, made wrong at the sandbox; what is said of it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Finding } from "../../src/cli/doctor/finding.ts";
import { examineProvider } from "../../src/cli/provider-doctor/examine.ts";
import type { ProviderRow } from "../../src/hub/providers/store.ts";
import { OutboundError } from "../../src/lib/outbound.ts";
import { sandboxRewrite } from "../../src/lib/sandbox-rewrite.ts";
import { catalogue, findProvider } from "../../src/providers/catalogue/whole.ts";
import type { ProviderFetch } from "../../src/providers/engines/engine.ts";
import type { ProviderApp } from "../../src/providers/provider.ts";
import { createSandbox, type Sandbox } from "../../src/sandbox/index.ts";
import { type SandboxedHub, startSandboxedHub } from "../ground/sandbox.ts";
import { called } from "./alldoor.ts";

const ORIGIN = "http://localhost:9000";
const rewrite = sandboxRewrite(ORIGIN);
const NOW = Math.floor(Date.now() / 1000);

function ground(id: string) {
  const entry = findProvider(id);
  if (entry === undefined) throw new Error(`no entry ${id}`);
  const sandbox: Sandbox = createSandbox({ origin: ORIGIN, providers: catalogue });
  const redirectUri = `https://hub.example/accounts/${id}/login/callback/`;
  const settings = sandbox.demoSettings(id);
  sandbox.registerApp({ ...sandbox.app(id), redirectUris: [redirectUri], settings });
  const { clientId, clientSecret } = sandbox.app(id);
  const app: ProviderApp = { provider: entry, clientId, clientSecret, redirectUri, settings };
  const row = { entry, slug: id, displayName: entry.name, disabledAt: null } as ProviderRow;
  const fetch: ProviderFetch = async (url, init) => {
    const answer = await sandbox.fetch(new Request(rewrite(new URL(url)), { ...init, redirect: "manual" }));
    if (answer.status >= 300 && answer.status < 400) throw new OutboundError("redirect");
    const headers = new Headers(answer.headers);
    headers.set("date", new Date(NOW * 1000).toUTCString());
    return new Response(answer.body, { status: answer.status, headers });
  };
  const look = (changes: Partial<ProviderApp> = {}, more: { fetch?: ProviderFetch; now?: number } = {}) =>
    examineProvider({ row, app: { ...app, ...changes }, fetch, isSandbox: true, now: NOW, ...more });
  return { app, fetch, look };
}

const failures = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ status }) => status !== "ok").map(({ check, status }) => `${check} ${status}`);
const said = (findings: readonly Finding[], check: string): string =>
  findings.find((finding) => finding.check === check)?.message ?? "";

describe.each(["github", "google", "keycloak", "discord", "microsoft", "gitlab"])("%s", (id) => {
  const { app, fetch, look } = ground(id);

  test("a registration that is right is in order", async () => {
    const findings = await look();
    expect(failures(findings)).toEqual([]);
    expect(findings.map(({ check }) => check)).toEqual(
      expect.arrayContaining(["callback", "authorization", "credentials", "clock"]),
    );
    expect(said(findings, "callback")).toContain(app.redirectUri);
  });

  test("a wrong secret", async () => {
    const findings = await look({ clientSecret: "a-wrong-secret-that-nobody-may-see" });
    expect(failures(findings)).toEqual(["credentials failed"]);
    expect(JSON.stringify(findings)).not.toContain("a-wrong-secret");
  });

  test("a wrong callback address", async () => {
    const findings = await look({ redirectUri: "https://hub.example/another/" });
    expect(failures(findings)[0]).toBe("authorization failed");
    expect(said(findings, "authorization")).toContain("callback address");
  });

  test("an unknown client id", async () => {
    const findings = await look({ clientId: "nobody" });
    expect(failures(findings)).toContain("authorization failed");
    expect(said(findings, "authorization")).toContain("client id");
  });

  test("a clock that is wrong, and a scope that is missing", async () => {
    const findings = await look({}, { now: NOW + 600 });
    expect(failures(findings)).toEqual(["clock failed"]);
    expect(said(findings, "clock")).toMatch(/^This machine's clock is (?:599|600) seconds ahead of the clock of /);
    const fewer = await look({ scope: app.provider.protocol === "oidc" ? ["openid"] : [] });
    if (app.provider.scope.length > 0) expect(failures(fewer)).toContain("scope warning");
  });

  test("nothing answers", async () => {
    const silent: ProviderFetch = () => Promise.reject(new OutboundError("unreachable"));
    const findings = await look({}, { fetch: silent });
    expect(findings.some(({ status, message }) => status === "failed" && message.includes("can't be reached"))).toBe(
      true,
    );
    expect(findings.some(({ check }) => check === "clock")).toBe(false);
    expect(fetch).toBeDefined();
  });
});

test("discovery that names another issuer, and one that is none", async () => {
  const { fetch, look } = ground("openid_connect");
  const altered =
    (change: (document: Record<string, unknown>) => unknown): ProviderFetch =>
    async (url, init) => {
      const answer = await fetch(url, init);
      if (!url.endsWith("/.well-known/openid-configuration")) return answer;
      return Response.json(change((await answer.json()) as Record<string, unknown>));
    };
  expect(failures(await look())).toEqual([]);
  const another = await look({}, { fetch: altered((document) => ({ ...document, issuer: "https://other.example" })) });
  expect(failures(another)).toEqual(["discovery failed"]);
  expect(said(another, "discovery")).toContain("https://other.example");
  expect(failures(await look({}, { fetch: altered(() => "hello") }))).toEqual(["discovery failed"]);
  const fewer = await look({}, { fetch: altered((document) => ({ ...document, scopes_supported: ["openid"] })) });
  expect(failures(fewer)).toEqual(["discovery warning"]);
});

test("OAuth 1.0a asks for a request token: a wrong key is told there; OpenID 2.0 and signed sign-ins have no secret to try", async () => {
  const trello = ground("trello");
  expect(failures(await trello.look())).toEqual([]);
  const wrong = await trello.look({ clientSecret: "wrong" });
  expect(failures(wrong)).toEqual(["start failed"]);
  expect(said(wrong, "start")).toContain("refuses this application");
  for (const id of ["steam", "openid"]) expect(failures(await ground(id).look())).not.toContain("start failed");
});

test("what is missing is named before anybody is asked, and a closed service is told", async () => {
  const { look } = ground("keycloak");
  const calls: string[] = [];
  const fetch: ProviderFetch = (url) => {
    calls.push(url);
    return Promise.reject(new OutboundError("unreachable"));
  };
  const findings = await look({ settings: {} }, { fetch });
  expect(findings).toHaveLength(1);
  expect(said(findings, "registration")).toContain("setting url: is required");
  expect(calls).toEqual([]);
  expect(failures(await ground("edmodo").look())).toEqual(["registration warning"]);
  const plain = await ground("github").look({ redirectUri: "http://hub.example/accounts/github/login/callback/" });
  expect(failures(plain)).toContain("callback failed");
});

describe("the command", () => {
  let hub: SandboxedHub;
  beforeAll(async () => {
    hub = await startSandboxedHub();
    await hub.addProvider("github");
  });
  afterAll(() => hub.close());

  test("walks against the sandbox that the hub has, by the registration's name", async () => {
    const args = ["--data", hub.dataDirectory, "--issuer", hub.url, "--sandbox", hub.sandbox.url];
    const { code, document } = await called<Finding[]>(["provider", "doctor", "github", ...args]);
    expect(document.filter(({ status }) => status !== "ok")).toEqual([]);
    expect(code).toBe(0);
    const { code: unknown, document: refused } = await called(["provider", "doctor", "githup", ...args]);
    expect(unknown).toBe(1);
    expect(refused).toMatchObject({
      error: { code: "provider_missing", message: expect.stringContaining("Did you mean github?") },
    });
  });
});
