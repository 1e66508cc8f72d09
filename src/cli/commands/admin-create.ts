/**
 * `alldoor admin create`: an administrator made by whoever has the data directory. It closes the set-up latch: a printed
 * set-up link is of no use afterwards.
 */
import { recordEvent } from "../../hub/audit/audit.ts";
import { ensureFirstOrganization } from "../../hub/organizations/store.ts";
import { closeSetUp, isSetUp } from "../../hub/setup/setup.ts";
import { readPerson } from "../../hub/sign-in/person-form.ts";
import { createUser } from "../../hub/users/store.ts";
import type { FormFields } from "../../hub/web/route.ts";
import { fieldRefusal } from "../../lib/errors.ts";
import { passwordRules } from "../../lib/passwords.ts";
import { command } from "../command.ts";
import { inFlags } from "../field-flags.ts";
import { facts } from "../output.ts";
import { readSecret } from "../secret-input.ts";
import { withHub } from "../with-hub.ts";

const FLAGS = { username: "--username", display_name: "--display-name", email: "--email", password: "the password" };

/** The same reading as the pages have: these are the fields that their form would have sent. */
const asForm = (values: Readonly<Record<string, string | undefined>>): FormFields => ({
  get: (name) => values[name] ?? "",
  all: (name) => (values[name] === undefined ? [] : [values[name]]),
  has: (name) => values[name] !== undefined,
  file: () => null,
  entries: () =>
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
});

export const adminCreate = command({
  about: [
    `The password is read from --password-file or from standard input, or asked for at a terminal. It has at least ${passwordRules.shortest} characters.`,
    "Set-up counts as done from then on: a set-up link that was printed before is of no use any more.",
  ],
  settings: "hub",
  options: {
    username: { kind: "text", value: "NAME", required: true, help: "What the administrator signs in with." },
    displayName: { kind: "text", value: "NAME", help: "What people read. Default: the username." },
    email: { kind: "text", value: "ADDRESS", help: "E-mail address. It counts as unverified." },
    passwordFile: { kind: "text", value: "FILE", help: "File that holds the password, or - for standard input." },
  },
  examples: [
    "admin create --username ada --email ada@example.com",
    "admin create --username ada --password-file /run/secrets/ada --json",
  ],
  async run({ options, configuration, output }) {
    const settings = configuration();
    const password = await readSecret({
      file: options.passwordFile,
      flag: "--password-file",
      question: "Password",
      twice: true,
    });
    await inFlags(FLAGS, async () => {
      const form = asForm({
        username: options.username,
        display_name: options.displayName,
        email: options.email,
        password,
      });
      const { person, errors } = readPerson(form, false);
      if (!person)
        throw fieldRefusal(
          Object.fromEntries(Object.entries(errors).flatMap(([field, fault]) => (fault ? [[field, fault]] : []))),
        );
      await withHub(settings, async (hub) => {
        const passwordHash = await hub.passwords.hash(person.password);
        const { user, organization } = await hub.db.write(async (tx) => {
          const place = await ensureFirstOrganization(tx, hub);
          const made = await createUser(tx, hub, {
            organizationId: place.id,
            name: person.username,
            displayName: person.displayName,
            email: person.email,
            emailVerified: false,
            passwordHash,
            isAdmin: true,
          });
          const subject = { kind: "user", id: made.id };
          await recordEvent(tx, hub, {
            action: "user.created",
            subject,
            detail: { name: made.name, administrator: true },
          });
          if (!(await isSetUp(tx))) {
            await closeSetUp(tx, hub);
            await recordEvent(tx, hub, { action: "setup.completed", subject });
          }
          return { user: made, organization: place };
        });
        const document = {
          id: user.id,
          username: user.name,
          display_name: user.displayName,
          email: user.email,
          organization: organization.name,
          is_admin: true,
          created_at: user.createdAt,
        };
        const lines: [string, string][] = [
          ["Username", user.name],
          ["Display name", user.displayName],
          ["E-mail", user.email ?? "none"],
          ["Sign in at", `${hub.issuer}/sign-in`],
        ];
        output.answer(document, `The administrator is made.\n\n${facts(lines)}`);
      });
    });
  },
});
