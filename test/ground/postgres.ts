/**
 * Vitest's global set-up: one PostgreSQL cluster for the whole run, whose URL the tests get by `inject("postgresUrl")`.
 * A machine on which none can be started fails the run, before the first test.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** `postgres://…` of a superuser in the run's own cluster. */
    readonly postgresUrl: string;
  }
}

export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const keeper = spawn(process.execPath, [fileURLToPath(new URL("postgres-keeper.ts", import.meta.url))], {
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  let said = "";
  keeper.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const ended = once(keeper, "exit");
  const [url] = await Promise.race([once(createInterface(keeper.stdout), "line"), ended]);
  if (typeof url !== "string") throw new Error(`No PostgreSQL to test with. ${said.trim()}`);
  project.provide("postgresUrl", url);
  return async () => {
    keeper.stdin.end();
    await ended;
  };
}
