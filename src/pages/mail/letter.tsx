/**
 * A letter, as plain text and as simple HTML of the same words: no picture, no script, nothing that is fetched, no link but the
 * one that it is about. Mail programs know no style sheet of ours, so the few styles stand on the elements.
 */
import { plainly } from "../parts/said.tsx";
import type { Text } from "../text/index.ts";

export interface LetterProps {
  readonly t: Text;
  readonly subject: string;
  readonly body: string;
  readonly code: string | null;
  /** Whole address. */
  readonly link: string | null;
  /** Stands before the link. */
  readonly linkLead: string | null;
  /** What is known of what happened: name and value. */
  readonly facts: readonly (readonly [string, string])[];
  readonly closing: readonly string[];
  readonly issuer: string;
}

const page = "margin:0;padding:24px;background:#f4f4f2;color:#1c1c1a;font:16px/1.5 system-ui,sans-serif";
const card = "max-width:520px;margin:0 auto;padding:28px;background:#ffffff;border-radius:12px";
const big = "font:600 30px/1.2 ui-monospace,monospace;letter-spacing:4px;margin:4px 0 20px";
const small = "color:#5c5c57;font-size:14px";

const LetterHtml = ({ t, subject, body, code, link, linkLead, facts, closing, issuer }: LetterProps) => (
  <html lang={t.lang}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <meta name="color-scheme" content="light" />
      <title>{plainly(subject)}</title>
    </head>
    <body style={page}>
      <div style={card}>
        <p>{body}</p>
        {code !== null && (
          <>
            <p>{t.mail.letters.codeLead}</p>
            <p style={big}>{code}</p>
          </>
        )}
        {facts.length > 0 && (
          <p>
            {facts.map(([name, value]) => (
              <>
                {name}: {plainly(value)}
                <br />
              </>
            ))}
          </p>
        )}
        {link !== null && (
          <>
            <p>{linkLead}</p>
            <p style="overflow-wrap:anywhere">
              <a href={link}>{link}</a>
            </p>
          </>
        )}
        {closing.map((sentence) => (
          <p style={small}>{sentence}</p>
        ))}
        <p style={small}>{t.mail.letters.footer(issuer)}</p>
      </div>
    </body>
  </html>
);

/** @throws TypeError when it would have to be waited for */
export function letterHtml(props: LetterProps): string {
  const html: unknown = (<LetterHtml {...props} />).toString();
  if (typeof html !== "string") throw new TypeError("A letter must be written without waiting.");
  return `<!doctype html>${html}`;
}

export function letterText({ t, body, code, link, linkLead, facts, closing, issuer }: LetterProps): string {
  const parts = [
    body,
    code === null ? null : `${t.mail.letters.codeLead}\n\n    ${code}`,
    facts.length === 0 ? null : facts.map(([name, value]) => `${name}: ${plainly(value)}`).join("\n"),
    link === null ? null : `${linkLead ?? ""}\n\n${link}`,
    ...closing,
    `-- \n${t.mail.letters.footer(issuer)}`,
  ];
  return `${parts.filter((part) => part !== null).join("\n\n")}\n`;
}
