/**
 * `alldoor start`: sandbox, hub and files in one process, ready to click. What the first start makes (an organization, the
 * sandbox's providers, the application Files) a later one finds; a plain `alldoor hub` makes none of it.
 *
 *   ports claimed together ──> sandbox ──> hub ──> registrations ──> files ──> the addresses are said
 */
import { readFileSync } from "node:fs";
import { FILES_PORT } from "../../files/serve.ts";
import { HUB_PORT } from "../../hub/open-hub.ts";
import type { ProviderRow } from "../../hub/providers/store.ts";
import type { ServedHub } from "../../hub/serve.ts";
import { findUser } from "../../hub/users/store.ts";
import { type Configuration, isLocalHost } from "../../lib/configuration.ts";
import { isLoopback, originOf } from "../address.ts";
import { command } from "../command.ts";
import { firstOf, type Output } from "../output.ts";
import { choosePorts, type WantedPort } from "../ports.ts";
import { type Banner, bannerDocument, bannerText } from "../serving/banner.ts";
import { filesAddress, openFilesProgram } from "../serving/files.ts";
import { registerFiles } from "../serving/files-client.ts";
import { openHubProgram } from "../serving/hub.ts";
import { type OwnSandbox, SANDBOX_PORT, serveOwnSandbox } from "../serving/sandbox.ts";
import { chooseSandbox, type SandboxChoice } from "../serving/sandbox-choice.ts";
import { setUpSandboxPlatforms } from "../serving/sandbox-platforms.ts";
import { sandboxRows, setUpSandboxProviders } from "../serving/sandbox-providers.ts";
import { readPort } from "../settings.ts";
import { untilStopped } from "../until-stopped.ts";

interface Plan {
  readonly configuration: Configuration;
  readonly choice: SandboxChoice;
  readonly ports: { readonly hub: number; readonly files: number; readonly sandbox: number };
  readonly filesAddress: string | undefined;
  readonly output: Output;
}

type Close = () => Promise<void>;

/** Closes in the reverse order of opening, whatever one of them says. */
async function closeAll(opened: readonly Close[]): Promise<void> {
  const [sandbox, ...programs] = opened;
  await Promise.allSettled(programs.map((close) => close()));
  await sandbox?.();
}

const names = (rows: readonly ProviderRow[]): string => firstOf(rows.map(({ slug }) => slug));

/** Sets up what the sandbox is for, and says what will not work. */
async function meetSandbox(
  { choice, configuration, output }: Plan,
  { hub }: ServedHub,
  own: OwnSandbox | undefined,
): Promise<void> {
  if (own) {
    const strangers = await setUpSandboxProviders(hub, own);
    if (strangers.length > 0)
      output.note(`The sandbox has no registration of ${names(strangers)}: it will refuse sign-ins with them.`);
  }
  if (choice.kind !== "off") return;
  if (choice.why !== null) output.note(choice.why);
  const madeUp = await sandboxRows(hub, configuration.dataDirectory);
  if (madeUp.length > 0)
    output.note(`Registered with the sandbox, which is off: ${names(madeUp)}. Sign-ins with them will fail.`);
}

async function openAll(plan: Plan, opened: Close[]): Promise<Banner> {
  const { configuration, choice, ports, output } = plan;
  const { dataDirectory, host } = configuration;
  const own = choice.kind === "own" ? await serveOwnSandbox({ dataDirectory, host, port: ports.sandbox }) : undefined;
  opened.push(own?.close ?? (async () => {}));
  const sandbox = own?.url ?? (choice.kind === "given" ? choice.address : undefined);
  const address = filesAddress(plan.filesAddress, configuration, ports.files);
  const hub = await openHubProgram({ ...configuration, sandbox }, ports.hub, output, {
    address,
    ...(configuration.tls ? { ca: [readFileSync(configuration.tls.certFile, "utf8")] } : {}),
  });
  opened.push(hub.close);
  await meetSandbox(plan, hub, own);
  const { client, warning } = await registerFiles(hub.hub, dataDirectory, address);
  if (warning !== null) output.note(warning);
  if (plan.filesAddress === undefined && !isLocalHost(new URL(hub.hub.issuer).hostname)) {
    output.note(`Files is reached from this machine alone, as ${address}: --files-address says where others reach it.`);
  }
  const files = await openFilesProgram({
    configuration: { ...configuration, sandbox },
    port: ports.files,
    address,
    hub: client,
    ownHub: {
      isAdministrator: async (subject) => {
        const user = await findUser(hub.hub.db, subject);
        return user?.isAdmin === true && user.disabledAt === null;
      },
    },
    output,
  });
  opened.push(files.close);
  if (own) await setUpSandboxPlatforms(files.files, own);
  return {
    hub: hub.hub.issuer,
    files: address,
    sandbox,
    setUpLink: hub.setUpLink,
    dataDirectory,
    isShared: !isLoopback(host),
  };
}

async function openOrClose(plan: Plan): Promise<Close> {
  const opened: Close[] = [];
  try {
    const banner = await openAll(plan, opened);
    plan.output.answer(bannerDocument(banner), bannerText(banner));
    return () => closeAll(opened);
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

export const start = command({
  about: [
    "The first start makes everything that there is to click: the sandbox's providers, the application Files, and a link that makes the first administrator.",
    "The sandbox lets everybody sign in as made-up people. It is on while the hub serves this machine's own name (localhost) and off otherwise; --sandbox URL uses another one.",
    "SIGTERM or Ctrl+C lets requests under way end, then the process ends with exit code 0.",
  ],
  settings: "hub",
  options: {
    noSandbox: { kind: "flag", help: "Without the sandbox: sign-in providers are the real ones." },
    filesPort: {
      kind: "text",
      value: "PORT",
      variable: "ALLDOOR_FILES_PORT",
      help: `Port of files. Default: ${FILES_PORT}.`,
    },
    sandboxPort: {
      kind: "text",
      value: "PORT",
      variable: "ALLDOOR_SANDBOX_PORT",
      help: `Port of the sandbox. Default: ${SANDBOX_PORT}.`,
    },
    filesAddress: {
      kind: "text",
      value: "URL",
      variable: "ALLDOOR_FILES_ADDRESS",
      help: "Where browsers reach files. Default: http://localhost:<port>.",
    },
  },
  examples: [
    "start",
    "start --data /var/lib/alldoor --port 8080 --files-port 8081 --sandbox-port 8082",
    "start --no-sandbox",
  ],
  async run({ options, configuration, output }) {
    await untilStopped(output.note, async () => {
      const settings = configuration();
      const { host } = settings;
      const choice = chooseSandbox(settings, options.noSandbox);
      const wanted: WantedPort[] = [
        { program: "the hub", host, port: settings.port ?? HUB_PORT, flag: "--port" },
        { program: "files", host, port: readPort("--files-port", options.filesPort, FILES_PORT), flag: "--files-port" },
        {
          program: "the sandbox",
          host,
          port: readPort("--sandbox-port", options.sandboxPort, SANDBOX_PORT),
          flag: "--sandbox-port",
        },
      ];
      const [hub = 0, files = 0, sandbox = 0] = await choosePorts(choice.kind === "own" ? wanted : wanted.slice(0, 2));
      const plan = {
        configuration: settings,
        choice,
        ports: { hub, files, sandbox },
        filesAddress: originOf("--files-address", options.filesAddress),
        output,
      };
      return openOrClose(plan);
    });
  },
});
