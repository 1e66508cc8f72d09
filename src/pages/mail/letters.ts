/** Which words stand in which letter: those that carry a code and a link, and those that only tell. */
import { describeDevice, deviceName } from "../parts/device.tsx";
import type { Text } from "../text/index.ts";
import { type LetterProps, letterHtml, letterText } from "./letter.tsx";

export interface WrittenLetter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

type Letters = Text["mail"]["letters"];
export type CodeLetter = "sign-in" | "recover" | "verify";
export type TellingLetter = Exclude<keyof Letters["bodies"], CodeLetter | "invitation" | "test">;

interface Sender {
  readonly t: Text;
  readonly issuer: string;
}

const written = (props: LetterProps): WrittenLetter => ({
  subject: props.subject,
  text: letterText(props),
  html: letterHtml(props),
});

/** @param link Whole address. */
export function codeLetter({ t, issuer }: Sender, kind: CodeLetter, code: string, link: string): WrittenLetter {
  const { letters } = t.mail;
  const subject = letters.subjects[kind];
  return written({
    t,
    subject: typeof subject === "string" ? subject : subject(code),
    body: letters.bodies[kind],
    code,
    link,
    linkLead: letters.linkLead,
    facts: [],
    closing: [letters.goodFor, letters.notYou],
    issuer,
  });
}

/** @param link Whole address. */
export function invitationLetter({ t, issuer }: Sender, link: string): WrittenLetter {
  const { letters } = t.mail;
  return written({
    t,
    subject: letters.subjects.invitation,
    body: letters.bodies.invitation(issuer),
    code: null,
    link,
    linkLead: letters.invitationLinkLead,
    facts: [],
    closing: [letters.invitationGoodFor, letters.invitationNotYou],
    issuer,
  });
}

/** What is known of what happened: any of `what`, `at` (Unix seconds), `userAgent`, `from`. */
export type Happening = Readonly<Record<string, string>>;

/** @param link Where its reader sees what is open, and ends it. */
export function tellingLetter(
  { t, issuer }: Sender,
  kind: TellingLetter,
  happened: Happening,
  link: string,
): WrittenLetter {
  const { letters } = t.mail;
  // Where the account is gone there is nothing left to open.
  const isOver = kind === "account-deleted";
  return written({
    t,
    subject: letters.subjects[kind],
    body: letters.bodies[kind],
    code: null,
    link: isOver ? null : link,
    linkLead: isOver ? null : letters.noticeNotYou,
    facts: factsOf(t, happened),
    closing: isOver ? [letters.deletedNotYou] : [],
    issuer,
  });
}

/** The letter by which an administrator sees that mail works. */
export function testLetter({ t, issuer }: Sender): WrittenLetter {
  const { subjects, bodies } = t.mail.letters;
  const nothing = { code: null, link: null, linkLead: null, facts: [], closing: [] };
  return written({ t, subject: subjects.test, body: bodies.test, issuer, ...nothing });
}

function factsOf(t: Text, { at, from, userAgent, what }: Happening): (readonly [string, string])[] {
  const { facts, changes } = t.mail.letters;
  const time = new Intl.DateTimeFormat(t.dateLocale, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
  const change = Object.entries(changes).find(([name]) => name === what)?.[1] ?? what;
  const known: [string, string | undefined][] = [
    [facts.what, change],
    [facts.when, at === undefined ? undefined : `${time.format(new Date(Number(at) * 1000))} UTC`],
    [facts.device, userAgent === undefined ? undefined : deviceName(t, describeDevice(userAgent))],
    [facts.where, from],
  ];
  return known.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}
