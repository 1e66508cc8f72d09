/** A real SMTP server that keeps what it is sent: the letters as a mailbox would show them, and how they came. */
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export interface Received {
  readonly to: readonly string[];
  readonly from: string;
  /** Header lines, unfolded and decoded, by lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly secure: boolean;
  readonly user: string | undefined;
}

export interface MailServer {
  readonly port: number;
  /** Everything that was taken, oldest first. */
  readonly received: Received[];
  /** The latest letter to an address. */
  latest(to: string): Received;
  close(): Promise<void>;
}

const decodeWords = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_all, kind: string, body: string) =>
      kind.toLowerCase() === "b" ? Buffer.from(body, "base64").toString("utf8") : unquote(body.replaceAll("_", " ")),
    );

const unquote = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\r?\n/g, "")
      .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");

function readPart(source: string): { readonly headers: Map<string, string>; readonly body: string } {
  const gap = source.indexOf("\r\n\r\n");
  const head = gap === -1 ? source : source.slice(0, gap);
  const headers = new Map(
    head
      .replace(/\r\n[ \t]+/g, " ")
      .split("\r\n")
      .map((line) => [
        line.slice(0, line.indexOf(":")).toLowerCase(),
        decodeWords(line.slice(line.indexOf(":") + 1).trim()),
      ]),
  );
  return { headers, body: gap === -1 ? "" : source.slice(gap + 4) };
}

function contentOf(part: ReturnType<typeof readPart>): string {
  const encoding = part.headers.get("content-transfer-encoding");
  if (encoding === "base64") return Buffer.from(part.body, "base64").toString("utf8");
  return encoding === "quoted-printable" ? unquote(part.body) : Buffer.from(part.body, "latin1").toString("utf8");
}

function readMessage(source: string): Pick<Received, "headers" | "subject" | "text" | "html"> {
  const { headers, body } = readPart(source);
  const boundary = /boundary="?([^";]+)/.exec(headers.get("content-type") ?? "")?.[1] ?? "";
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((each) => readPart(each.replace(/^\r\n/, "")));
  const find = (type: string) => {
    const part = parts.find((each) => each.headers.get("content-type")?.startsWith(type));
    return part ? contentOf(part) : "";
  };
  return { headers, subject: headers.get("subject") ?? "", text: find("text/plain"), html: find("text/html") };
}

export async function startMailServer(options: SMTPServerOptions = {}, host = "127.0.0.1"): Promise<MailServer> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onAuth: (auth, _session, done) => done(null, { user: auth.username }),
    ...options,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        received.push({
          ...readMessage(Buffer.concat(chunks).toString("latin1")),
          to: session.envelope.rcptTo.map(({ address }) => address),
          from: session.envelope.mailFrom === false ? "" : session.envelope.mailFrom.address,
          secure: session.secure,
          user: session.user,
        });
        done();
      });
    },
  });
  // Clients that break off are part of some tests.
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    latest(to) {
      const found = received.findLast((each) => each.to.includes(to));
      if (!found) throw new Error(`no letter to ${to}`);
      return found;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The code and the link in a letter. */
export function proofIn({ text }: Received): { readonly code: string; readonly link: string } {
  const code = /^ {4}(\d{8})$/m.exec(text)?.[1];
  const link = /^https?:\S+\/mail\/open\?link=\S+$/m.exec(text)?.[0];
  if (code === undefined || link === undefined) throw new Error(`no code and link in: ${text}`);
  return { code, link };
}
