/**
 * A person in the shape of Casdoor's user object, as its tokens and its account call carry it: clients decode the whole of it,
 * so every key is there with the type that they expect, whether we know something of it or not. What would hold a secret
 * (hashes, second factors, recovery codes, the tokens of providers) is always empty. Times are RFC 3339.
 */
import type { CasdoorMemberships } from "../roles/casdoor-memberships.ts";
import type { User } from "./store.ts";

export interface CasdoorPerson {
  readonly user: User;
  /** The subject that the client knows the person by. */
  readonly sub: string;
  /** The organization's name. */
  readonly owner: string;
  /** The scopes whose fields are filled in. */
  readonly scopes: readonly string[];
  /** The application's name. */
  readonly application: string;
  readonly memberships: CasdoorMemberships;
}

const time = (at: number | null): string =>
  at === null ? "" : new Date(at * 1000).toISOString().replace(".000Z", "Z");

/** Strings of which we know nothing, or that are secrets. */
const EMPTY = [
  ...[
    "password",
    "passwordSalt",
    "passwordType",
    "permanentAvatar",
    "countryCode",
    "region",
    "affiliation",
    "title",
    "idCardType",
    "idCard",
  ],
  ...[
    "homepage",
    "bio",
    "tag",
    "gender",
    "birthday",
    "education",
    "hash",
    "preHash",
    "registerType",
    "registerSource",
    "createdIp",
  ],
  ...[
    "github",
    "google",
    "qq",
    "wechat",
    "facebook",
    "dingtalk",
    "weibo",
    "gitee",
    "linkedin",
    "wecom",
    "lark",
    "gitlab",
  ],
  ...["lastSigninTime", "lastSigninIp", "preferredMfaType", "totpSecret", "ldap", "lastSigninWrongTime", "avatarType"],
] as const;

const OFF = ["isDefaultAvatar", "isOnline", "isDeleted", "mfaPhoneEnabled", "mfaEmailEnabled"] as const;
const ZERO = ["score", "karma", "ranking", "signinWrongTimes"] as const;

const each = <Value>(names: readonly string[], value: Value): Record<string, Value> =>
  Object.fromEntries(names.map((name) => [name, value]));

/** The eight fields of the format JWT-Empty. */
export function casdoorBasics({ user, sub, owner, scopes }: CasdoorPerson) {
  const may = (scope: string): boolean => scopes.includes(scope);
  return {
    owner,
    name: user.name,
    id: sub,
    displayName: may("profile") ? user.displayName : "",
    avatar: may("profile") ? (user.picture ?? "") : "",
    email: may("email") ? (user.email ?? "") : "",
    email_verified: may("email") && user.emailVerified,
    phone: may("phone") ? (user.phone ?? "") : "",
  };
}

/** The fields of the format JWT. */
export function casdoorUser(person: CasdoorPerson): Readonly<Record<string, unknown>> {
  const { user, scopes, application, memberships } = person;
  const profile = scopes.includes("profile");
  const address = scopes.includes("address") ? user.address : null;
  return {
    ...each(EMPTY, ""),
    ...each(OFF, false),
    ...each(ZERO, 0),
    ...casdoorBasics(person),
    createdTime: time(user.createdAt),
    updatedTime: time(user.updatedAt),
    deletedTime: "",
    type: "normal-user",
    firstName: profile ? (user.givenName ?? "") : "",
    lastName: profile ? (user.familyName ?? "") : "",
    language: profile ? (user.locale ?? "") : "",
    location: address?.country ?? address?.formatted ?? "",
    address: address?.formatted === undefined ? [] : address.formatted.split("\n"),
    isAdmin: user.isAdmin,
    isForbidden: user.disabledAt !== null,
    signupApplication: application,
    recoveryCodes: null,
    managedAccounts: null,
    properties: {},
    roles: scopes.includes("roles") ? memberships.roles : [],
    permissions: [],
    groups: scopes.includes("groups") ? memberships.groups : [],
  };
}
