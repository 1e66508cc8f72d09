/**
 * `/api/v1/mail`: the mail server that letters go out by, and a test letter. A person's alone: whoever says which server it is reads
 * everybody's codes and links. Its address holds a password: it goes in and never comes out.
 */
import { z } from "zod";
import type { Reader } from "../../db/database.ts";
import { changeMailSettings, testMail } from "../admin/server/mail.ts";
import type { Hub } from "../hub.ts";
import { readMailSettings, shownServer } from "../mail/settings.ts";
import type { ApiContext, ApiRoute } from "./route.ts";
import { changing, Nothing, reading } from "./schema.ts";

const PATH = "/api/v1/mail";

const MailShape = z.strictObject({
  source: z
    .enum(["configuration", "console", "none"])
    .describe("Where the server is set: what the configuration says comes before what is stored."),
  server: z.string().nullable().describe("Without its password."),
  smtp_from: z.string().nullable(),
  new_browser_notices: z.boolean().describe("People are told of a sign-in with a browser that was not seen before."),
});
const Change = z.strictObject({
  smtp_url: z
    .string()
    .max(2000)
    .nullable()
    .optional()
    .describe("`smtps://user:password@mail.example.com`, never shown again; null removes the server."),
  smtp_from: z.string().max(400).optional().describe("An address, or `Name <address>`."),
  new_browser_notices: z.boolean().optional(),
});

async function show(reader: Reader, hub: Hub): Promise<z.output<typeof MailShape>> {
  const { smtp, source, newBrowserNotices } = await readMailSettings(reader, hub);
  return {
    source,
    server: smtp === null ? null : shownServer(smtp),
    smtp_from: smtp?.from ?? null,
    new_browser_notices: newBrowserNotices,
  };
}

export const mailRoutes: readonly ApiRoute[] = [
  reading({
    id: "getMail",
    path: PATH,
    summary: "The mail server that letters go out by.",
    scope: "alldoor:mail:read",
    reach: "server",
    query: Nothing,
    answer: MailShape,
    read: ({ hub }) => show(hub.db, hub),
  }),
  changing({
    id: "changeMail",
    method: "PATCH",
    path: PATH,
    summary: "Changes the mail server that is stored; what is left out stays.",
    scope: "alldoor:mail:write",
    reach: "server",
    status: 200,
    body: Change,
    answer: MailShape,
    current: (reader: Reader, { hub }: ApiContext) => show(reader, hub),
    change:
      ({ hub, caller, body }) =>
      async (tx) => {
        const stored = await readMailSettings(tx, { ...hub, smtp: undefined });
        await changeMailSettings(tx, hub, caller.actor, {
          url: body.smtp_url?.trim() ?? "",
          from: body.smtp_from?.trim() ?? stored.smtp?.from ?? "",
          keepServer: body.smtp_url !== null,
          newBrowserNotices: body.new_browser_notices ?? stored.newBrowserNotices,
        });
        return show(tx, hub);
      },
  }),
  changing({
    id: "testMail",
    method: "POST",
    path: `${PATH}/test`,
    summary:
      "Sends one test letter and waits for what the mail server says. With an idempotency key it may be sent again.",
    scope: "alldoor:mail:write",
    reach: "server",
    status: 200,
    body: z.strictObject({ test_to: z.string().max(400).describe("The address that it is to.") }),
    answer: z.strictObject({
      end: z.enum(["delivered", "refused", "later"]),
      why: z.string().nullable().describe("Where it was not taken: the step, the SMTP command, the server's status."),
    }),
    async change({ hub, caller, body }) {
      const sent = await testMail(hub, caller.actor, body.test_to, "en");
      return async () => ({ end: sent.end, why: "why" in sent ? sent.why : null });
    },
  }),
];
