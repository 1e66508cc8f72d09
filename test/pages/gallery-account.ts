/** The pages of a person's own account, in their notable states. */
import { AccountActivityPage } from "../../src/pages/hub/account/activity.tsx";
import { AccountApplicationsPage } from "../../src/pages/hub/account/applications.tsx";
import { AccountDataPage, AccountDeletedPage } from "../../src/pages/hub/account/data.tsx";
import type { AccountPageProps } from "../../src/pages/hub/account/frame.tsx";
import { AccountIdentitiesPage } from "../../src/pages/hub/account/identities.tsx";
import { KeptFormPage } from "../../src/pages/hub/account/kept-form.tsx";
import { AccountPasskeyAddPage, AccountPasskeysPage } from "../../src/pages/hub/account/passkeys.tsx";
import { AccountPasswordPage } from "../../src/pages/hub/account/password.tsx";
import { AccountProfilePage } from "../../src/pages/hub/account/profile.tsx";
import { AccountAuthenticatorPage, AccountSecondFactorPage } from "../../src/pages/hub/account/second-factor.tsx";
import { AccountSessionsPage } from "../../src/pages/hub/account/sessions.tsx";
import { AccountTokensPage } from "../../src/pages/hub/account/tokens.tsx";
import { type Picture, picture } from "./picture.ts";
import {
  agents,
  authenticatorOffer,
  csrf,
  day,
  hour,
  minute,
  now,
  rightToLeft,
  subject,
  turning,
  unbroken,
} from "./samples.ts";

const account: Omit<AccountPageProps, "t" | "assets"> = {
  viewer: { displayName: "Ines Okonkwo", username: "ines", signOutAction: "/sign-out" },
  csrf,
  sections: {
    profile: "/account",
    password: "/account/password",
    passkeys: "/account/passkeys",
    secondFactor: "/account/second-factor",
    identities: "/account/identities",
    sessions: "/account/sessions",
    applications: "/account/applications",
    tokens: "/account/tokens",
    activity: "/account/activity",
    data: "/account/data",
  },
  adminHref: "/admin",
  notice: null,
  error: null,
};

const longAccount = {
  ...account,
  viewer: { displayName: unbroken, username: unbroken.toLowerCase(), signOutAction: "/sign-out" },
  adminHref: null,
};

const person = {
  username: "ines",
  displayName: "Ines Okonkwo",
  email: "ines@example.com",
  emailVerified: true,
  subject,
  createdAt: now - 400 * day,
  picture: null,
  pictureElsewhere: false,
};

const profile = { locales: ["en", "zh-Hans"], action: "/account", pictureAction: "/account/picture" };

const profilePictures: readonly Picture[] = [
  picture("account-profile", AccountProfilePage, {
    ...account,
    notice: "profile_saved",
    person,
    ...profile,
    values: { display_name: "Ines Okonkwo", email: "ines@example.com", locale: "en" },
    fieldErrors: {},
    mail: false,
    verifyAction: null,
  }),
  picture("account-profile-long", AccountProfilePage, {
    ...longAccount,
    error: "invalid",
    person: {
      ...person,
      displayName: unbroken,
      username: unbroken.toLowerCase(),
      email: null,
      emailVerified: false,
      pictureElsewhere: true,
    },
    ...profile,
    locales: ["en", "zh-Hans", "mn-Mong-CN"],
    values: { display_name: "", email: "not an address", locale: "mn-Mong-CN" },
    fieldErrors: { display_name: "required", email: "invalid_email", picture: "picture_unknown" },
    mail: true,
    verifyAction: "/verify-email/ask",
  }),
  picture("account-password", AccountPasswordPage, {
    ...account,
    hasPassword: true,
    username: "ines",
    fieldErrors: {},
    passwordMinimum: 15,
    action: "/account/password",
  }),
  picture("account-password-first", AccountPasswordPage, {
    ...account,
    hasPassword: false,
    username: "ines",
    fieldErrors: { new_password: "too_short" },
    error: "invalid",
    passwordMinimum: 15,
    action: "/account/password",
  }),
];

const github = { name: "GitHub", colour: "#24292f", entry: "github", sandbox: true };

