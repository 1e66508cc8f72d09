/** `alldoor webhook messages`: what a webhook was told lately, and to send one of it once more. */
import { messageName } from "../../hub/webhooks/deliver.ts";
import { listMessages, type ToldMessage } from "../../hub/webhooks/list.ts";
import { sendAgain } from "../../hub/webhooks/replay.ts";
import { requireWebhook } from "../../hub/webhooks/store.ts";
import { command } from "../command.ts";
import { table } from "../output.ts";
import { readRowId, timeOf } from "../user-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

const document = (message: ToldMessage) => ({
  id: String(message.id),
  message_id: messageName(message),
  action: message.action,
  attempts: message.attempts,
  outcome: message.outcome,
  last_answer: message.last_answer,
  done_at: message.done_at,
});

export const webhookMessages = command({
  about: ["The latest fifty, newest first. One that still waits is left alone; a running hub sends it."],
  settings: "hub",
  operands: [{ name: "ID", help: "The webhook, as in alldoor webhook list." }],
  options: { replay: { kind: "list", value: "MESSAGE", help: "Sends this message once more." } },
  examples: ["webhook messages 0b0f0f86-1f6a-4f0e-9c0d-3b1c1f0a7d11"],
  async run({ operands: [id = ""], options, configuration, output }) {
    const messages = await withHub(configuration(), (hub) =>
      hub.db.write(async (tx) => {
        await requireWebhook(tx, id);
        for (const each of options.replay) await sendAgain(tx, hub, COMMAND_LINE, id, readRowId(each));
        return (await listMessages(tx, id)).messages;
      }),
    );
    const lines = messages.map((message) => [
      String(message.id),
      message.action ?? "-",
      message.outcome ?? "waits",
      String(message.attempts),
      message.done_at === null ? "-" : timeOf(message.done_at),
    ]);
    const text = lines.length === 0 ? "It was told nothing yet." : table(["ID", "EVENT", "IS", "TRIES", "AT"], lines);
    output.answer(messages.map(document), text);
  },
});
