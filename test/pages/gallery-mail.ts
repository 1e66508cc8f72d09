/** The pages of mail: asking for a letter, its code, its link, a new password, and the console's. */
import { AdminMailPage, type AdminMailProps } from "../../src/pages/hub/admin/server/mail.tsx";
import { MailAskPage, MailOffPage } from "../../src/pages/hub/mail/ask.tsx";
import { MailCodePage, MailElsewherePage, MailOpenPage } from "../../src/pages/hub/mail/code.tsx";
import { InvitationPage } from "../../src/pages/hub/mail/invitation.tsx";
import { NewPasswordPage } from "../../src/pages/hub/mail/new-password.tsx";
import { admin } from "./gallery-admin.ts";
import { type Picture, picture } from "./picture.ts";
import { csrf, hour, minute, now, unbroken } from "./samples.ts";

const hidden = { flow: "req_01" };
const asking = { value: "", fieldError: null, error: null, backHref: "/sign-in?flow=req_01", csrf, hidden };
const entering = {
  address: null,
  action: "/sign-in/email/code",
  csrf,
  hidden,
  error: null,
  againHref: "/sign-in/email",
};

const console: Omit<AdminMailProps, "t" | "assets"> = {
  ...admin,
  now,
  source: "console",
  server: "smtps://hub@mail.example.com:465",
  values: { smtp_from: "Example <id@example.com>", new_browsers: true, test_to: "" },
  fieldErrors: {},
  tested: null,
  mails: [
    { id: "4", kind: "sign-in", dueAt: now - minute, doneAt: null, attempts: 2, outcome: null },
    { id: "3", kind: "new-browser", dueAt: now - hour, doneAt: now - hour, attempts: 1, outcome: "delivered" },
    { id: "2", kind: "password-changed", dueAt: now - 2 * hour, doneAt: now - hour, attempts: 1, outcome: "refused" },
    { id: "1", kind: "recover", dueAt: now - 3 * hour, doneAt: now - hour, attempts: 5, outcome: "dead" },
  ],
  action: "/admin/mail",
  testAction: "/admin/mail/test",
};

export const mailPictures: readonly Picture[] = [
  picture("mail-enter", MailAskPage, { ...asking, kind: "enter", action: "/sign-in/email" }),
  picture("mail-enter-wrong", MailAskPage, {
    ...asking,
    kind: "enter",
    action: "/sign-in/email",
    value: "not an address",
    fieldError: "invalid_email",
    error: "invalid",
  }),
  picture("mail-recover", MailAskPage, { ...asking, kind: "recover", action: "/recover" }),
  picture("mail-off", MailOffPage, { backHref: "/sign-in" }),
  picture("mail-code", MailCodePage, { ...entering, purpose: "sign-in" }),
  picture("mail-code-wrong", MailCodePage, { ...entering, purpose: "recover", error: "wrong" }),
  picture("mail-code-verify", MailCodePage, { ...entering, purpose: "verify", address: `${unbroken}@example.com` }),
  picture("mail-open", MailOpenPage, { ...entering, purpose: "sign-in" }),
  picture("mail-elsewhere", MailElsewherePage, { code: "48150162" }),
  picture("mail-invitation", InvitationPage, { username: "ines", action: "/invitation", csrf, hidden: { link: "x" } }),
  picture("mail-invitation-password", NewPasswordPage, {
    kind: "invitation",
    username: "ines",
    passwordMinimum: 15,
    fieldError: null,
    action: "/invitation/password",
    csrf,
    hidden: { invitation: "x" },
  }),
  picture("mail-new-password", NewPasswordPage, {
    kind: "recover",
    username: "ines",
    passwordMinimum: 15,
    fieldError: "too_short",
    action: "/recover/password",
    csrf,
    hidden,
  }),
  picture("admin-mail", AdminMailPage, console),
  picture("admin-mail-none", AdminMailPage, { ...console, source: "none", server: null, mails: [] }),
  picture("admin-mail-tested", AdminMailPage, {
    ...console,
    source: "configuration",
    tested: { delivered: false, why: "EAUTH AUTH PLAIN 535" },
  }),
];
