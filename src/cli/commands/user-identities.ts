/** `alldoor user identities`: who somebody is at sign-in providers; unlinks one. */
import { unlinkFrom } from "../../hub/admin/access/access.ts";
import { listIdentities } from "../../hub/identities/store.ts";
import { listProviders } from "../../hub/providers/store.ts";
import { Refusal } from "../../lib/errors.ts";
import { command } from "../command.ts";
import { table } from "../output.ts";
import { requirePerson, timeOf, USER_OPERAND } from "../user-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

export const userIdentities = command({
  about: [
    "An identity that is unlinked opens the account no more, and the person is told by mail. The last way in is not unlinked.",
  ],
  settings: "hub",
  operands: [USER_OPERAND],
  options: { unlink: { kind: "list", value: "ID", help: "Unlinks this identity." } },
  examples: ["user identities ada", "user identities ada --unlink 0b0f0f86-1f6a-4f0e-9c0d-3b1c1f0a7d11"],
  async run({ operands: [named = ""], options, configuration, output }) {
    const identities = await withHub(configuration(), (hub) =>
      hub.db.write(async (tx) => {
        const { id } = await requirePerson(tx, named);
        const theirs = options.unlink.length === 0 ? [] : await listIdentities(tx, id);
        for (const each of options.unlink) {
          if (!theirs.some((identity) => identity.id === each))
            throw new Refusal("not_found", `"${named}" has no identity ${each}.`);
          await unlinkFrom(tx, hub, COMMAND_LINE, id, each);
        }
        const slugs = new Map((await listProviders(tx)).map((row) => [row.id, row.slug]));
        return (await listIdentities(tx, id)).map((identity) => ({
          id: identity.id,
          provider: slugs.get(identity.providerId) ?? null,
          subject: identity.subject,
          username: identity.username,
          email: identity.email,
          created_at: identity.createdAt,
          last_used_at: identity.lastUsedAt,
        }));
      }),
    );
    const lines = identities.map((each) => [
      each.id,
      each.provider ?? "-",
      each.username ?? each.email ?? each.subject,
      timeOf(each.created_at),
    ]);
    const text = lines.length === 0 ? "No identity is linked." : table(["ID", "AT", "AS", "SINCE"], lines);
    output.answer(identities, text);
  },
});
