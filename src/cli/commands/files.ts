/**
 * `alldoor files`: the file server alone, for a hub elsewhere. Who it is there comes from the options, else from what
 * `alldoor start` has kept in the same data directory.
 */

import { callbackAddress } from "../../files/open-files.ts";
import { FILES_PORT } from "../../files/serve.ts";
import type { Configuration } from "../../lib/configuration.ts";
import { originOf } from "../address.ts";
import { command } from "../command.ts";
import { Failure, usage } from "../failure.ts";
import { choosePorts } from "../ports.ts";
import { readSecret } from "../secret-input.ts";
import { filesAddress, openFilesProgram } from "../serving/files.ts";
import { keptFilesClient } from "../serving/files-record.ts";
import { untilStopped } from "../until-stopped.ts";

interface Told {
  readonly hub: string | undefined;
  readonly clientId: string | undefined;
  readonly clientSecretFile: string | undefined;
  /** From its variable. */
  readonly clientSecret: string | undefined;
}

const SECRET = "ALLDOOR_FILES_CLIENT_SECRET";

/** What `alldoor start` has kept, if it is for this address and for the hub that is meant. */
function kept({ dataDirectory }: Configuration, hub: string | undefined, address: string) {
  const client = keptFilesClient(dataDirectory);
  if (client?.redirectUri === callbackAddress(address) && (hub ?? client.issuer) === client.issuer) return client;
  throw new Failure(
    "files_unregistered",
    `Files is not registered at a hub yet. Do that there with: alldoor application create --name Files --redirect-uri ${callbackAddress(address)}; ` +
      "then give --hub, --client-id and --client-secret-file here.",
  );
}

/** @throws Failure `files_unregistered`, `usage`, `input_missing` */
async function registration(configuration: Configuration, told: Told, address: string) {
  const { hub, clientId, clientSecretFile: file, clientSecret } = told;
  if (clientId === undefined) return kept(configuration, hub, address);
  if (hub === undefined) throw usage("--client-id needs --hub URL: the hub where that is registered.");
  if (file === undefined && clientSecret) return { issuer: hub, clientId, clientSecret };
  const source = { file, flag: "--client-secret-file", question: "Client secret" };
  return { issuer: hub, clientId, clientSecret: await readSecret(source) };
}

export const files = command({
  about: [
    "It signs people in as an ordinary application of the hub, and knows of it only the address, a client id and a secret.",
    `The secret comes from --client-secret-file, from the variable ${SECRET}, or from standard input.`,
  ],
  settings: "files",
  options: {
    hub: { kind: "text", value: "URL", variable: "ALLDOOR_FILES_HUB", help: "The hub's address (its issuer)." },
    clientId: { kind: "text", value: "ID", variable: "ALLDOOR_FILES_CLIENT_ID", help: "Its client id at the hub." },
    clientSecretFile: {
      kind: "text",
      value: "FILE",
      variable: "ALLDOOR_FILES_CLIENT_SECRET_FILE",
      help: "File that holds its client secret, or - for standard input.",
    },
    address: {
      kind: "text",
      value: "URL",
      variable: "ALLDOOR_FILES_ADDRESS",
      help: "Where browsers reach it. Default: http://localhost:<port>.",
    },
  },
  examples: [
    "files --hub https://id.example.com --client-id 0123456789abcdef0123 --client-secret-file files.secret --address https://files.example.com",
  ],
  async run({ options, configuration, environment, output }) {
    const settings = configuration();
    const { host, port: wanted = FILES_PORT } = settings;
    const [port = wanted] = await choosePorts([{ program: "files", host, port: wanted, flag: "--port" }]);
    const address = filesAddress(originOf("--address", options.address), settings, port);
    const { clientId, clientSecretFile } = options;
    const told = { hub: originOf("--hub", options.hub), clientId, clientSecretFile, clientSecret: environment[SECRET] };
    const hub = await registration(settings, told, address);
    await untilStopped(output.note, async () => {
      const served = await openFilesProgram({ configuration: settings, port, address, hub, output });
      output.answer(
        { files: { address, host, port }, hub: { address: hub.issuer } },
        `Files is open at ${address}, with the hub at ${hub.issuer}\n`,
      );
      return served.close;
    });
  },
});
