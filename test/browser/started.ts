/** All three programs, as `npm start` runs them, on ports that are free. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

export interface Started {
  readonly hub: string;
  readonly files: string;
  readonly sandbox: string;
  readonly setUpLink: string;
  /** Ends them. @returns the exit code */
  stop(): Promise<unknown>;
}

/** Starts them in a folder of their own, and waits until they say where they are. */
export function startAll(): Promise<Started> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "alldoor-journey-"));
  const ports = ["--port", "0", "--files-port", "0", "--sandbox-port", "0"];
  const program: ChildProcess = spawn(
    process.execPath,
    [CLI, "start", "--data", dataDirectory, ...ports, "--json", "--log", "warn"],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  const stop = async (): Promise<unknown> => {
    const ended = new Promise((resolve) => program.once("exit", resolve));
    program.kill("SIGTERM");
    const code = await ended;
    rmSync(dataDirectory, { recursive: true, force: true });
    return code;
  };
  return new Promise((resolve, reject) => {
    let said = "";
    let complained = "";
    program.stderr?.on("data", (part: Buffer) => {
      complained += part;
    });
    program.stdout?.on("data", (part: Buffer) => {
      said += part;
      try {
        const { hub, files, sandbox, set_up_link } = JSON.parse(said);
        resolve({ hub: hub.address, files: files.address, sandbox: sandbox.address, setUpLink: set_up_link, stop });
      } catch {
        // Not the whole document yet.
      }
    });
    program.once("exit", (code) => reject(new Error(`the program ended with ${code}: ${complained}`)));
  });
}

/** The first administrator of the hub, made with the set-up link. */
export async function setUp(page: Page, { hub, setUpLink }: Started): Promise<void> {
  await page.goto(setUpLink);
  await page.getByLabel("Username").fill("keeper");
  await page.getByLabel("Name", { exact: true }).fill("Door Keeper");
  await page.getByLabel("E-mail").fill("keeper@example.com");
  await page.getByLabel("Password").fill("four unrelated words here");
  await page.getByRole("button", { name: "Create the administrator" }).click();
  await page.waitForURL(`${hub}/admin`);
}
