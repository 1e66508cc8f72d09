/**
 * The recipe for Node-RED as it is written: its command is run, its settings are loaded, and the strategy in them is used as
 * Node-RED uses it (`@node-red/editor-api`, `lib/auth`): made with the options, its `verify` called with what the strategy gives.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { runInNewContext } from "node:vm";
import { Passport } from "passport";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { called, storeArgs } from "../cli/alldoor.ts";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorize, signedInBrowser } from "../ground/oauth-client.ts";

const recipes = readFileSync(new URL("../../docs/recipes.md", import.meta.url), "utf8");
const section = recipes.split("\n## Node-RED\n")[1]?.split("\n## ")[0] ?? "";
const block = (language: string): string =>
  new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "m").exec(section)?.[1] ?? "";

const auth = z.object({
  type: z.literal("strategy"),
  strategy: z.object({
    name: z.string(),
    strategy: z.custom<new (options: object, verify: (...given: unknown[]) => void) => object>(
      (it) => typeof it === "function",
    ),
    options: z.looseObject({
      callbackURL: z.url(),
      verify: z.custom<(...given: unknown[]) => void>((it) => typeof it === "function"),
    }),
  }),
  users: z.array(z.object({ username: z.string() })),
});

interface Outcome {
  readonly redirect?: string;
  readonly user?: { readonly username: string };
  readonly failure?: unknown;
}

eachDatabase((fresh) => {
  let hub: TestHub;
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await fresh();
    hub = await startHub(database);
  });
  afterAll(() => hub.close());

  /** The recipe's settings for an application that its own command has made. */
  async function settings() {
    const args = block("sh").trim().split(" ").slice(1);
    const { document } = await called<{ client_id: string; client_secret: string }>([...args, ...storeArgs(database)]);
    const text = block("js")
      .replaceAll("https://id.example.com", hub.url)
      .replace("CLIENT_ID", document.client_id)
      .replace("CLIENT_SECRET", document.client_secret);
    const module = { exports: {} as { adminAuth?: unknown } };
    // Objects of another context are no instances of ours; what is loaded by `require` is.
    runInNewContext(text, { module, require: createRequire(import.meta.url) });
    return auth.parse(module.exports.adminAuth);
  }

  test("signs in the person whose username is listed, and tells of anybody else's", async () => {
    const { strategy, users } = await settings();
    const passport = new Passport();
    const { options } = strategy;
    passport.use(new strategy.strategy(options, (...given) => options.verify(...given)));
    const session = {};
    const handle = (query: Record<string, string>): Promise<Outcome> =>
      new Promise((resolve, reject) => {
        const request = { query, session, headers: {}, url: "/auth/strategy/callback", method: "GET" };
        let location = "";
        const response = {
          statusCode: 200,
          setHeader: (name: string, value: string) => {
            if (name.toLowerCase() === "location") location = value;
          },
          end: () => resolve({ redirect: location }),
        };
        const done = (error: unknown, user: Outcome["user"] | false, failure: unknown) =>
          error ? reject(error) : resolve(user ? { user } : { failure });
        passport.authenticate(strategy.name, { session: false }, done)(request, response, reject);
      });
    for (const name of [users[0]?.username ?? "", "somebody-else"]) {
      const browser = await signedInBrowser(hub, await hub.makeUser({ name }));
      const callback = await authorize(browser, (await handle({})).redirect ?? "");
      expect(`${callback.origin}${callback.pathname}`).toBe(options.callbackURL);
      expect((await handle(Object.fromEntries(callback.searchParams))).user?.username).toBe(name);
    }
  });
});
