/** A file server whose platforms are the sandbox's, an administrator who sets them up over AList's API, and people's browsers. */
import { catalogue } from "../../src/providers/catalogue/index.ts";
import { type ServedSandbox, serveSandbox } from "../../src/sandbox/serve.ts";
import { BrowserClient, type Shown } from "../ground/browser-client.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { choosePerson } from "../ground/sandbox.ts";
import { startFiles, type TestFiles, type TestFilesOptions } from "./served-files.ts";

export interface SsoGround {
  readonly hub: TestHub;
  readonly files: TestFiles;
  readonly sandbox: ServedSandbox;
  /** Saves settings as AList's page does, as an administrator. */
  save(values: Readonly<Record<string, string>>): Promise<{ code: number; message: string }>;
  /** A call as an administrator. */
  admin(path: string, json?: unknown): Promise<{ code: number; message: string; data: never }>;
  /** Registers every callback address of a platform with the sandbox, and gives what the platform gave for it. */
  registered(entry: string, platform?: string): { readonly clientId: string; readonly clientSecret: string };
  /** Makes a platform the one of AList's settings, with single sign-on on. */
  usePlatform(name: string, entry: string, more?: Readonly<Record<string, string>>): Promise<void>;
  browser(): BrowserClient;
  /** Signs somebody in, to where the callback leads. */
  through(browser: BrowserClient, path: string, person: string): Promise<Shown>;
  /** As `through`, in the small window: what it tells its opener. */
  windowMessage(path: string, person: string, browser?: BrowserClient): Promise<Record<string, string>>;
  /** A person of AList's API. */
  me(token: string | undefined): Promise<{ code: number; message: string; data: Person }>;
  close(): Promise<void>;
}

export interface Person {
  readonly id: number;
  readonly username: string;
  readonly base_path: string;
  readonly permission: number;
  readonly role: number;
  readonly sso_id: string;
}

/** What the page of the small window tells its opener. */
export function messageOf({ html }: Pick<Shown, "html">): Record<string, string> {
  const [, text = ""] = /data-message="([^"]*)"/.exec(html) ?? [];
  if (text === "") throw new Error(`no message: ${html.slice(0, 600)}`);
  return JSON.parse(text.replaceAll("&quot;", '"').replaceAll("&amp;", "&")) as Record<string, string>;
}

export const envelopeOf = ({ html }: Pick<Shown, "html">) =>
  JSON.parse(html) as { code: number; message: string; data: unknown };

export async function startSso(options: TestFilesOptions = {}): Promise<SsoGround> {
  const sandbox = await serveSandbox({ port: 0, providers: catalogue });
  const hub = await startHub();
  const files = await startFiles(hub, { ...options, sandbox: sandbox.url });
  const root = await files.makeUser({ role: "admin" });
  const token = await files.token(root);
  const admin = (path: string, json?: unknown) => files.api(path, { token, ...(json === undefined ? {} : { json }) });
  const save = (values: Readonly<Record<string, string>>) =>
    admin(
      "/api/admin/setting/save",
      Object.entries(values).map(([key, value]) => ({ key, value })),
    );
  const registered: SsoGround["registered"] = (entry, platform = entry) => {
    const known = sandbox.sandbox.app(entry);
    const base = `${files.url}/api/auth`;
    const methods = ["sso_get_token", "get_sso_id"];
    const uris = methods.flatMap((method) => [
      `${base}/sso_callback?method=${method}`,
      `${base}/sso_callback?method=${method}&platform=${platform}`,
      `${base}/${method}`,
      `${base}/${method}/${platform}`,
    ]);
    sandbox.sandbox.registerApp({ ...known, redirectUris: [...known.redirectUris, ...uris] });
    return known;
  };
  const ground: SsoGround = {
    hub,
    files,
    sandbox,
    save,
    admin,
    registered,
    async usePlatform(name, entry, more = {}) {
      const { clientId, clientSecret } = registered(entry);
      const answer = await save({
        sso_login_enabled: "true",
        sso_login_platform: name,
        sso_client_id: clientId,
        sso_client_secret: clientSecret,
        ...more,
      });
      if (answer.code !== 200) throw new Error(answer.message);
    },
    browser: () => new BrowserClient(files.url, sandbox.url),
    async through(browser, path, person) {
      const page = await browser.open(`${files.url}${path}`, { headers: { "sec-fetch-site": "same-origin" } });
      return choosePerson(browser, page, person);
    },
    async windowMessage(path, person, browser = ground.browser()) {
      return messageOf(await ground.through(browser, path, person));
    },
    me: (of) => files.api("/api/me", of === undefined ? {} : { token: of }) as never,
    async close() {
      await files.close();
      await hub.close();
      await sandbox.close();
    },
  };
  return ground;
}
