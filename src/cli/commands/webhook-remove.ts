/** `alldoor webhook remove`: a webhook goes, with its messages. */
import { removeWebhook } from "../../hub/webhooks/store.ts";
import { command } from "../command.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

export const webhookRemove = command({
  about: ["What waits for it is not sent any more."],
  settings: "hub",
  operands: [{ name: "ID", help: "The webhook, as in alldoor webhook list." }],
  options: {},
  async run({ operands: [id = ""], configuration, output }) {
    await withHub(configuration(), async (hub) => {
      await hub.db.write((tx) => removeWebhook(tx, hub, COMMAND_LINE, id));
      output.answer({ id, removed: true }, "The webhook is gone.");
    });
  },
});
