/** `alldoor mail settings`: the mail server that the console looks after, shown and changed. */
import { changeMailSettings } from "../../hub/admin/server/mail.ts";
import { readMailSettings, shownServer } from "../../hub/mail/settings.ts";
import { command } from "../command.ts";
import { usage } from "../failure.ts";
import { inFlags } from "../field-flags.ts";
import { facts } from "../output.ts";
import { readSecret } from "../secret-input.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

const FLAGS = { smtp_url: "--smtp-url-file", smtp_from: "--from" };

export const mailSettings = command({
  about: [
    "What is not said stays as it is; without options it only shows. ALLDOOR_SMTP_URL and ALLDOOR_SMTP_FROM, where they are set, come before what is stored here.",
    "The address of the server holds a password: it is read from a file or from standard input, stored sealed, and never shown with it.",
  ],
  settings: "hub",
  options: {
    smtpUrlFile: {
      kind: "text",
      value: "FILE",
      help: "File that holds the server's address, smtps://user:password@mail.example.com, or - for standard input.",
    },
    from: { kind: "text", value: "MAILBOX", help: "Whom letters are from: an address, or Name <address>." },
    remove: { kind: "flag", help: "Removes the server: no letters go out." },
    tellNewBrowsers: { kind: "flag", help: "Tell people of a sign-in with a browser that was not seen before." },
    noTellNewBrowsers: { kind: "flag", help: "Do not." },
  },
  examples: ["mail settings", "mail settings --smtp-url-file smtp.url --from 'Alldoor <id@example.com>'"],
  async run({ options, configuration, output }) {
    const { smtpUrlFile: file, from, remove, tellNewBrowsers, noTellNewBrowsers } = options;
    if (tellNewBrowsers && noTellNewBrowsers)
      throw usage("--tell-new-browsers and --no-tell-new-browsers contradict each other.");
    if (remove && (file !== undefined || from !== undefined)) throw usage("--remove contradicts a server.");
    const url =
      file === undefined ? "" : await readSecret({ file, flag: "--smtp-url-file", question: "Address of the server" });
    const isChange = file !== undefined || from !== undefined || remove || tellNewBrowsers || noTellNewBrowsers;
    const shown = await inFlags(FLAGS, () =>
      withHub(configuration(), (hub) =>
        hub.db.write(async (tx) => {
          const stored = await readMailSettings(tx, { ...hub, smtp: undefined });
          if (from !== undefined && url === "" && stored.smtp === null)
            throw usage("--from needs a server: --smtp-url-file FILE.");
          if (isChange)
            await changeMailSettings(tx, hub, COMMAND_LINE, {
              url,
              from: from ?? stored.smtp?.from ?? "",
              keepServer: !remove,
              newBrowserNotices: tellNewBrowsers || (!noTellNewBrowsers && stored.newBrowserNotices),
            });
          const { smtp, source, newBrowserNotices } = await readMailSettings(tx, hub);
          return {
            source,
            server: smtp === null ? null : shownServer(smtp),
            from: smtp?.from ?? null,
            tell_new_browsers: newBrowserNotices,
          };
        }),
      ),
    );
    output.answer(
      shown,
      facts([
        ["Mail server", shown.server ?? "none"],
        ["From", shown.from ?? "-"],
        ["Set in", shown.source],
        ["New browsers", shown.tell_new_browsers ? "people are told" : "nobody is told"],
      ]),
    );
  },
});
