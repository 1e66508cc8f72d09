/**
 * permissions: what programs may do here: the scopes of the API, the permissions that an administrator gives to applications,
 * and the personal access tokens by which a program acts for a person. Owns their tables; asks who is calling of nobody.
 *
 * This file: the scopes. A token has those that it was made with and no more, whatever its owner may do; what its owner may
 * not do it can't do either.
 */

/** What each scope lets a program do, in one English sentence; the order is that of lists. */
export const API_SCOPES = {
  "alldoor:self:read": "Read the account that the token belongs to.",
  "alldoor:organizations:read": "Read organizations.",
  "alldoor:organizations:write": "Make and change organizations, and with them who needs a second factor.",
  "alldoor:applications:read": "Read applications, without their secrets.",
  "alldoor:applications:write":
    "Create, change and remove applications, and replace their secrets. Near to all trust: whoever has this can send people who sign in, and their tokens, to an address of their own.",
  "alldoor:permissions:read": "Read what applications may do with this API.",
  "alldoor:permissions:write": "Give applications permissions: as good as having every one of them.",
  "alldoor:providers:read": "Read registrations at sign-in providers, without their secrets.",
  "alldoor:providers:write":
    "Add, change and remove registrations at sign-in providers, with every link made by them. Near to all trust: whoever has this can say who somebody is, and so sign in as others.",
  "alldoor:users:read": "Read people's accounts.",
  "alldoor:users:write": "Create, change, switch off and delete accounts, and make and unmake administrators.",
  "alldoor:roles:read": "Read groups and roles, and who has them.",
  "alldoor:roles:write":
    "Make, change and remove groups and roles, and say who has them: as good as every right that applications give by them.",
  "alldoor:sessions:read": "Read where people are signed in.",
  "alldoor:sessions:write": "Sign people out.",
  "alldoor:grants:read": "Read which applications hold tokens for people.",
  "alldoor:grants:write": "Take applications' tokens back.",
  "alldoor:keys:read": "Read the public signing keys.",
  "alldoor:keys:write": "Rotate the signing keys.",
  "alldoor:audit:read": "Read the audit log.",
  "alldoor:webhooks:read": "Read webhooks, without their secrets.",
  "alldoor:webhooks:write": "Have other servers told of everything that happens here.",
  "alldoor:settings:read": "Read the settings of the server.",
  "alldoor:settings:write": "Change the settings of the server.",
  "alldoor:mail:read": "Read which mail server letters go out by, without its password.",
  "alldoor:mail:write":
    "Change the mail server: whoever says which it is reads everybody's codes and links. Near to all trust.",
} as const;
export type ApiScope = keyof typeof API_SCOPES;

export const API_SCOPE_NAMES = Object.keys(API_SCOPES) as readonly ApiScope[];

export const isApiScope = (name: string): name is ApiScope => Object.hasOwn(API_SCOPES, name);

/** Scopes that an application is never given: they are a person's own, give further permissions, or show what is sent to others. */
const PEOPLES_OWN: readonly ApiScope[] = [
  "alldoor:self:read",
  "alldoor:permissions:read",
  "alldoor:permissions:write",
  "alldoor:mail:read",
  "alldoor:mail:write",
];

/** The one scope that whoever is no administrator can use. */
export const scopesFor = ({ isAdmin }: { readonly isAdmin: boolean }): readonly ApiScope[] =>
  isAdmin ? API_SCOPE_NAMES : ["alldoor:self:read"];

/** What an application may be allowed: reading its organization by Casdoor's calls, and the scopes of the API. */
export const CLIENT_PERMISSIONS = [
  "management",
  ...API_SCOPE_NAMES.filter((scope) => !PEOPLES_OWN.includes(scope)),
] as const;
export type ClientPermission = "management" | ApiScope;

export const isClientPermission = (name: string): name is ClientPermission =>
  (CLIENT_PERMISSIONS as readonly string[]).includes(name);