const identityPictures: readonly Picture[] = [
  picture("account-identities", AccountIdentitiesPage, {
    ...account,
    now,
    identities: [
      {
        id: "id_01",
        provider: github,
        username: "ines-okonkwo",
        email: "ines@example.com",
        emailVerified: true,
        subject: "583231",
        linkedAt: now - 90 * day,
        lastUsedAt: now - 3 * hour,
        keptBy: null,
      },
      {
        id: "id_02",
        provider: { name: rightToLeft, colour: null, sandbox: false },
        username: unbroken,
        email: null,
        emailVerified: false,
        subject: "f3b0c442-98fc-1c14-9afb-f4c8996fb924/00000000-0000-0000-66f3-3332eca7ea81",
        linkedAt: now - 2 * day,
        lastUsedAt: null,
        keptBy: null,
      },
    ],
    linkable: [
      {
        id: "google",
        name: "Google",
        colour: "#1a73e8",
        entry: "google",
        sandbox: true,
        action: "/account/identities/google/link",
        prompted: true,
      },
      {
        id: "discord",
        name: "Discord",
        colour: "#5865f2",
        entry: "discord",
        sandbox: false,
        action: "/account/identities/discord/link",
        prompted: false,
      },
      {
        id: "keycloak",
        name: "Company account",
        colour: null,
        sandbox: false,
        action: "/account/identities/kc/link",
        prompted: false,
      },
    ],
    events: [
      { linked: true, at: now - 3 * hour, provider: "GitHub", address: "203.0.113.9" },
      { linked: false, at: now - 90 * day, provider: "Discord", address: null },
    ],
    unlinkAction: "/account/identities/unlink",
  }),
  picture("account-identities-only-way", AccountIdentitiesPage, {
    ...account,
    error: "last_way_in",
    now,
    identities: [
      {
        id: "id_01",
        provider: github,
        username: "ines-okonkwo",
        email: null,
        emailVerified: false,
        subject: "583231",
        linkedAt: now - 20,
        lastUsedAt: now - 20,
        keptBy: "last_way_in",
      },
    ],
    linkable: [],
    events: [],
    unlinkAction: "/account/identities/unlink",
  }),
  picture("account-identities-empty", AccountIdentitiesPage, {
    ...account,
    now,
    identities: [],
    linkable: [
      {
        id: "github",
        name: "GitHub",
        colour: "#24292f",
        sandbox: false,
        action: "/account/identities/gh/link",
        prompted: false,
      },
    ],
    events: [],
    unlinkAction: "/account/identities/unlink",
  }),
];

const session = (
  id: string,
  userAgent: string | null,
  ip: string | null,
  age: number,
  seen: number,
  current = false,
  way = "password",
) => ({
  id,
  userAgent,
  ip,
  startedAt: now - age,
  lastSeenAt: now - seen,
  current,
  way,
});

const sessionPictures: readonly Picture[] = [
  picture("account-sessions", AccountSessionsPage, {
    ...account,
    now,
    sessions: [
      session("s1", agents.firefoxWindows, "203.0.113.24", 5 * hour, 20, true, "password+totp"),
      session("s2", agents.safariPhone, "2001:db8:85a3::8a2e:370:7334", 9 * day, 40 * minute, false, "passkey"),
      session("s3", agents.edgeMac, "198.51.100.7", 30 * day, 6 * day, false, "provider:github"),
      session("s4", agents.curl, null, 31 * day, 29 * day),
      session("s5", null, "192.0.2.1", 60 * day, 59 * day, false, ""),
    ],
    endAction: "/account/sessions/end",
    endOthersAction: "/account/sessions/end-others",
  }),
  picture("account-sessions-one", AccountSessionsPage, {
    ...account,
    now,
    sessions: [session("s1", agents.edgeMac, "203.0.113.24", 60, 0, true)],
    endAction: "/account/sessions/end",
    endOthersAction: "/account/sessions/end-others",
  }),
];

const activityPictures: readonly Picture[] = [
  picture("account-activity", AccountActivityPage, {
    ...account,
    now,
    rows: [
      {
        at: now - 20,
        action: "user.signed-in",
        by: "you",
        address: "203.0.113.24",
        application: null,
        way: "password+totp",
        what: null,
      },
      {
        at: now - hour,
        action: "passkey.added",
        by: "you",
        address: "2001:db8:85a3::8a2e:370:7334",
        application: null,
        way: null,
        what: unbroken,
      },
      {
        at: now - 3 * hour,
        action: "consent.given",
        by: "you",
        address: "203.0.113.24",
        application: turning,
        way: null,
        what: null,
      },
      {
        at: now - day,
        action: "user.sign-in-failed",
        by: "nobody-known",
        address: "198.51.100.7",
        application: null,
        way: "password",
        what: null,
      },
      {
        at: now - 9 * day,
        action: "user.enabled",
        by: "somebody-else",
        address: null,
        application: null,
        way: null,
        what: null,
      },
      {
        at: now - 30 * day,
        action: "client.created",
        by: "you",
        address: "203.0.113.24",
        application: "Harbour Notes",
        way: null,
        what: null,
      },
    ],
    paging: { previousHref: null, nextHref: "/account/activity?before=1" },
  }),
  picture("account-activity-empty", AccountActivityPage, {
    ...account,
    now,
    rows: [],
    paging: { previousHref: null, nextHref: null },
  }),
];

const data = {
  ...account,
  username: "ines",
  downloadAction: "/account/data/download",
  deleteAction: "/account/data/delete",
};

const dataPictures: readonly Picture[] = [
  picture("account-data", AccountDataPage, data),
  picture("account-data-wrong", AccountDataPage, { ...data, error: "invalid", fault: "not_the_same" }),
  picture("account-data-off", AccountDataPage, { ...data, deleteAction: null }),
  picture("account-deleted", AccountDeletedPage, { frames: [] }),
];

