/** Arguments: read strictly, explained with the word that was meant, told apart from failures by the exit code. */
import { expect, test, vi } from "vitest";
import { readArguments } from "../../src/cli/arguments.ts";
import { type Command, optionFlag } from "../../src/cli/command.ts";
import { commands } from "../../src/cli/commands.ts";
import { commandHelp } from "../../src/cli/help.ts";
import { nearMiss } from "../../src/cli/near-miss.ts";
import { firstOf } from "../../src/cli/output.ts";
import { runCli } from "../../src/cli/run.ts";
import { settingsOf } from "../../src/cli/settings.ts";
import { alldoor, alldoorJson, type ErrorDocument } from "./alldoor.ts";

test.each([
  [["hubb"], 'There is no command "hubb". Did you mean hub?'],
  [["aplication", "create"], 'There is no command "aplication". Did you mean application?'],
  [["application", "craete"], 'There is no command "application craete". Did you mean create?'],
  [["keys"], "alldoor keys needs one more word: list or rotate."],
  [["hub", "--prot", "1"], "alldoor hub has no option --prot. Did you mean --port?"],
  [["hub", "--encryption-key", "x"], "alldoor hub has no option --encryption-key. Did you mean --encryption-key-file?"],
  [["sandbox", "--issuer", "http://localhost"], "alldoor sandbox has no option --issuer."],
  [["hub", "-p", "1"], "alldoor hub has no option -p. Did you mean --port?"],
  [["hub", "--port"], "--port needs a value."],
  [["hub", "--port="], "--port needs a value."],
  [["hub", "--data", "--log"], "--data needs a value (one that begins with a dash is written --data=--log)."],
  [["hub", "--port", "1", "--port", "2"], "--port is there more than once."],
  [["keys", "rotate", "--now=yes"], "--now takes no value."],
  [["keys", "rotate", "--alg", "HS256"], `--alg can't be "HS256": it is one of ES256, RS256, EdDSA.`],
  [["hub", "now"], 'alldoor hub does not know what to do with "now".'],
  [["provider", "show"], "alldoor provider show needs ID: A provider's id, as in alldoor provider list."],
  [["application", "create"], "alldoor application create needs --name NAME."],
  [["provider", "add", "github"], "alldoor provider add needs --client-id ID (or --from-sandbox)."],
  [
    ["provider", "add", "keycloak", "--client-id", "x", "--set", "realm"],
    '--set is written --set key=value, not "realm".',
  ],
  [
    ["start", "--no-sandbox", "--sandbox", "http://localhost:9000"],
    "--no-sandbox and --sandbox (or ALLDOOR_SANDBOX) contradict each other.",
  ],
  [["start", "--files-port", "x"], "--files-port must be a port: a whole number from 0 to 65535."],
  [
    ["start", "--files-address", "http://files.example.com"],
    "--files-address must be https (plain http is only for localhost).",
  ],
])("%j is refused with exit code 2 and one sentence", async (args, sentence) => {
  const notes: string[] = [];
  const answer = vi.fn();
  const output = { json: false, answer, note: (text: string) => void notes.push(text), writeLog: answer };
  expect(await runCli(args, {}, output)).toBe(2);
  expect(notes).toEqual([`${sentence} (usage)`]);
  expect(answer).not.toHaveBeenCalled();
});

test("the refusal stands on standard error, and nothing on standard output", async () => {
  expect(await alldoor(["hubb"])).toEqual({
    code: 2,
    stdout: "",
    stderr: 'There is no command "hubb". Did you mean hub? (usage)\n',
  });
});

test("with --json the refusal is the one document on standard output", async () => {
  const { code, document, stderr } = await alldoorJson<ErrorDocument>(["application", "create", "--nmae", "x"]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
  expect(document).toEqual({
    error: { code: "usage", message: "alldoor application create has no option --nmae. Did you mean --name?" },
  });
});

test("a setting that can't be right is named as it was given", async () => {
  expect(await alldoor(["hub", "--port", "abc"])).toMatchObject({
    code: 1,
    stderr: "--port must be a port: a whole number from 0 to 65535. (configuration_invalid)\n",
  });
  expect(await alldoor(["hub"], { environment: { ALLDOOR_PORT: "70000" } })).toMatchObject({
    code: 1,
    stderr: "ALLDOOR_PORT must be a port: a whole number from 0 to 65535. (configuration_invalid)\n",
  });
});

const load = async (name: string): Promise<Command> => {
  const listed = commands.find((each) => each.name === name);
  if (!listed) throw new Error(`no command ${name}`);
  return { ...(await listed.load()), name, summary: listed.summary };
};

test("options win over variables, variables over nothing, and empty variables are none", async () => {
  const start = await load("start");
  const read = (args: string[], environment = {}) => readArguments(start, args, environment).options.filesPort;
  expect(read(["--files-port", "1"], { ALLDOOR_FILES_PORT: "2" })).toBe("1");
  expect(read([], { ALLDOOR_FILES_PORT: "2" })).toBe("2");
  expect(read([], { ALLDOOR_FILES_PORT: "" })).toBeUndefined();
});

test("settings may stand before the command, and lists with choices take several in one value", async () => {
  const { document } = await alldoorJson<{ alldoor: string }>(["version"]);
  expect(await alldoorJson(["--json", "version"])).toMatchObject({ document });
  const { options } = readArguments(
    await load("application create"),
    ["--name", "x", "--grant", "authorization_code refresh_token", "--grant=client_credentials"],
    {},
  );
  expect(options.grant).toEqual(["authorization_code", "refresh_token", "client_credentials"]);
  expect((await alldoor(["--data", "/nowhere/at/all", "application", "list"])).stdout).toBe(
    "No application is registered.\n",
  );
});

test("every command's help names each of its options and settings, and the overview names every command", async () => {
  const overview = (await alldoor(["help"])).stdout;
  expect((await alldoor([])).stdout).toBe(overview);
  for (const { name, summary } of commands) {
    expect(overview).toContain(`${name} `);
    expect(overview.replace(/\s+/g, " ")).toContain(summary);
    const command = await load(name);
    const help = commandHelp(command);
    for (const option of Object.keys(command.options)) expect(help).toContain(optionFlag(option));
    for (const { flag, variable } of settingsOf(command.settings)) expect(help).toContain(flag ?? variable);
  }
  const one = await alldoor(["help", "application", "create"]);
  expect(one).toEqual(await alldoor(["application", "create", "-h"]));
  expect((await alldoor(["application", "--help"])).stdout).toContain("application list");
});

test("a long list is cut short, and a single word is never left over", () => {
  expect(firstOf(["a", "b"])).toBe("a, b");
  expect(firstOf(["a", "b", "c"], 2)).toBe("a, b, c");
  expect(firstOf(["a", "b", "c", "d"], 2)).toBe("a, b and 2 more");
});

test("a word is guessed only where few slips lead to it", () => {
  expect(nearMiss("rotaet", ["rotate", "list"])).toBe("rotate");
  expect(nearMiss("app", ["application", "admin"])).toBe("application");
  expect(nearMiss("xyz", ["rotate", "list"])).toBeUndefined();
  expect(nearMiss("", ["list"])).toBeUndefined();
});
