/** `alldoor config apply`: makes a hub what a document says, in one transaction, by the functions that the console uses. */
import { command } from "../command.ts";
import { FILE } from "../configuring/compare.ts";
import { readConfigFile, secretsBeside } from "../configuring/file.ts";
import { carryOut } from "../configuring/plan.ts";
import { changeText } from "../configuring/steps.ts";
import { withHub } from "../with-hub.ts";

export const configApply = command({
  about: [
    "Everything is done, or nothing; a second time there is nothing to do. A hub that is running on the same data knows it at once. Applications that were made and whose secret the document does not name get one, which is shown once.",
  ],
  settings: "hub",
  operands: [FILE],
  options: {},
  examples: ["config apply alldoor.yaml"],
  async run({ operands: [file = ""], configuration, environment, output }) {
    const settings = configuration();
    const document = await readConfigFile(file);
    const { changes, made } = await withHub(settings, (hub) =>
      carryOut(hub, document, secretsBeside(file, environment), true),
    );
    const secrets = made.map(({ client, clientSecret }) => ({
      name: client.name,
      client_id: client.clientId,
      client_secret: clientSecret,
    }));
    const told = secrets.map(
      ({ name, client_id, client_secret }) =>
        `${name}: client id ${client_id}${client_secret === null ? "" : `, client secret ${client_secret} (not shown again)`}`,
    );
    output.answer(
      { changes, made: secrets },
      [
        ...(changes.length === 0 ? ["Everything is as the document says."] : changes.map(changeText)),
        ...(changes.length === 0 ? [] : [`\n${changes.length} changed.`]),
        ...(told.length === 0 ? [] : ["", ...told]),
      ].join("\n"),
    );
    return undefined;
  },
});
