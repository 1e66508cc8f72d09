/** `alldoor user list`: people, found as the console finds them. */
import { listUsers, USER_ORDERS, type UserOrder } from "../../hub/users/list.ts";
import type { User } from "../../hub/users/store.ts";
import { command } from "../command.ts";
import { usage } from "../failure.ts";
import { table } from "../output.ts";
import { callNames, lastSignIn, standing, userDocument } from "../user-view.ts";
import { hasStore, nothingThere, withHub } from "../with-hub.ts";

const USUAL = "50";

export const userList = command({
  about: [
    "A list of many people comes a page at a time; the last line says with which --after it goes on. To have everybody at once, take alldoor user export.",
  ],
  settings: "hub",
  options: {
    search: {
      kind: "text",
      value: "TEXT",
      help: "The beginning of any word of the username, the name or the address, or exactly an id.",
    },
    enabled: { kind: "flag", help: "Only accounts that are switched on." },
    disabled: { kind: "flag", help: "Only accounts that are switched off." },
    administrators: { kind: "flag", help: "Only administrators." },
    withoutSecondFactor: { kind: "flag", help: "Only people with neither authenticator nor passkey." },
    order: { kind: "text", value: "ORDER", choices: USER_ORDERS, help: "Default: name." },
    limit: { kind: "text", value: "COUNT", help: `People at a time, at most 200. Default: ${USUAL}.` },
    after: { kind: "text", value: "CURSOR", help: "Where the page before ended." },
  },
  examples: [
    "user list --search ada",
    "user list --administrators --json",
    "user list --order last-sign-in --limit 10",
  ],
  async run({ options, configuration, output }) {
    const { limit = USUAL, enabled, disabled } = options;
    if (enabled && disabled) throw usage("--enabled and --disabled contradict each other.");
    const size = /^\d{1,3}$/.test(limit) ? Number(limit) : 0;
    if (size < 1 || size > 200) throw usage("--limit is a number from 1 to 200.");
    const settings = configuration();
    if (!hasStore(settings)) output.note(nothingThere(settings));
    const page = hasStore(settings)
      ? await withHub(settings, async ({ db }) => {
          const found = await listUsers(db, {
            search: options.search,
            enabled: enabled ? true : disabled ? false : undefined,
            administrator: options.administrators ? true : undefined,
            secondFactor: options.withoutSecondFactor ? false : undefined,
            order: options.order as UserOrder | undefined,
            after: options.after,
            size,
          });
          return { ...found, callName: await callNames(db, found.users) };
        })
      : { users: [], next: null, callName: ({ name }: User) => name };
    const rows = page.users.map((user) => [
      page.callName(user),
      user.displayName,
      user.email ?? "-",
      standing(user),
      lastSignIn(user),
    ]);
    const people =
      rows.length === 0 ? "Nobody fits." : table(["USERNAME", "NAME", "E-MAIL", "STANDING", "LAST SIGN-IN"], rows);
    const more = page.next === null ? "" : `\n\nThere are more: --after ${page.next}`;
    output.answer({ users: page.users.map(userDocument), next: page.next }, people + more);
  },
});
