/** `alldoor sandbox`: the emulated providers alone, for a hub (or any other program) elsewhere on this machine. */

import { originOf } from "../address.ts";
import { command } from "../command.ts";
import { choosePorts } from "../ports.ts";
import { SANDBOX_PORT, serveOwnSandbox } from "../serving/sandbox.ts";
import { untilStopped } from "../until-stopped.ts";

export const sandbox = command({
  about: [
    "Every sign-in provider of the catalogue, emulated offline. It hands out made-up identities to whoever asks, and listens on this machine alone unless --host says otherwise.",
    "A hub uses it with --sandbox URL.",
  ],
  settings: "sandbox",
  options: {
    address: {
      kind: "text",
      value: "URL",
      variable: "ALLDOOR_SANDBOX_ADDRESS",
      help: "Where browsers reach it. Default: http://localhost:<port>.",
    },
  },
  examples: ["sandbox", "sandbox --port 9001"],
  async run({ options, configuration, output }) {
    await untilStopped(output.note, async () => {
      const { dataDirectory, host, port: wanted = SANDBOX_PORT } = configuration();
      const address = originOf("--address", options.address);
      const [port = wanted] = await choosePorts([{ program: "the sandbox", host, port: wanted, flag: "--port" }]);
      const served = await serveOwnSandbox({ dataDirectory, host, port, address });
      output.answer({ sandbox: { address: served.url, host, port } }, `The sandbox is open at ${served.url}\n`);
      return served.close;
    });
  },
});