const tokens = {
  ...account,
  now,
  tokens: [
    {
      id: "1",
      name: "Nightly report",
      scopes: ["alldoor:users:read", "alldoor:audit:read"],
      createdAt: now - 20 * day,
      expiresAt: now + 10 * day,
      lastUsedAt: now - 2 * hour,
    },
    {
      id: "2",
      name: unbroken,
      scopes: ["alldoor:self:read"],
      createdAt: now - 9 * day,
      expiresAt: now - day,
      lastUsedAt: null,
    },
  ],
  scopes: ["alldoor:self:read", "alldoor:users:read", "alldoor:users:write", "alldoor:audit:read"],
  days: [7, 30, 90, 365],
  values: { name: "", scopes: [], days: "30" },
  fieldErrors: {},
  shownOnce: null,
  createAction: "/account/tokens",
  removeAction: "/account/tokens/remove",
} as const;

const tokenPictures: readonly Picture[] = [
  picture("account-tokens", AccountTokensPage, tokens),
  picture("account-tokens-made", AccountTokensPage, {
    ...tokens,
    shownOnce: "adp_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  }),
  picture("account-tokens-invalid", AccountTokensPage, {
    ...tokens,
    tokens: [],
    error: "invalid",
    values: { name: "", scopes: [], days: "30" },
    fieldErrors: { name: "required", scopes: "required" },
  }),
];

const applicationPictures: readonly Picture[] = [
  picture("account-applications", AccountApplicationsPage, {
    ...account,
    now,
    applications: [
      {
        id: "a1",
        name: "Harbour Notes",
        logo: null,
        host: "harbour-notes.example.com",
        scopes: ["openid", "profile", "email"],
        openHref: "https://notes.example.com/sign-in?iss=https%3A%2F%2Fhub.example.com",
        grantedAt: now - 80 * day,
        lastUsedAt: now - 2 * hour,
      },
      {
        id: "a2",
        name: turning,
        logo: null,
        host: null,
        scopes: ["openid", "offline_access", "notes:read"],
        openHref: null,
        grantedAt: now - 2 * day,
        lastUsedAt: null,
      },
    ],
    revokeAction: "/account/applications/revoke",
  }),
  picture("account-applications-empty", AccountApplicationsPage, {
    ...account,
    now,
    applications: [],
    revokeAction: "/account/applications/revoke",
  }),
];

const remembered = (id: string, userAgent: string | null, ip: string, age: number) => ({
  id,
  userAgent,
  ip,
  rememberedAt: now - age,
  lastUsedAt: now - age / 2,
  expiresAt: now - age + 30 * day,
});

const secondFactor = {
  ...account,
  now,
  totpSince: null,
  codesLeft: null,
  devices: [],
  actions: {
    setUp: "/account/second-factor/set-up",
    disable: "/account/second-factor/disable",
    makeCodes: "/account/second-factor/recovery-codes",
    forget: "/account/second-factor/forget",
  },
};

const passkeys = {
  ...account,
  now,
  passkeys: [],
  addHref: "/account/passkeys/add",
  renameAction: "/account/passkeys/rename",
  removeAction: "/account/passkeys/remove",
};

const wayPictures: readonly Picture[] = [
  picture("account-second-factor-off", AccountSecondFactorPage, secondFactor),
  picture("account-second-factor", AccountSecondFactorPage, {
    ...secondFactor,
    totpSince: now - 40 * day,
    codesLeft: 7,
    devices: [
      remembered("1", agents.firefoxWindows, "203.0.113.24", 5 * day),
      remembered("2", agents.safariPhone, "2001:db8:85a3::8a2e:370:7334", 20 * day),
    ],
  }),
  picture("account-authenticator", AccountAuthenticatorPage, {
    ...account,
    offer: authenticatorOffer,
    action: "/account/second-factor/set-up",
  }),
  picture("account-authenticator-wrong", AccountAuthenticatorPage, {
    ...account,
    error: "otp_wrong",
    offer: authenticatorOffer,
    action: "/account/second-factor/set-up",
  }),
  picture("account-passkeys-none", AccountPasskeysPage, { ...passkeys, error: "last_way_in" }),
  picture("account-passkeys", AccountPasskeysPage, {
    ...passkeys,
    notice: "passkey_added",
    passkeys: [
      { id: "p1", name: "Laptop", synced: false, createdAt: now - 90 * day, lastUsedAt: now - 3 * hour },
      { id: "p2", name: rightToLeft, synced: true, createdAt: now - 20, lastUsedAt: null },
      { id: "p3", name: unbroken, synced: true, createdAt: now - day, lastUsedAt: now - minute },
    ],
  }),
  picture("account-passkey-add", AccountPasskeyAddPage, {
    ...account,
    options: "{}",
    name: "",
    action: "/account/passkeys/add",
  }),
  picture("account-kept-form", KeptFormPage, {
    action: "/admin/providers/github",
    backHref: "/admin/providers/github",
    fields: [
      ["display_name", "GitHub"],
      ["scope", "read:user"],
      ["scope", "user:email"],
    ],
    csrf,
  }),
];

export const accountPictures: readonly Picture[] = [
  ...profilePictures,
  ...identityPictures,
  ...sessionPictures,
  ...wayPictures,
  ...applicationPictures,
  ...tokenPictures,
  ...activityPictures,
  ...dataPictures,
];
