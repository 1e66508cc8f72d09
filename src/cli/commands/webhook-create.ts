/** `alldoor webhook create`: another server is told of what happens here, by the console's own function. */
import { EVERY_ACTION } from "../../hub/webhooks/messages.ts";
import { createWebhook } from "../../hub/webhooks/store.ts";
import { command } from "../command.ts";
import { inFlags } from "../field-flags.ts";
import { WEBHOOK_FLAGS, webhookDocument, webhookOptions } from "../webhook-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

export const webhookCreate = command({
  about: ["Each message is signed with a secret (Standard Webhooks), which is shown once and kept sealed."],
  settings: "hub",
  options: {
    ...webhookOptions,
    name: { ...webhookOptions.name, required: true },
    url: { ...webhookOptions.url, required: true },
  },
  examples: [
    "webhook create --name Rota --url https://rota.example.com/hook --event user.created --event user.disabled",
  ],
  async run({ options: { name, url, event }, configuration, output }) {
    await inFlags(WEBHOOK_FLAGS, () =>
      withHub(configuration(), async (hub) => {
        const actions = event.length === 0 ? [EVERY_ACTION] : event;
        const { webhook, secret } = await hub.db.write((tx) =>
          createWebhook(tx, hub, COMMAND_LINE, { name, url, actions, enabled: true }),
        );
        output.answer(
          { ...webhookDocument(webhook), secret },
          `The webhook "${webhook.name}" is made (${webhook.id}).\n\n${secret}\n\nThe secret is not shown again.`,
        );
      }),
    );
  },
});
