/**
 * A person of the sandbox as a few words: initials, name, user name, what is known of the e-mail address.
 */
import type { Person } from "../people.ts";
import { people } from "../people.ts";

const initials = ({ givenName, familyName }: Person): string =>
  [givenName, familyName].map((name) => [...name.replace(/[^\p{L}]/gu, "")][0] ?? "").join("");

const subjects = [...new Set(people.map(({ subject }) => subject))];

/** One of seven tints, the same for one subject. */
const tint = ({ subject }: Person): string => `tint-${(subjects.indexOf(subject) % 7) + 1}`;

const EmailBadge = ({ person }: { person: Person }) => {
  if (person.email === null) return <span class="badge quiet">no e-mail</span>;
  return person.emailVerified ? <span class="badge good">verified</span> : <span class="badge warn">unverified</span>;
};

/** Phrasing content only, so that it can stand in a button. */
export const PersonCard = ({ person, note = null }: { person: Person; note?: string | null }) => (
  <>
    <span class={`avatar ${tint(person)}`} aria-hidden="true">
      {initials(person)}
    </span>
    <span class="person-text">
      {note === null ? null : <span class="person-note">{note}</span>}
      <span class="person-name">{person.name}</span>
      <span class="person-contact">
        <span class="person-address">{person.email ?? person.username}</span> <EmailBadge person={person} />
      </span>
      <span class="person-about">{person.about}</span>
    </span>
  </>
);
