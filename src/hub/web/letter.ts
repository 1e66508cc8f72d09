/** What a row of the outbox says, in the language of whom it is to. Links are made of the issuer alone, never of a request. */
import { withQuery } from "../../lib/redirect-uri.ts";
import {
  codeLetter,
  type Happening,
  invitationLetter,
  tellingLetter,
  testLetter,
  type WrittenLetter,
} from "../../pages/mail/letters.ts";
import { pickText } from "../../pages/text/index.ts";
import { INVITATION, type LetterSecret, type Mail, NOTICES, PROOF_LETTERS } from "../mail/outbox.ts";

/** Where a link in a letter leads. */
export const MAIL_LINK = "/mail/open";
export const INVITATION_LINK = "/invitation";

/** @returns `null` for a letter of a kind that this version does not know, or whose secret is gone. */
export function writeLetter(mail: Mail, secret: LetterSecret | null, issuer: string): WrittenLetter | null {
  const sender = { t: pickText(null, mail.language), issuer };
  const proof = PROOF_LETTERS.find((kind) => kind === mail.kind);
  if (proof !== undefined) {
    if (secret === null) return null;
    return codeLetter(sender, proof, secret.code, `${issuer}${withQuery(MAIL_LINK, { link: secret.link })}`);
  }
  if (mail.kind === INVITATION)
    return secret && invitationLetter(sender, `${issuer}${withQuery(INVITATION_LINK, { link: secret.link })}`);
  const notice = NOTICES.find((kind) => kind === mail.kind);
  if (notice === undefined) return null;
  return tellingLetter(sender, notice, JSON.parse(mail.detail) as Happening, `${issuer}/account/sessions`);
}

export const writeTestLetter = (language: string, issuer: string): WrittenLetter =>
  testLetter({ t: pickText(null, language), issuer });
