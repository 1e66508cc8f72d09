/**
 * The sandbox's pages: nothing inline, nothing unescaped, a label on every field, and never mistaken for the real
 * provider.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { createGround, ORIGIN } from "./client.ts";

const ground = createGround();
const open = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  ground.sandbox.fetch(new Request(`${ORIGIN}${path}`, { headers, redirect: "manual" }));
const under = (url: string): string => `/${url.replace(/^https:\/\//, "")}`;

const pages: Readonly<Record<string, string>> = {
  home: "/",
  "home, searched": `/?q=${encodeURIComponent('"><script>alert(1)</script>')}`,
  provider: "/_sandbox/providers/keycloak",
  "no provider": "/_sandbox/providers/nobody",
  consent: under(ground.authorizeUrl("google")),
  "consent for hostile scopes": under(ground.authorizeUrl("casdoor", { scope: "openid <script>alert(1)</script>" })),
  refused: under(ground.authorizeUrl("github", { redirect_uri: "http://localhost/<script>alert(1)</script>" })),
  lost: "/nobody.test/<script>alert(1)</script>",
};

describe.each(Object.entries(pages))("%s", (_name, path) => {
  let response: Response;
  let html: string;
  beforeAll(async () => {
    response = await open(path);
    html = await response.text();
  });

  test("is marked as the sandbox", () => {
    expect(html.startsWith("<!doctype html>")).toBe(true);
    expect(html).toContain("<strong>Sandbox</strong>");
    expect(/<title>([^<]+)<\/title>/.exec(html)?.[1]).toMatch(/sandbox/i);
  });

  test("runs nothing and is framed by nobody", () => {
    const policy = response.headers.get("content-security-policy") ?? "";
    for (const directive of ["default-src 'none'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]) {
      expect(policy).toContain(directive);
    }
    expect(policy).not.toContain("unsafe");
    expect(html).not.toMatch(/<script|<style|\sstyle=|\son\w+=/i);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("has one first heading, and a label on every field that is seen", () => {
    expect(html.match(/<h1/g)).toHaveLength(1);
    for (const [field] of html.matchAll(/<input[^>]*>/g)) {
      if (field.includes('type="hidden"') || field.includes('type="radio"')) continue;
      const id = /\sid="([^"]+)"/.exec(field)?.[1];
      expect(html).toContain(`<label for="${id}"`);
    }
    const radios = html.match(/<label class="choice"><input type="radio"/g) ?? [];
    expect(html.match(/type="radio"/g) ?? []).toHaveLength(radios.length);
  });

  test("has no id twice", () => {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test("form-action is left off the consent page alone: Chrome holds it against the redirect that follows", async () => {
  const policyOf = async (path: string) => (await open(path)).headers.get("content-security-policy");
  expect(await policyOf(pages.consent ?? "")).not.toContain("form-action");
  for (const name of ["home", "provider", "refused", "lost"])
    expect(await policyOf(pages[name] ?? "")).toContain("form-action 'self'");
});

test("the consent page offers every person and the faults that can strike there", async () => {
  const google = await (await open(pages.consent ?? "")).text();
  const github = await (await open(under(ground.authorizeUrl("github")))).text();
  for (const person of ["mira", "mira-renamed", "theo", "noor", "zoe", "impostor", "quill"]) {
    expect(google).toContain(`<button type="submit" name="person" value="${person}"`);
  }
  expect(google).toContain('name="fault" value="unsigned_id_token"');
  expect(github).not.toContain("unsigned_id_token");
  expect(github).toContain('name="fault" value="html"');
  expect(google).toContain('name="allow" value="no"');
  expect(google).toContain("&lt;b&gt;O&#39;Dell&lt;/b&gt;");
});

test("the stylesheet has each provider's colour, with a text colour that can be read on it", async () => {
  const response = await open("/_sandbox/style.css");
  const css = await response.text();
  expect(response.headers.get("content-type")).toContain("text/css");
  expect(css).toContain(".brand-github { --brand: #24292f; --on-brand: #ffffff; }");
  const again = await open("/_sandbox/style.css", { "if-none-match": response.headers.get("etag") ?? "" });
  expect(again.status).toBe(304);
});

test("the search finds by name and host, and says so when it finds nothing", async () => {
  const found = await (await open("/?q=DING")).text();
  expect(found).toContain("/_sandbox/providers/dingtalk");
  expect(found).not.toContain("/_sandbox/providers/github");
  expect(await (await open("/?q=microsoftonline")).text()).toContain("/_sandbox/providers/microsoft");
  expect(await (await open("/?q=zzzz")).text()).toContain("No provider is called so.");
});

describe("the form that registers a redirect address", () => {
  const post = (fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
    ground.sandbox.fetch(
      new Request(`${ORIGIN}/_sandbox/providers/discord`, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers,
        redirect: "manual",
      }),
    );
  const { clientId: client_id } = ground.app("discord");

  test("registers, and goes back to the page", async () => {
    const response = await post({ client_id, redirect_uri: "https://app.example.com/in" });
    expect([response.status, response.headers.get("location")]).toEqual([303, "/_sandbox/providers/discord"]);
    expect(ground.app("discord").redirectUris).toContain("https://app.example.com/in");
  });

  test.each([
    ["what is no address", { client_id, redirect_uri: "nonsense" }],
    ["another application", { client_id: "nobody", redirect_uri: "https://app.example.com/in" }],
    ["nothing", {}],
  ])("says why it refuses %s", async (_what, fields) => {
    const response = await post(fields);
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('role="alert"');
  });

  test("is not posted by another site", async () => {
    const before = ground.app("discord").redirectUris;
    const response = await post(
      { client_id, redirect_uri: "https://evil.example/" },
      { origin: "https://evil.example" },
    );
    expect(response.status).toBe(422);
    expect(ground.app("discord").redirectUris).toEqual(before);
  });
});

describe("trying a sign-in out from a provider's page", () => {
  const cookieOf = (response: Response): string => (response.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "";
  const begin = async (id: string, person: string, fault?: "foreign_key") => {
    const start = await open(`/_sandbox/try/${id}`);
    expect(start.status).toBe(302);
    const back = await ground.sandbox.signInAs(start.headers.get("location") ?? "", person, fault);
    return { cookie: cookieOf(start), path: back.pathname + back.search };
  };

  test.each(["github", "google", "microsoft", "dingtalk", "discord", "keycloak", "casdoor"])(
    "%s: shows what the application gets",
    async (id) => {
      const { cookie, path } = await begin(id, "zoe");
      const html = await (await open(path, { cookie })).text();
      expect(html).toContain("Signed in");
      expect(html).toContain("zoe@example.org");
    },
  );

  test("comes back under the name that the browser has called", async () => {
    const start = await ground.sandbox.fetch(
      new Request("http://127.0.0.1:9000/_sandbox/try/github", { redirect: "manual" }),
    );
    const location = start.headers.get("location") ?? "";
    expect(location).toMatch(/^http:\/\/127\.0\.0\.1:9000\/github\.com\//);
    const back = await ground.sandbox.signInAs(location.replace("127.0.0.1", "localhost"), "zoe");
    expect(back.origin).toBe("http://127.0.0.1:9000");
    const html = await (await ground.sandbox.fetch(new Request(back, { headers: { cookie: cookieOf(start) } }))).text();
    expect(html).toContain("zoe@example.org");
  });

  test("shows why it got nobody", async () => {
    const { cookie, path } = await begin("keycloak", "zoe", "foreign_key");
    const html = await (await open(path, { cookie })).text();
    expect(html).toContain("id_token_invalid");
    expect(html).not.toContain("zoe@example.org");
  });

  test("works once, and in the browser that began it", async () => {
    const { cookie, path } = await begin("github", "mira");
    expect(await (await open(path)).text()).toContain("state_mismatch");
    expect(await (await open(path, { cookie })).text()).toContain("mira.halden@example.com");
    expect(await (await open(path, { cookie })).text()).toContain("state_mismatch");
  });
});
