/** Secrets typed at a terminal are not shown, and secrets in what went wrong are not told. */
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { explain } from "../../src/cli/explain.ts";
import { Failure } from "../../src/cli/failure.ts";
import { askHidden } from "../../src/cli/secret-input.ts";
import { alldoor } from "./alldoor.ts";

function terminal() {
  const input = new PassThrough();
  const shown = new PassThrough();
  let text = "";
  shown.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  return { input, ask: askHidden("Password: ", input, shown), shown: () => text };
}

test("what is typed is taken and not shown, corrections included", async () => {
  const { input, ask, shown } = terminal();
  input.write("four unrelated\u007f\u007fd words\r");
  expect(await ask).toBe("four unrelatd words");
  expect(shown()).toBe("Password: \n");
});

test("the terminal stops showing what is typed before it is asked for", async () => {
  const order: string[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (raw: boolean) => void order.push(`raw ${raw}`),
  });
  const shown = new PassThrough().on("data", (part: Buffer) => order.push(part.toString()));
  const ask = askHidden("Password: ", input, shown);
  input.write("four unrelated words\r");
  await ask;
  expect(order).toEqual(["raw true", "Password: ", "\n", "raw false"]);
});

test("Ctrl+C and the end of input stop it", async () => {
  const first = terminal();
  first.input.write("four\u0003");
  await expect(first.ask).rejects.toMatchObject({ code: "cancelled" });
  const second = terminal();
  second.input.end();
  await expect(second.ask).rejects.toMatchObject({ code: "cancelled" });
  expect([first.shown(), second.shown()]).toEqual(["Password: \n", "Password: "]);
});

test("errors become a code and a sentence", () => {
  const system = (code: string, path?: string) =>
    Object.assign(new Error(`${code}: x`), { code, ...(path === undefined ? {} : { path }) });
  expect(explain(new Failure("port_taken", "Taken."))).toMatchObject({
    code: "port_taken",
    message: "Taken.",
    exitCode: 1,
  });
  expect(explain(system("EACCES", "/data"))).toMatchObject({
    code: "file_unusable",
    message: "/data may not be used by this user.",
  });
  expect(explain(system("28P01"))).toMatchObject({
    code: "database_unusable",
    message: expect.stringContaining("refused the user or the password"),
  });
  expect(explain(Object.assign(new Error("x"), { errcode: 11 }))).toMatchObject({ code: "database_unusable" });
  expect(explain(new AggregateError([new Error("connect ECONNREFUSED 127.0.0.1:1")], ""))).toMatchObject({
    code: "unexpected",
    message: expect.stringContaining("ECONNREFUSED"),
  });
  expect(explain("a text")).toMatchObject({ code: "unexpected", exitCode: 1 });
});

test("the inside of an error is told at the log level debug alone, and the database's password never", async () => {
  const args = ["keys", "list", "--database-url", "postgres://alldoor:canary-password@localhost:1/alldoor"];
  const plain = await alldoor(args);
  expect({ code: plain.code, stdout: plain.stdout }).toEqual({ code: 1, stdout: "" });
  expect(plain.stderr).toMatch(/^The database can't be reached: .*ECONNREFUSED.*\(database_unavailable\)\n$/);
  const detailed = await alldoor(args, { environment: { ALLDOOR_LOG: "debug" } });
  expect(detailed.stderr).toContain('"stack"');
  expect(plain.stderr + detailed.stderr).not.toContain("canary");
});
