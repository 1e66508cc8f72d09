/** `alldoor organization registration`: what it says holds at a hub that is running, and what it refuses changes nothing. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { eachDatabase, type FreshDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { called, type ErrorDocument, storeArgs } from "./alldoor.ts";

interface Shown {
  readonly registration: string;
  readonly resources: readonly string[];
  readonly document_hosts: readonly string[];
  readonly tokens: readonly { readonly id: string; readonly name: string; readonly uses: number }[];
  readonly token?: string;
}

eachDatabase((fresh) => {
  let database: FreshDatabase;
  let hub: TestHub;
  beforeAll(async () => {
    database = await fresh();
    hub = await startHub(database);
  });
  afterAll(() => hub.close());

  const run = (...args: string[]) =>
    called<Shown>(["organization", "registration", ...storeArgs(database), ...args]).then(({ document }) => document);
  const refused = (...args: string[]) =>
    called<ErrorDocument>(["organization", "registration", ...storeArgs(database), ...args]);
  const register = async (token?: string) => {
    const answer = await fetch(`${hub.url}/api/oauth/register`, {
      method: "POST",
      body: JSON.stringify({ redirect_uris: ["https://app.example.com/callback"] }),
      headers: {
        "content-type": "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
    });
    await answer.arrayBuffer();
    return answer.status;
  };

  test("closed at first, and opened at once at the hub that is running", async () => {
    expect(await run()).toMatchObject({ registration: "closed", resources: [], document_hosts: [], tokens: [] });
    expect(await register()).toBe(403);
    const wish = [
      "--mode",
      "open",
      "--resource",
      "https://mcp.example.com/mcp",
      "--document-host",
      "editor.example.com",
    ];
    expect(await run(...wish)).toMatchObject({
      registration: "open",
      resources: ["https://mcp.example.com/mcp"],
      document_hosts: ["editor.example.com"],
    });
    expect(await register()).toBe(201);
  });

  test("what is not said stays, and none empties a list", async () => {
    await run("--mode", "open", "--resource", "https://mcp.example.com/mcp", "--document-host", "editor.example.com");
    expect(await run("--mode", "closed")).toMatchObject({ resources: ["https://mcp.example.com/mcp"] });
    expect(await run("--document-host", "none")).toMatchObject({ registration: "closed", document_hosts: [] });
  });

  test("a token is printed once, works as often as it says, and ends when it is removed", async () => {
    const { token, tokens } = await run("--mode", "token", "--new-token", "Build", "--uses", "2");
    expect(await register()).toBe(401);
    expect(await register(token)).toBe(201);
    expect(tokens[0]).toMatchObject({ name: "Build", uses: 0 });
    const later = await run();
    expect(later.tokens[0]?.uses).toBe(1);
    expect(JSON.stringify(later)).not.toContain(token);
    await run("--remove-token", tokens[0]?.id ?? "");
    expect(await register(token)).toBe(401);
  });

  test.each([
    [["--mode", "ajar"], "--mode"],
    [["--resource", "no address"], "--resource"],
    [["--document-host", "https://editor.example.com"], "--document-host"],
    [["--new-token", "Build", "--uses", "0"], "--uses"],
    [["--new-token", "Build", "--seconds", "soon"], "--seconds"],
    [["--remove-token", "999"], "nothing"],
  ])("refused: %j", async (args, said) => {
    const before = await run();
    const { code, document } = await refused(...args);
    expect(code).not.toBe(0);
    expect(JSON.stringify(document)).toContain(said);
    expect(await run()).toEqual(before);
  });
});
