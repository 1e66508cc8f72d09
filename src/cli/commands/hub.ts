/** `alldoor hub`: the hub alone, as it stands in production. Nothing is set up by itself but the database and its keys. */
import { HUB_PORT } from "../../hub/open-hub.ts";
import { command } from "../command.ts";
import { choosePorts } from "../ports.ts";
import { openHubProgram, setUpLines } from "../serving/hub.ts";
import { untilStopped } from "../until-stopped.ts";

export const hub = command({
  about: [
    "The first start prints a link that makes the first administrator; alldoor admin create does the same without a browser.",
    "SIGTERM lets requests under way end, then the process ends with exit code 0.",
  ],
  settings: "hub",
  options: {},
  examples: [
    "hub --issuer https://id.example.com --database-url postgres://alldoor@db/alldoor",
    "hub --port 8443 --tls-cert id.pem --tls-key id.key",
  ],
  async run({ configuration, output }) {
    await untilStopped(output.note, async () => {
      const settings = configuration();
      const [port = HUB_PORT] = await choosePorts([
        { program: "the hub", host: settings.host, port: settings.port ?? HUB_PORT, flag: "--port" },
      ]);
      const served = await openHubProgram(settings, port, output);
      const { issuer } = served.hub;
      output.answer(
        { hub: { address: issuer, host: settings.host, port }, set_up_link: served.setUpLink },
        [`The hub is open at ${issuer}`, ...setUpLines(served.setUpLink), ""].join("\n"),
      );
      return served.close;
    });
  },
});
