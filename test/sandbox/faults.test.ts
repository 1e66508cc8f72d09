/**
 * Every fault: what it does on the wire, and that the library which the hub uses lets nobody in through it.
 */
import { afterAll, describe, expect, test } from "vitest";
import { createOutbound } from "../../src/lib/outbound.ts";
import { sandboxRewrite } from "../../src/lib/sandbox-rewrite.ts";
import {
  catalogue,
  findProvider,
  finishSignIn,
  type Provider,
  type ProviderApp,
  ProviderError,
  startSignIn,
} from "../../src/providers/index.ts";
import { type FaultId, faults, serveSandbox } from "../../src/sandbox/index.ts";
import { claimsOf, createGround, json, redirectUriOf } from "./client.ts";

const ground = createGround();

describe("on the wire", () => {
  const struck = async (fault: FaultId): Promise<Response> =>
    ground.redeem("keycloak", await ground.code("keycloak", { fault }));
  const idToken = async (fault: FaultId, changes = {}): Promise<string> =>
    String((await json(await ground.redeem("keycloak", await ground.code("keycloak", { fault, changes })))).id_token);

  test("denied", async () => {
    const back = await ground.sandbox.signInAs(ground.authorizeUrl("keycloak"), "mira", "denied");
    expect(back.searchParams.get("error")).toBe("access_denied");
  });
  test("wrong_state", async () => {
    const back = await ground.sandbox.signInAs(ground.authorizeUrl("keycloak"), "mira", "wrong_state");
    expect(back.searchParams.get("state")).not.toBe("the-state");
    expect(back.searchParams.get("code")).toMatch(/^[\w./-]{16,}$/);
  });
  test("wrong_secret", async () => {
    const response = await struck("wrong_secret");
    expect([response.status, (await json(response)).error]).toEqual([401, "unauthorized_client"]);
  });
  test("expired_code", async () => {
    expect((await json(await struck("expired_code"))).error_description).toBe("Code not valid");
  });
  test("slow waits, and then answers", async () => {
    const slow = createGround({ slowMs: 150 });
    const code = await slow.code("keycloak", { fault: "slow" });
    const began = performance.now();
    expect(await json(await slow.redeem("keycloak", code))).toHaveProperty("access_token");
    expect(performance.now() - began).toBeGreaterThan(140);
  });
  test("closing the sandbox ends the wait", async () => {
    const slow = createGround({ slowMs: 60_000 });
    const waiting = slow.redeem("keycloak", await slow.code("keycloak", { fault: "slow" }));
    slow.sandbox.close();
    expect((await waiting).status).toBe(200);
  });
  test("html", async () => {
    const response = await struck("html");
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  });
  test("not_json is labelled as JSON", async () => {
    const response = await struck("not_json");
    expect(response.headers.get("content-type")).toBe("application/json");
    await expect(response.json()).rejects.toThrow(SyntaxError);
  });
  test("oversized is JSON of eight megabytes", async () => {
    const text = await (await struck("oversized")).text();
    expect(text.length).toBeGreaterThan(8 * 1024 * 1024);
    expect(Object.keys(JSON.parse(text) as object)).toEqual(["filler"]);
  });
  test("server_error", async () => {
    expect((await struck("server_error")).status).toBe(500);
  });
  test("redirect leads to a place that tells on who goes there", async () => {
    const response = await struck("redirect");
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).toBe("http://localhost:9000/_sandbox/elsewhere");
    await ground.sandbox.fetch(new Request("http://localhost:9000/_sandbox/elsewhere"));
    const log = await json(await ground.sandbox.fetch(new Request("http://localhost:9000/_sandbox/requests")));
    expect((log.requests as { remark: string }[])[0]?.remark).toContain("must not be followed");
  });
  test("wrong_nonce, wrong_audience, wrong_issuer", async () => {
    expect(claimsOf(await idToken("wrong_nonce", { nonce: "mine" })).nonce).not.toBe("mine");
    expect(claimsOf(await idToken("wrong_audience")).aud).toBe("somebody-elses-application");
    expect(claimsOf(await idToken("wrong_issuer")).iss).toBe("https://issuer.example.org");
  });
  test("expired_id_token", async () => {
    expect(Number(claimsOf(await idToken("expired_id_token")).exp)).toBeLessThan(Date.now() / 1000 - 3600);
  });
  test("unsigned_id_token", async () => {
    const [header, , signature] = (await idToken("unsigned_id_token")).split(".");
    expect(JSON.parse(Buffer.from(header ?? "", "base64url").toString())).toEqual({ alg: "none", typ: "JWT" });
    expect(signature).toBe("");
  });
});

describe("through the library that the hub uses, over HTTP", async () => {
  const served = await serveSandbox({ port: 0, providers: catalogue, slowMs: 1500 });
  const host = new URL(served.url).host;
  const outbound = createOutbound({
    rewrite: sandboxRewrite(served.url),
    allow: [host],
    headMilliseconds: 400,
    totalMilliseconds: 800,
    // Each fault is looked at by itself.
    circuitFailures: 1000,
  });
  afterAll(async () => {
    outbound.close();
    await served.close();
  });

  /** What each fault of a redirect may be told as; anything else, and success above all, is a failure. */
  const expected: Readonly<Record<Exclude<FaultId, "foreign_token" | "expired_token">, string>> = {
    denied: "access_denied",
    wrong_state: "state_mismatch",
    wrong_secret: "token_refused",
    expired_code: "token_refused",
    slow: "unreachable",
    html: "bad_answer",
    not_json: "bad_answer",
    oversized: "unreachable",
    server_error: "provider_error",
    redirect: "unreachable",
    wrong_nonce: "id_token_invalid",
    wrong_audience: "id_token_invalid",
    wrong_issuer: "id_token_invalid",
    expired_id_token: "id_token_invalid",
    unsigned_id_token: "id_token_invalid",
    foreign_key: "id_token_invalid",
    other_subject: "bad_answer",
  };

  async function outcome(provider: Provider, fault: FaultId): Promise<string> {
    served.sandbox.registerApp({ ...served.sandbox.app(provider.id), redirectUris: [redirectUriOf(provider.id)] });
    const { clientId, clientSecret } = served.sandbox.app(provider.id);
    const demo: Record<string, Record<string, string>> = {
      keycloak: { url: "https://keycloak.sandbox.test", realm: "demo" },
    };
    const app: ProviderApp = {
      provider,
      clientId,
      clientSecret,
      redirectUri: redirectUriOf(provider.id),
      settings: demo[provider.id] ?? {},
    };
    const { url, pending } = await startSignIn(app, { fetch: outbound.fetch });
    const back = await served.sandbox.signInAs(url, "mira", fault);
    try {
      await finishSignIn(app, pending, back.searchParams, { fetch: outbound.fetch });
      return "signed in";
    } catch (error) {
      return error instanceof ProviderError ? error.code : String(error);
    }
  }

  test.each(faults.filter(({ stage }) => stage !== "script").map(({ id }) => id))("keycloak: %s", async (fault) => {
    const keycloak = findProvider("keycloak");
    expect(keycloak && (await outcome(keycloak, fault))).toBe(expected[fault as keyof typeof expected]);
  });

  test.each(faults.filter(({ stage }) => !["idToken", "profile", "script"].includes(stage)).map(({ id }) => id))(
    "github: %s",
    async (fault) => {
      const github = findProvider("github");
      expect(github && (await outcome(github, fault))).toBe(expected[fault as keyof typeof expected]);
    },
  );
});
