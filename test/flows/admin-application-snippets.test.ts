/** The console's snippets, taken from its page and used as they stand there. */
import { execFileSync } from "node:child_process";
import * as openidClient from "openid-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { snippetsOf } from "../../src/hub/admin/applications/application-snippets.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorize, post, signedInBrowser, TOKEN } from "../ground/oauth-client.ts";

const MARKS: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" };

/** The text that the copy button of a snippet takes. */
const snippetIn = (html: string, name: string): string => {
  const [, text] = new RegExp(`id="snippet-${name}"[^>]*>([^<]*)<`).exec(html) ?? [];
  return (text ?? "").replace(/&(?:lt|gt|quot|#39|amp);/g, (mark) => MARKS[mark] ?? mark);
};

interface Begun {
  readonly address: URL;
  readonly verifier: string;
  readonly state: string;
}

interface SnippetModule {
  begin(): Promise<Begun>;
  finish(callback: URL, kept: Begun): Promise<openidClient.TokenEndpointResponse>;
}

/** Runs a module's text with its one import at hand. */
async function run(code: string, secret: string): Promise<SnippetModule> {
  const body = code.replace(/^import .*$/m, "").replaceAll(/^export /gm, "");
  const AsyncFunction = (async () => undefined).constructor as new (
    ...parts: string[]
  ) => (...values: unknown[]) => Promise<SnippetModule>;
  const made = new AsyncFunction("client", "process", `${body}\nreturn { begin, finish };`);
  return made(openidClient, { env: { CLIENT_SECRET: secret } });
}

/** The words that a shell hands to curl, one call a list. */
const curlWords = (code: string, environment: Readonly<Record<string, string>>): string[][] =>
  execFileSync("sh", ["-c", `curl() { for word; do printf '%s\\037' "$word"; done; printf '\\036'; }\n${code}`], {
    env: environment,
    encoding: "utf8",
  })
    .split("\u001e")
    .slice(0, -1)
    .map((call) => call.split("\u001f").slice(0, -1));

eachDatabase((fresh) => {
  let hub: TestHub;
  let browser: BrowserClient;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    browser = await signedInBrowser(hub, await hub.makeUser({ isAdmin: true }));
  });
  afterAll(() => hub.close());

  const pageOf = async (id: string) => (await browser.open(`${hub.url}/admin/applications/${id}`)).html;

  test.each(["confidential", "public"] as const)(
    "openid-client signs in to a %s application with the text as it is",
    async (type) => {
      const { client, clientSecret } = await hub.makeClient({ type, consent: "first-party" });
      const { begin, finish } = await run(snippetIn(await pageOf(client.id), "openidClient"), clientSecret ?? "");
      const person = await hub.makeUser();
      const begun = await begin();
      const callback = await authorize(await signedInBrowser(hub, person), begun.address.href);
      const tokens = await finish(callback, begun);
      expect(await openidClientSubject(hub, tokens.access_token)).toBe(person.id);
    },
  );

  test("curl gets a token with the words that the shell makes of the text", async () => {
    const { client, clientSecret } = await hub.makeClient({
      grantTypes: ["client_credentials", "authorization_code"],
      redirectUris: ["https://app.example.com/it's?a=$HOME&b=1"],
    });
    const [alone = [], code = [], info = []] = curlWords(snippetIn(await pageOf(client.id), "curl"), {
      CLIENT_SECRET: clientSecret ?? "",
      CODE: "the-code",
      VERIFIER: "the-verifier",
      ACCESS_TOKEN: "the-token",
    });
    const [, , user = "", , grant = "", address] = alone;
    expect(address).toBe(`${hub.url}${TOKEN}`);
    const answer = await post(hub, TOKEN, Object.fromEntries(new URLSearchParams(grant)), {
      authorization: `Basic ${Buffer.from(user).toString("base64")}`,
    });
    expect(answer.status).toBe(200);
    expect(code).toContain("redirect_uri=https://app.example.com/it's?a=$HOME&b=1");
    expect(code).toContain("code=the-code");
    expect(info).toEqual(["-sS", "-H", "Authorization: Bearer the-token", `${hub.url}/api/userinfo`]);
  });

  test("no secret stands in any of them, and each is left out where it could not work", async () => {
    const { client, clientSecret } = await hub.makeClient();
    const html = await pageOf(client.id);
    for (const name of ["openidClient", "authJs", "oauth2Proxy", "grafana", "nextcloud", "curl"]) {
      expect(snippetIn(html, name)).toContain(client.clientId);
      expect(snippetIn(html, name)).not.toContain(clientSecret ?? "-");
    }
    const names = (settings: Partial<typeof client>) =>
      snippetsOf(hub.url, { ...client, ...settings }).map(({ name }) => name);
    expect(names({ type: "public", authMethod: "none" })).toEqual(["openidClient", "authJs", "curl"]);
    expect(names({ requireDpop: true })).toEqual([]);
    expect(names({ requirePushedRequests: true })).toEqual([]);
    expect(names({ authMethod: "private_key_jwt" })).toEqual([]);
    expect(names({ grantTypes: ["client_credentials"] })).toEqual(["curl"]);
    expect(names({ grantTypes: ["urn:ietf:params:oauth:grant-type:device_code"] })).toEqual([]);
  });

  test("what an application is called and where it lies cannot break out of a text", async () => {
    const clientId = "https://app.example.com/\"';$(id)`id`\\#</pre><script>";
    const { client } = await hub.makeClient();
    const [openid, , proxy, grafana, nextcloud, curl] = snippetsOf(hub.url, { ...client, clientId });
    expect(openid?.code).toContain(JSON.stringify(clientId));
    expect(proxy?.code).toContain(`client_id = ${JSON.stringify(clientId)}\n`);
    expect(grafana?.code).toContain(`client_id = \`${clientId.replaceAll("`", "")}\`\n`);
    const [words = []] = curlWords((nextcloud?.code ?? "").replace("php occ", "curl"), {});
    expect(words).toContain(`--clientid=${clientId}`);
    const [first = []] = curlWords(curl?.code ?? "", { CLIENT_SECRET: "s" });
    expect(first[2]).toBe(`${encodeURIComponent(clientId)}:s`);
  });
});

async function openidClientSubject(hub: TestHub, accessToken: string): Promise<unknown> {
  const response = await fetch(`${hub.url}/api/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } });
  return ((await response.json()) as { readonly sub: unknown }).sub;
}
