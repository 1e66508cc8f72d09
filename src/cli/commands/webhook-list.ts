/** `alldoor webhook list`. Secrets are not in it: they are kept sealed. */
import { listWebhooks } from "../../hub/webhooks/list.ts";
import type { Webhook } from "../../hub/webhooks/store.ts";
import { command } from "../command.ts";
import { table } from "../output.ts";
import { webhookDocument } from "../webhook-view.ts";
import { hasStore, nothingThere, withHub } from "../with-hub.ts";

const standing = ({ disabledAt, disabledReason, failingSince }: Webhook): string => {
  if (disabledAt !== null) return `off (${disabledReason ?? "administrator"})`;
  return failingSince === null ? "on" : `failing since ${new Date(failingSince * 1000).toISOString()}`;
};

export const webhookList = command({
  about: [],
  settings: "hub",
  options: {},
  async run({ configuration, output }) {
    const settings = configuration();
    if (!hasStore(settings)) output.note(nothingThere(settings));
    const all: Webhook[] = [];
    if (hasStore(settings))
      await withHub(settings, async ({ db }) => {
        for (let after: string | undefined; ; ) {
          const { webhooks, next } = await listWebhooks(db, after);
          all.push(...webhooks);
          if (next === null) return;
          after = next;
        }
      });
    const lines = all.map((webhook) => [
      webhook.id,
      webhook.name,
      webhook.url,
      webhook.actions.join(" "),
      standing(webhook),
    ]);
    const text = lines.length === 0 ? "There is no webhook." : table(["ID", "NAME", "TO", "EVENTS", "IS"], lines);
    output.answer(all.map(webhookDocument), text);
  },
});
