/**
 * The people of the sandbox: invented characters, each of whom shows an application one thing that it must get right.
 * They are the same at every provider; `subject` is what a provider's immutable identifier is derived from, so two
 * entries with one subject are one person before and after a change of name.
 *
 * Addresses end in `example.com`, `example.org` or `.test` (RFC 2606), so nothing sent to one can reach anybody.
 */

export interface Person {
  readonly id: string;
  /** What the person's identifier at every provider is derived from. */
  readonly subject: string;
  readonly name: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly username: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  /** BCP 47. */
  readonly locale: string;
  /** In one line, what this person is there to show. */
  readonly about: string;
}

export const people: readonly Person[] = [
  {
    id: "mira",
    subject: "mira",
    name: "Mira Halden",
    givenName: "Mira",
    familyName: "Halden",
    username: "mira",
    email: "mira.halden@example.com",
    emailVerified: true,
    locale: "en-GB",
    about: "The ordinary case: a verified e-mail address.",
  },
  {
    id: "mira-renamed",
    subject: "mira",
    name: "Mira Okonta",
    givenName: "Mira",
    familyName: "Okonta",
    username: "mira-okonta",
    email: "mira.okonta@example.com",
    emailVerified: true,
    locale: "en-GB",
    about: "Mira after her wedding: same subject, new username and e-mail. Must open the same account.",
  },
  {
    id: "theo",
    subject: "theo",
    name: "Theo Brandvik",
    givenName: "Theo",
    familyName: "Brandvik",
    username: "theo.b",
    email: "theo@brandvik.test",
    emailVerified: false,
    locale: "nb-NO",
    about: "Shares nothing with Mira; the e-mail address was never verified.",
  },
  {
    id: "noor",
    subject: "noor",
    name: "Noor Asante",
    givenName: "Noor",
    familyName: "Asante",
    username: "noor",
    email: null,
    emailVerified: false,
    locale: "fr-FR",
    about: "Shows no e-mail address at all.",
  },
  {
    id: "zoe",
    subject: "zoe",
    name: "Zoë Ōtsuka-Łęska 雪",
    givenName: "Zoë",
    familyName: "Ōtsuka-Łęska 雪",
    username: "zoe_yuki",
    email: "zoe@example.org",
    emailVerified: true,
    locale: "ja-JP",
    about: "A name outside ASCII, in three scripts.",
  },
  {
    id: "impostor",
    subject: "impostor",
    name: "Vex Marlow",
    givenName: "Vex",
    familyName: "Marlow",
    username: "mira.halden",
    email: "mira.halden@example.com",
    emailVerified: false,
    locale: "en-US",
    about: "Claims Mira's e-mail address without proof. Must never reach Mira's account.",
  },
  {
    id: "quill",
    subject: "quill",
    name: `Quill "<b>O'Dell</b>" & Söhne ${"von der Langenfeld-".repeat(5)}Au`,
    givenName: `Quill "<b>O'Dell</b>"`,
    familyName: `& Söhne ${"von der Langenfeld-".repeat(5)}Au`,
    username: "quill<script>",
    email: "quill+o'dell@example.com",
    emailVerified: true,
    locale: "de-AT",
    about: "Markup, quotes and great length in the name: pages must show it as text.",
  },
];

export const findPerson = (id: string): Person | undefined => people.find((person) => person.id === id);

/** The person that a `login_hint` means: an id, a username or an e-mail address; the first that fits. */
export const hintedPerson = (hint: string): Person | undefined =>
  people.find((person) => person.id === hint || person.username === hint || person.email === hint);
