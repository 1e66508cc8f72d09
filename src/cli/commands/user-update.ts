/** `alldoor user update`: what an administrator does to an account, in one transaction, by the functions that the console has. */
import type { Writer } from "../../db/database.ts";
import { changeAccount, readChange } from "../../hub/admin/people/accounts.ts";
import {
  disableUser,
  enableUser,
  endSessionsOf,
  setAdministrator,
  vouchForAddress,
} from "../../hub/admin/people/people.ts";
import { resetFactors } from "../../hub/admin/people/second-factors.ts";
import type { Hub } from "../../hub/hub.ts";
import type { User } from "../../hub/users/store.ts";
import { command } from "../command.ts";
import { usage } from "../failure.ts";
import { inFlags } from "../field-flags.ts";
import { requirePerson, USER_OPERAND, userDocument, userFacts } from "../user-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

const FLAGS = { display_name: "--name", email: "--email" };

interface Wish {
  readonly name: string | undefined;
  readonly email: string | undefined;
  readonly noEmail: boolean;
  readonly verifyAddress: boolean;
  readonly enable: boolean;
  readonly disable: boolean;
  readonly administrator: boolean;
  readonly noAdministrator: boolean;
  readonly resetSecondFactors: boolean;
  readonly endSessions: boolean;
}

async function apply(tx: Writer, hub: Hub, user: User, wish: Wish): Promise<void> {
  const { id } = user;
  const email = wish.noEmail ? "" : (wish.email ?? user.email ?? "");
  await changeAccount(tx, hub, COMMAND_LINE, id, readChange({ display_name: wish.name ?? user.displayName, email }));
  if (wish.verifyAddress) await vouchForAddress(tx, hub, COMMAND_LINE, id);
  if (wish.resetSecondFactors) await resetFactors(tx, hub, COMMAND_LINE, id);
  if (wish.endSessions) await endSessionsOf(tx, hub, COMMAND_LINE, id);
  if (wish.noAdministrator) await setAdministrator(tx, hub, COMMAND_LINE, id, false);
  if (wish.disable) await disableUser(tx, hub, COMMAND_LINE, id);
  if (wish.enable) await enableUser(tx, hub, COMMAND_LINE, id);
  if (wish.administrator) await setAdministrator(tx, hub, COMMAND_LINE, id, true);
}

export const userUpdate = command({
  about: ["What is not said stays as it is. Everything happens together, or nothing does."],
  settings: "hub",
  operands: [USER_OPERAND],
  options: {
    name: { kind: "text", value: "NAME", help: "What people read." },
    email: {
      kind: "text",
      value: "ADDRESS",
      help: "Another e-mail address. It counts as unverified; the old one is told.",
    },
    noEmail: { kind: "flag", help: "No e-mail address." },
    verifyAddress: { kind: "flag", help: "The address counts as the person's: only where you know that it is." },
    enable: { kind: "flag", help: "Switch the account on." },
    disable: { kind: "flag", help: "Switch it off: sessions end, and what applications hold stops." },
    administrator: { kind: "flag", help: "Give the right to administer." },
    noAdministrator: { kind: "flag", help: "Take the right to administer." },
    resetSecondFactors: {
      kind: "flag",
      help: "Take authenticator, passkeys, recovery codes and remembered browsers away.",
    },
    endSessions: { kind: "flag", help: "Sign the person out everywhere." },
  },
  examples: [
    "user update ada --disable",
    "user update ada --reset-second-factors",
    "user update ada --email ada@example.org",
  ],
  async run({ operands: [named = ""], options, configuration, output }) {
    if (options.enable && options.disable) throw usage("--enable and --disable contradict each other.");
    if (options.administrator && options.noAdministrator)
      throw usage("--administrator and --no-administrator contradict each other.");
    if (options.noEmail && (options.email !== undefined || options.verifyAddress))
      throw usage("--no-email contradicts an address.");
    const user = await inFlags(FLAGS, () =>
      withHub(configuration(), (hub) =>
        hub.db.write(async (tx) => {
          const known = await requirePerson(tx, named);
          await apply(tx, hub, known, options);
          return requirePerson(tx, known.id);
        }),
      ),
    );
    output.answer(userDocument(user), userFacts(user));
  },
});
