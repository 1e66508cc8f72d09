/**
 * The control interface and the developer's pages: what they do, and who is kept out of them.
 */
import { describe, expect, test, vi } from "vitest";
import { catalogue } from "../../src/providers/index.ts";
import { createSandbox, type SandboxApp } from "../../src/sandbox/index.ts";
import { createGround, json, ORIGIN, redirectUriOf } from "./client.ts";

const ground = createGround();

interface CallOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly peer?: string;
}

const call = (
  path: string,
  { method = "GET", body, headers = {}, peer }: CallOptions = {},
  sandbox = ground.sandbox,
): Promise<Response> =>
  sandbox.fetch(
    new Request(`${ORIGIN}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: "manual",
    }),
    peer === undefined ? {} : { peer },
  );

describe("applications", () => {
  test("are listed with their credentials", async () => {
    const { apps } = (await json(await call("/_sandbox/apps"))) as { apps: SandboxApp[] };
    expect(apps).toContainEqual(ground.app("github"));
  });

  test("are made up where nothing is given, another for every sandbox", async () => {
    const body = { providerId: "github", redirectUris: ["http://localhost:1/x"] };
    const response = await call("/_sandbox/apps", { method: "POST", body });
    expect(response.status).toBe(201);
    const app = await json(response);
    expect(app.clientId).toMatch(/^Ov23li\w{14}$/);
    expect(app.clientSecret).toMatch(/^[0-9a-f]{40}$/);
    const [one, two] = [1, 2].map(() => createSandbox({ origin: ORIGIN, providers: catalogue }));
    expect(one?.app("google").clientSecret).not.toBe(two?.app("google").clientSecret);
    expect(one?.app("google")).toBe(one?.app("google"));
  });

  test("are told to the keeper, and given back work again", async () => {
    const keep = vi.fn<(apps: readonly SandboxApp[]) => void>();
    const first = createSandbox({ origin: ORIGIN, providers: catalogue, onAppsChanged: keep });
    const app = first.app("discord");
    expect(keep).toHaveBeenLastCalledWith([app]);
    const second = createSandbox({ origin: ORIGIN, providers: catalogue, apps: keep.mock.lastCall?.[0] ?? [] });
    expect(second.app("discord")).toEqual(app);
  });

  test("get further redirect addresses, and work with them", async () => {
    const { clientId } = ground.app("google");
    const redirectUri = "https://app.example.com/back";
    const response = await call("/_sandbox/redirect-uris", {
      method: "POST",
      body: { providerId: "google", clientId, redirectUri },
    });
    expect((await json(response)).redirectUris).toEqual([redirectUriOf("google"), redirectUri]);
    expect((await ground.send(ground.authorizeUrl("google", { redirect_uri: redirectUri }))).status).toBe(200);
  });

  test.each([
    ["an unknown provider", { providerId: "nobody" }],
    ["a relative redirect address", { providerId: "github", redirectUris: ["/callback"] }],
    ["a script for a redirect address", { providerId: "github", redirectUris: ["javascript:alert(1)"] }],
    ["a redirect address with a fragment", { providerId: "github", redirectUris: ["https://a.example/#x"] }],
    ["members nobody knows", { providerId: "github", admin: true }],
    ["a list", []],
    ["nothing", null],
  ])("refuses %s", async (_what, body) => {
    const before = ground.sandbox.apps().length;
    const response = await call("/_sandbox/apps", { method: "POST", body });
    expect(response.status).toBe(422);
    expect(typeof (await json(response)).error).toBe("string");
    expect(ground.sandbox.apps()).toHaveLength(before);
  });
});

describe("armed faults", () => {
  const arm = (body: object): Promise<Response> => call("/_sandbox/faults", { method: "POST", body });
  const keys = "https://www.googleapis.com/oauth2/v3/certs";

  test("strike at an endpoint that the consent page can't reach, so often and no more", async () => {
    expect((await arm({ providerId: "google", fault: "server_error", endpoint: "jwks", times: 2 })).status).toBe(201);
    expect((await ground.send(keys)).status).toBe(500);
    expect((await ground.send(keys)).status).toBe(500);
    expect((await ground.send(keys)).status).toBe(200);
  });

  test("strike at the next consent, whoever clicks", async () => {
    await arm({ providerId: "google", fault: "denied" });
    const url = ground.authorizeUrl("google");
    expect((await ground.sandbox.signInAs(url, "mira")).searchParams.get("error")).toBe("access_denied");
    expect((await ground.sandbox.signInAs(url, "mira")).searchParams.has("code")).toBe(true);
  });

  test("are listed, and taken back", async () => {
    await arm({ providerId: "google", fault: "html", endpoint: "profile" });
    expect((await json(await call("/_sandbox/faults"))).armed).toEqual([
      { providerId: "google", fault: "html", endpoint: "profile", times: 1 },
    ]);
    await call("/_sandbox/faults", { method: "DELETE" });
    expect((await json(await call("/_sandbox/faults"))).armed).toEqual([]);
  });

  test.each([
    [{ providerId: "google", fault: "nothing" }],
    [{ providerId: "nobody", fault: "html" }],
    [{ providerId: "github", fault: "html", endpoint: "jwks" }],
    [{ providerId: "github", fault: "html", times: 0 }],
  ])("refuses %j", async (body) => {
    expect((await arm(body)).status).toBe(422);
  });
});

describe("the request log", () => {
  test("says why, and holds no secret", async () => {
    const { clientSecret } = ground.app("github");
    const code = await ground.code("github");
    await ground.redeem("github", code, { code_verifier: "a".repeat(43) });
    const text = await (await call("/_sandbox/requests")).text();
    expect(text).toContain("The verifier does not fit the challenge.");
    for (const secret of [clientSecret, code, "a".repeat(43)]) expect(text).not.toContain(secret);
    expect((JSON.parse(text) as { requests: object[] }).requests[0]).toMatchObject({
      providerId: "github",
      endpoint: "token",
      method: "POST",
      address: "/github.com/login/oauth/access_token",
      parameters: [],
      status: 200,
    });
  });

  test("is bounded, and forgotten when told", async () => {
    for (let time = 0; time < 230; time += 1) await ground.send("https://nobody.test/");
    expect((await json(await call("/_sandbox/requests"))).requests).toHaveLength(200);
    await call("/_sandbox/requests", { method: "DELETE" });
    expect((await json(await call("/_sandbox/requests"))).requests).toEqual([]);
  });
});

describe("who is kept out", () => {
  const paths = ["/_sandbox/apps", "/_sandbox/requests", "/_sandbox/faults", "/_sandbox/try/github"];

  test.each(paths)("%s: another host's name, another machine, another site", async (path) => {
    for (const host of [
      "evil.example",
      "evil.example:9000",
      "localhost.evil.example",
      "localhost:9000@evil.example",
      "127.0.0.1.nip.io:9000",
    ]) {
      expect((await call(path, { headers: { host } })).status).toBe(403);
    }
    for (const peer of ["192.168.1.9", "2001:db8::9", "::ffff:10.0.0.9"])
      expect((await call(path, { peer })).status).toBe(403);
  });

  test.each(["127.0.0.1", "::1", "::ffff:127.0.0.1"])("not this machine, %s", async (peer) => {
    for (const host of ["localhost:9000", "127.0.0.1:9000", "[::1]:9000"]) {
      expect((await call("/_sandbox/apps", { peer, headers: { host } })).status).toBe(200);
    }
  });

  test("a form of another site can neither register nor arm", async () => {
    const body = { providerId: "github", redirectUris: ["https://evil.example/"] };
    for (const headers of [
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
    ]) {
      expect((await call("/_sandbox/apps", { method: "POST", body, headers })).status).toBe(403);
    }
    const plain = await call("/_sandbox/apps", { method: "POST", body, headers: { "content-type": "text/plain" } });
    expect(plain.status).toBe(415);
  });

  test("no answer may be read by another site", async () => {
    const response = await call("/_sandbox/apps", { headers: { origin: ORIGIN } });
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  test("the provider's page shows no secret under a name that is not this machine's", async () => {
    const sandbox = createSandbox({ origin: "http://sandbox.acme.test:9000", providers: catalogue });
    const { clientSecret } = sandbox.app("github");
    const open = (host: string) =>
      sandbox.fetch(new Request("http://sandbox.acme.test:9000/_sandbox/providers/github", { headers: { host } }));
    const afar = await (await open("sandbox.acme.test:9000")).text();
    expect(afar).not.toContain(clientSecret);
    expect(afar).toContain("What it insists on");
    expect(await (await open("localhost:9000")).text()).toContain(clientSecret);
    expect((await open("evil.example")).status).toBe(403);
  });

  test("the emulated endpoints answer under any name, as they are called from anywhere", async () => {
    const { pathname, search } = new URL(ground.authorizeUrl("github"));
    expect(
      (
        await call(`/github.com${pathname}${search}`, {
          headers: { host: "host.docker.internal:9000" },
          peer: "172.17.0.2",
        })
      ).status,
    ).toBe(200);
  });
});

test("an unknown control address is a 404", async () => {
  expect((await call("/_sandbox/nothing")).status).toBe(404);
  expect((await call("/_sandbox/apps", { method: "PATCH", body: {} })).status).toBe(404);
});
