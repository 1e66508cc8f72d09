/**
 * The people of a Django site. A social account comes only where what the provider once told of the person (`extra_data`), read as
 * our own sign-in reads it, gives the very id that the account was kept under.
 */
import { FIRST_ORGANIZATION } from "../../hub/organizations/store.ts";
import { readDisplayName, readEmail } from "../../hub/users/names.ts";
import { isTotpSecret } from "../../lib/totp.ts";
import { claimValue } from "../../providers/claims.ts";
import { isJsonObject } from "../../providers/json.ts";
import type { Json, Provider } from "../../providers/provider.ts";
import { isOn, jsonOf, objectOf, textOf } from "./cells.ts";
import { djangoPassword, isUnusable } from "./django-passwords.ts";
import type { IdentityWish, PersonWish } from "./hub-wishes.ts";
import type { ImportReport } from "./report.ts";
import type { Row } from "./source.ts";

export interface AllauthPeople {
  /** Each by `user_id`. */
  readonly addresses: ReadonlyMap<string, readonly Row[]>;
  readonly accounts: ReadonlyMap<string, readonly Row[]>;
  readonly authenticators: ReadonlyMap<string, readonly Row[]>;
  entryOf(provider: string): Provider | undefined;
  readonly keepAdministrators: boolean;
}

/** Whether our sign-in would call the person of this answer by that id. */
function isSubject(entry: Provider, extraData: Json, uid: string): boolean {
  const data = isJsonObject(extraData) ? extraData : {};
  const part = (name: string): Json | undefined => (Object.hasOwn(data, name) ? data[name] : undefined);
  const profile = part("userinfo") ?? data;
  const idToken = part("id_token") ?? profile;
  const answers = { token: {}, idToken, profile, extra: {}, callback: {}, settings: {} };
  return [entry, ...Object.values(entry.variants ?? {})].some(({ claims }) => {
    const subject = claimValue(claims.sub, answers);
    return (typeof subject === "string" || typeof subject === "number") && String(subject) === uid;
  });
}

function identitiesOf(row: Row, source: string, near: AllauthPeople, report: ImportReport): IdentityWish[] {
  return (near.accounts.get(textOf(row, "id")) ?? []).flatMap((account) => {
    const [provider, subject] = [textOf(account, "provider"), textOf(account, "uid")];
    const extraData = jsonOf(account, "extra_data") as Json;
    const entry = near.entryOf(provider);
    if (!entry || !isSubject(entry, extraData, subject)) {
      const why = entry ? "What the provider told does not say that this id is ours." : "Its provider did not come.";
      report.left("identity", `${source} at ${provider}`, `${why} They link it again.`);
      return [];
    }
    return { provider, subject, issuer: null, username: null, displayName: null };
  });
}

interface Address {
  readonly email: string | null;
  readonly verified: boolean;
}

/** The primary address, else the one of the user model, of which allauth says nothing. */
function addressOf(row: Row, near: AllauthPeople): Address {
  const all = near.addresses.get(textOf(row, "id")) ?? [];
  const chosen = all.find((each) => isOn(each, "primary")) ?? all.find((each) => isOn(each, "verified"));
  const email = readEmail(textOf(chosen ?? row, "email"));
  return { email, verified: email !== null && chosen !== undefined && isOn(chosen, "verified") };
}

function totpOf(row: Row, source: string, near: AllauthPeople, report: ImportReport): string | null {
  let secret: string | null = null;
  for (const authenticator of near.authenticators.get(textOf(row, "id")) ?? []) {
    const type = textOf(authenticator, "type");
    const { secret: found } = objectOf(authenticator, "data");
    if (type === "totp" && typeof found === "string" && isTotpSecret(found)) secret = found;
    else if (type === "totp")
      report.changed("user", source, "Their authenticator's secret is encrypted by the site: they set it up anew.");
    else if (type === "webauthn")
      report.changed("user", source, "Passkeys are bound to the old address: they make new ones.");
    else report.changed("user", source, "Recovery codes are made anew.");
  }
  return secret;
}

export function allauthPerson(row: Row, near: AllauthPeople, report: ImportReport): PersonWish {
  const { email, verified } = addressOf(row, near);
  const name = textOf(row, "username") || textOf(row, "email") || `user-${textOf(row, "id")}`;
  const source = `${textOf(row, "id")} ${name}`;
  const encoded = textOf(row, "password");
  const password = isUnusable(encoded) ? null : djangoPassword(encoded);
  if (!isUnusable(encoded) && password === null)
    report.changed(
      "user",
      source,
      `Passwords hashed by "${encoded.split("$", 1)[0]?.slice(0, 30)}" are not verified here: they need a new one.`,
    );
  if ((near.addresses.get(textOf(row, "id"))?.length ?? 0) > 1)
    report.changed("user", source, "One address comes: the primary one.");
  const isSuperuser = isOn(row, "is_superuser");
  if (isSuperuser && !near.keepAdministrators)
    report.changed("user", source, "They come without the right to administer; --keep-administrators keeps it.");
  const [givenName, familyName] = [
    readDisplayName(textOf(row, "first_name")),
    readDisplayName(textOf(row, "last_name")),
  ];
  const fullName = [givenName, familyName].filter((part) => part !== null).join(" ");
  return {
    source,
    organization: FIRST_ORGANIZATION,
    name,
    displayName: readDisplayName(fullName) ?? readDisplayName(name) ?? "Person",
    email,
    emailVerified: verified,
    password,
    isAdmin: isSuperuser && near.keepAdministrators,
    disabled: Object.hasOwn(row, "is_active") && !isOn(row, "is_active"),
    givenName,
    familyName,
    picture: null,
    locale: null,
    phone: null,
    totpSecret: totpOf(row, source, near, report),
    identities: identitiesOf(row, source, near, report),
    groups: [],
  };
}
