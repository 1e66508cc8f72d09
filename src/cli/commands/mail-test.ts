/** `alldoor mail test`: one letter by the mail server that is set up, and what the server said. Exit code 1 where it did not take it. */
import { testMail } from "../../hub/admin/server/mail.ts";
import { command } from "../command.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

export const mailTest = command({
  about: [
    "It uses the server of ALLDOOR_SMTP_URL and ALLDOOR_SMTP_FROM, or else the one that the console was told.",
    "Where the server did not take the letter, codes say why: the step, the SMTP command, the server's status. Nothing is tried again.",
  ],
  settings: "hub",
  operands: [{ name: "ADDRESS", help: "Whom the letter is to." }],
  options: {},
  examples: ["mail test you@example.com"],
  async run({ operands: [address = ""], configuration, output }) {
    const sent = await withHub(configuration(), (hub) => testMail(hub, COMMAND_LINE, address, "en"));
    if (sent.end === "delivered") {
      output.answer(sent, `The mail server took the letter to ${address}.`);
      return 0;
    }
    output.answer(sent, `The mail server did not take the letter: ${sent.why}.`);
    return 1;
  },
});
