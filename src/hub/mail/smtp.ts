/**
 * The way out to the mail server: SMTP submission (RFC 6409), always under TLS unless the server is this very machine. What it
 * says is never passed on whole: its answers hold addresses, and its errors may hold what was sent.
 */
import type { SmtpConfiguration } from "../../lib/configuration.ts";
import { readMailbox, readSmtpAddress } from "../../lib/smtp-address.ts";

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Tells one letter from another, so that one sent twice is seen as one. */
  readonly id: string;
}

/** `refused`: the server does not take this letter. `later`: anything that may be otherwise in a while. */
export type Sent = { readonly end: "delivered" } | { readonly end: "refused" | "later"; readonly why: string };

/** Milliseconds. */
const CONNECT = 10_000;
const SILENT = 20_000;

/** What went wrong in words that hold nobody's secret: nodemailer's code, the command, the server's three digits. */
function reasonOf(error: unknown): { readonly why: string; readonly permanent: boolean } {
  const { code, command, responseCode } = error as { code?: unknown; command?: unknown; responseCode?: unknown };
  const plain = (value: unknown): string =>
    typeof value === "string" && /^[A-Z][A-Z0-9_ ]{0,30}$/.test(value) ? value : "";
  const status = typeof responseCode === "number" ? String(responseCode) : "";
  const why = [plain(code), plain(command), status].filter((part) => part !== "").join(" ") || "unknown";
  // A wrong password or a server in trouble is ours to mend; only an envelope or a letter that is refused stays refused.
  const permanent =
    typeof responseCode === "number" && responseCode >= 500 && (code === "EENVELOPE" || code === "EMESSAGE");
  return { why, permanent };
}

export async function sendLetter(smtp: SmtpConfiguration, letter: Letter, issuer: string): Promise<Sent> {
  const { host, port, secure, local, user, password } = readSmtpAddress(smtp.url);
  const from = readMailbox(smtp.from);
  if (from === null) return { end: "later", why: "FROM" };
  // Forty modules that a hub without mail never needs.
  const { createTransport } = await import("nodemailer");
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: !local,
    ...(user !== null && password !== null ? { auth: { user, pass: password } } : {}),
    tls: { minVersion: "TLSv1.2", ...(smtp.ca === undefined ? {} : { ca: smtp.ca }) },
    connectionTimeout: CONNECT,
    greetingTimeout: CONNECT,
    socketTimeout: SILENT,
    dnsTimeout: CONNECT,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
  try {
    await transport.sendMail({
      from: { name: from.name, address: from.address },
      to: { name: "", address: letter.to },
      subject: letter.subject,
      text: letter.text,
      html: letter.html,
      messageId: `<${letter.id}@${new URL(issuer).hostname}>`,
      headers: { "auto-submitted": "auto-generated" },
    });
    return { end: "delivered" };
  } catch (error) {
    const { why, permanent } = reasonOf(error);
    return { end: permanent ? "refused" : "later", why };
  } finally {
    transport.close();
  }
}
