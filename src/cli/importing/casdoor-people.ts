/** Casdoor's people, each in their organization. */
import { readDisplayName, readEmail } from "../../hub/users/names.ts";
import { isTotpSecret } from "../../lib/totp.ts";
import { casdoorPassword } from "./casdoor-passwords.ts";
import { type CasdoorProvider, OTHER_COLUMNS, PROVIDER_KINDS } from "./casdoor-providers.ts";
import { isOn, listOf, objectOf, phoneOf, textOf } from "./cells.ts";
import type { IdentityWish, PersonWish } from "./hub-wishes.ts";
import type { ImportReport } from "./report.ts";
import type { Row } from "./source.ts";

export interface Surroundings {
  readonly organizations: ReadonlyMap<string, Row>;
  /** The providers of a type that an organization's applications offer. */
  providersOf(organization: string, type: string): readonly CasdoorProvider[];
  readonly keepAdministrators: boolean;
  readonly builtIn: string;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const EMPTY: Row = {};
/** Characters, as of a picture that a provider names. */
const LONGEST_ADDRESS = 2048;

function identitiesOf(row: Row, source: string, near: Surroundings, report: ImportReport): IdentityWish[] {
  const properties = objectOf(row, "properties");
  const property = (name: string): string | null => {
    const value = Object.hasOwn(properties, name) ? properties[name] : null;
    return typeof value === "string" ? readDisplayName(value) : null;
  };
  for (const column of OTHER_COLUMNS)
    if (textOf(row, column) !== "")
      report.left(
        "identity",
        `${source} at ${column}`,
        "What it calls an id is not certain to be ours: they link it again.",
      );
  return PROVIDER_KINDS.flatMap(({ type, column }) => {
    const subject = textOf(row, column);
    if (subject === "") return [];
    const candidates = near.providersOf(textOf(row, "owner"), type);
    const [only] = candidates;
    if (!only || candidates.length > 1) {
      const why =
        candidates.length > 1 ? "several registrations could have made it" : "no application of theirs offers it";
      report.left("identity", `${source} at ${type}`, `It is not certain whose id it is: ${why}. They link it again.`);
      return [];
    }
    return {
      provider: only.wish.key,
      subject,
      issuer: null,
      username: property(`oauth_${type}_username`),
      displayName: property(`oauth_${type}_displayName`),
    };
  });
}

/** @returns `null` for whoever can't come, which the report says */
export function casdoorPerson(row: Row, near: Surroundings, report: ImportReport): PersonWish | null {
  const [owner, name] = [textOf(row, "owner"), textOf(row, "name")];
  const source = `${owner}/${name}`;
  const organization = near.organizations.get(owner) ?? EMPTY;
  if (isOn(row, "is_deleted")) {
    report.left("user", source, "They were deleted there.");
    return null;
  }
  const stored = textOf(row, "password");
  const type = textOf(row, "password_type") || textOf(organization, "password_type") || "plain";
  const masked = stored === "***";
  const password =
    stored === "" || masked
      ? null
      : casdoorPassword(type, stored, textOf(organization, "password_salt"), textOf(row, "password_salt"));
  if (masked) report.changed("user", source, "The export masks their password: they need a new one.");
  if (stored !== "" && !masked && password === null)
    report.changed("user", source, `Passwords of the type "${type}" are not verified here: they need a new one.`);
  const global = isOn(row, "is_global_admin") || (owner === near.builtIn && isOn(row, "is_admin"));
  if (global && !near.keepAdministrators)
    report.changed("user", source, "They come without the right to administer; --keep-administrators keeps it.");
  if (!global && isOn(row, "is_admin"))
    report.changed("user", source, "The right to administer one organization does not come.");
  const secret = textOf(row, "totp_secret");
  const totpSecret = isTotpSecret(secret) ? secret : null;
  if (secret !== "" && totpSecret === null)
    report.changed("user", source, "Their authenticator's secret is none: they set it up anew.");
  if (textOf(row, "webauthn_credentials").length > 4)
    report.changed("user", source, "Passkeys are bound to the old address: they make new ones.");
  const id = textOf(row, "id");
  if (!UUID.test(id))
    report.changed("user", source, "Their id can't be one here: applications will know them by another one.");
  const email = readEmail(textOf(row, "email"));
  const picture = URL.parse(textOf(row, "avatar"));
  return {
    source,
    organization: owner,
    id: UUID.test(id) ? id : undefined,
    name,
    displayName: readDisplayName(textOf(row, "display_name")) ?? readDisplayName(name) ?? "Person",
    email,
    emailVerified: email !== null && isOn(row, "email_verified"),
    password,
    isAdmin: global && near.keepAdministrators,
    disabled: isOn(row, "is_forbidden"),
    givenName: readDisplayName(textOf(row, "first_name")),
    familyName: readDisplayName(textOf(row, "last_name")),
    picture: picture?.protocol === "https:" && picture.href.length <= LONGEST_ADDRESS ? picture.href : null,
    locale: /^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*$/.test(textOf(row, "language")) ? textOf(row, "language") : null,
    phone: phoneOf(row, "phone"),
    totpSecret,
    identities: identitiesOf(row, source, near, report),
    groups: listOf(row, "groups"),
  };
}
