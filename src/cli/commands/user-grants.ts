/** `alldoor user grants`: what applications hold for somebody; takes one back. */
import { takeGrantBack } from "../../hub/admin/access/access.ts";
import { livingGrants, type OwnedGrant } from "../../hub/grants/list.ts";
import { Refusal } from "../../lib/errors.ts";
import { command } from "../command.ts";
import { table } from "../output.ts";
import { readRowId, requirePerson, timeOf, USER_OPERAND } from "../user-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

const document = (grant: OwnedGrant) => ({
  id: String(grant.id),
  application_id: grant.client_id,
  application: grant.client_name,
  session_id: grant.session_id === null ? null : String(grant.session_id),
  kind: grant.kind,
  scope: grant.scope,
  created_at: grant.created_at,
  last_used_at: grant.rotated_at,
  expires_at: grant.expires_at,
});

export const userGrants = command({
  about: [
    "A grant is the parent of an application's tokens: they end with it, at once, and what they were exchanged for.",
  ],
  settings: "hub",
  operands: [USER_OPERAND],
  options: { revoke: { kind: "list", value: "ID", help: "Takes this grant back." } },
  examples: ["user grants ada", "user grants ada --revoke 1234567890123456"],
  async run({ operands: [named = ""], options, configuration, output }) {
    const grants = await withHub(configuration(), (hub) =>
      hub.db.write(async (tx) => {
        const { id } = await requirePerson(tx, named);
        const held = () =>
          livingGrants(tx, hub.clock).where("grants.user_id", "=", id).orderBy("grants.id", "desc").execute();
        const theirs = options.revoke.length === 0 ? [] : await held();
        for (const each of options.revoke) {
          const wish = readRowId(each);
          if (!theirs.some((grant) => grant.id === wish))
            throw new Refusal("not_found", `"${named}" has no grant ${each}.`);
          await takeGrantBack(tx, hub, COMMAND_LINE, wish);
        }
        return held();
      }),
    );
    const lines = grants.map((grant) => [
      String(grant.id),
      grant.client_name ?? grant.client_id,
      grant.scope,
      timeOf(grant.created_at),
      timeOf(grant.expires_at),
    ]);
    const text =
      lines.length === 0
        ? "No application holds anything."
        : table(["ID", "APPLICATION", "SCOPE", "SINCE", "UNTIL"], lines);
    output.answer(grants.map(document), text);
  },
});
