/** What a row of the outbox says, in the language of whom it is to. Links are made of the issuer alone, never of a request. */
import { withQuery } from "../../lib/redirect-uri.ts";
import { type LetterProps, letterHtml, letterText } from "../../pages/mail/letter.tsx";
import { describeDevice, deviceName } from "../../pages/parts/device.tsx";
import { pickText, type Text } from "../../pages/text/index.ts";
import { type LetterSecret, type Mail, NOTICES, PROOF_LETTERS } from "../mail/outbox.ts";

/** Where a link in a letter leads. */
export const MAIL_LINK = "/mail/open";

export interface WrittenLetter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** @returns `null` for a letter of a kind that this version does not know. */
export function writeLetter(mail: Mail, secret: LetterSecret | null, issuer: string): WrittenLetter | null {
  const t = pickText(null, mail.language);
  const proof = PROOF_LETTERS.find((kind) => kind === mail.kind);
  const notice = NOTICES.find((kind) => kind === mail.kind);
  const { letters } = t.mail;
  let props: LetterProps;
  if (proof !== undefined && secret !== null) {
    const subject = letters.subjects[proof];
    props = {
      t,
      subject: typeof subject === "string" ? subject : subject(secret.code),
      body: letters.bodies[proof],
      code: secret.code,
      link: `${issuer}${withQuery(MAIL_LINK, { link: secret.link })}`,
      linkLead: letters.linkLead,
      facts: [],
      closing: [letters.goodFor, letters.notYou],
      issuer,
    };
  } else if (notice !== undefined) {
    props = {
      t,
      subject: letters.subjects[notice],
      body: letters.bodies[notice],
      code: null,
      link: `${issuer}/account/sessions`,
      linkLead: letters.noticeNotYou,
      facts: factsOf(t, JSON.parse(mail.detail) as Readonly<Record<string, string>>),
      closing: [],
      issuer,
    };
  } else {
    return null;
  }
  return { subject: props.subject, text: letterText(props), html: letterHtml(props) };
}

/** The letter by which an administrator sees that mail works. */
export function writeTestLetter(language: string, issuer: string): WrittenLetter {
  const t = pickText(null, language);
  const { subjects, bodies } = t.mail.letters;
  const nothing = { code: null, link: null, linkLead: null, facts: [], closing: [] };
  const props: LetterProps = { t, subject: subjects.test, body: bodies.test, issuer, ...nothing };
  return { subject: props.subject, text: letterText(props), html: letterHtml(props) };
}

function factsOf(t: Text, { at, from, userAgent, what }: Readonly<Record<string, string>>): [string, string][] {
  const { facts, changes } = t.mail.letters;
  const time = new Intl.DateTimeFormat(t.dateLocale, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
  const known = what !== undefined && Object.hasOwn(changes, what) ? changes[what as keyof typeof changes] : what;
  return [
    ...(known === undefined ? [] : ([[facts.what, known]] as [string, string][])),
    ...(at === undefined
      ? []
      : ([[facts.when, `${time.format(new Date(Number(at) * 1000))} UTC`]] as [string, string][])),
    ...(userAgent === undefined
      ? []
      : ([[facts.device, deviceName(t, describeDevice(userAgent))]] as [string, string][])),
    ...(from === undefined ? [] : ([[facts.where, from]] as [string, string][])),
  ];
}
