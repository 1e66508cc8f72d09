/** `alldoor webhook update`: what is not said stays as it is. */
import { changeWebhook, replaceWebhookSecret, requireWebhook } from "../../hub/webhooks/store.ts";
import { command } from "../command.ts";
import { usage } from "../failure.ts";
import { inFlags } from "../field-flags.ts";
import { WEBHOOK_FLAGS, webhookDocument, webhookOptions } from "../webhook-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

export const webhookUpdate = command({
  about: ["What waits for one that is switched off is not sent any more. Switched on again, it begins anew."],
  settings: "hub",
  operands: [{ name: "ID", help: "The webhook, as in alldoor webhook list." }],
  options: {
    ...webhookOptions,
    enable: { kind: "flag", help: "Switches it on." },
    disable: { kind: "flag", help: "Switches it off." },
    newSecret: { kind: "flag", help: "Replaces the secret, and prints the new one once." },
  },
  examples: ["webhook update 0b0f0f86-1f6a-4f0e-9c0d-3b1c1f0a7d11 --event '*'"],
  async run({ operands: [id = ""], options, configuration, output }) {
    const { name, url, event, enable, disable, newSecret } = options;
    if (enable && disable) throw usage("--enable and --disable contradict each other.");
    await inFlags(WEBHOOK_FLAGS, () =>
      withHub(configuration(), async (hub) => {
        const { webhook, secret } = await hub.db.write(async (tx) => {
          const known = await requireWebhook(tx, id);
          await changeWebhook(tx, hub, COMMAND_LINE, id, {
            name: name ?? known.name,
            url: url ?? known.url,
            actions: event.length === 0 ? known.actions : event,
            enabled: enable || (!disable && known.disabledAt === null),
          });
          const fresh = newSecret ? await replaceWebhookSecret(tx, hub, COMMAND_LINE, id) : null;
          return { webhook: await requireWebhook(tx, id), secret: fresh };
        });
        const said = `The webhook "${webhook.name}" is as you said.`;
        output.answer(
          { ...webhookDocument(webhook), ...(secret === null ? {} : { secret }) },
          secret === null ? said : `${said}\n\n${secret}\n\nThe secret is not shown again.`,
        );
      }),
    );
  },
});
