/** The file server's pages in their notable states. */
import { ArrangePage } from "../../src/pages/files/arrange.tsx";
import { BrowsePage, type BrowseProps } from "../../src/pages/files/browse.tsx";
import type { EntryRow } from "../../src/pages/files/entries.tsx";
import { FilePage, type FileProps } from "../../src/pages/files/file.tsx";
import type { FilesPageProps } from "../../src/pages/files/frame.tsx";
import { LockedPage } from "../../src/pages/files/locked.tsx";
import { MetaPage, MetasPage } from "../../src/pages/files/metas.tsx";
import { PlatformPage, type PlatformProps } from "../../src/pages/files/platform.tsx";
import { PlatformPickPage, PlatformsPage } from "../../src/pages/files/platforms.tsx";
import { ProfilePage, type ProfileProps } from "../../src/pages/files/profile.tsx";
import { type SettingField, SettingsPage } from "../../src/pages/files/settings.tsx";
import { FilesSecondStepPage, FilesSignInPage } from "../../src/pages/files/sign-in.tsx";
import { StoragePage, StoragesPage } from "../../src/pages/files/storages.tsx";
import { UserPage } from "../../src/pages/files/user.tsx";
import { UsersPage } from "../../src/pages/files/users.tsx";
import { type Picture, picture } from "./picture.ts";
import {
  agents,
  csrf,
  day,
  fewProviders,
  hour,
  minute,
  now,
  rightToLeft,
  sampleLogo,
  turning,
  unbroken,
} from "./samples.ts";

const frame: Omit<FilesPageProps, "t" | "assets"> = {
  site: "Alldoor Files",
  username: "Ines Okonkwo",
  csrf,
  sections: {
    browse: "/",
    profile: "/@manage",
    users: "/@manage/users",
    settings: "/@manage/settings",
    storages: "/@manage/storages",
    metas: "/@manage/metas",
  },
  signInHref: "/sign-in?next=%2F",
  error: null,
  notice: null,
};

const guest = { ...frame, username: null, sections: { browse: "/" } };

const entry = (name: string, isFolder: boolean, size: number, picture: string | null = null): EntryRow => ({
  name,
  href: "/entry",
  isFolder,
  size,
  modifiedAt: now - 3 * day,
  picture,
  folder: null,
});

const entries = [
  entry("photos", true, 0),
  entry(unbroken.repeat(2), true, 0),
  entry(rightToLeft, false, 1_234_567),
  entry(turning, false, 12),
  entry("harbour.jpg", false, 4_321_000, sampleLogo),
];

const folder: Omit<BrowseProps, "t" | "assets"> = {
  ...frame,
  now,
  path: "/shared/2026",
  searchAction: "/shared/2026",
  crumbs: [
    { title: "shared", href: "/shared" },
    { title: "2026", href: "/shared/2026" },
  ],
  entries,
  total: 100_000,
  page: 2,
  pages: 2000,
  paging: { previousHref: "/shared/2026", nextHref: "/shared/2026?page=3" },
  view: "list",
  otherViewHref: "/shared/2026?view=grid",
  sorts: [
    { by: "name", href: "/shared/2026?order=desc", current: true },
    { by: "size", href: "/shared/2026?sort=size", current: false },
    { by: "modified", href: "/shared/2026?sort=modified", current: false },
  ],
  q: "",
  canWrite: true,
  uploadsByScript: true,
  actions: ["rename", "move", "copy", "remove"],
  uploadAction: "/@upload",
  folderAction: "/@folder",
  arrangeAction: "/@arrange",
  announcementHref: null,
  headerHref: null,
  readmeHref: null,
};

const noPaging = { previousHref: null, nextHref: null };

const folderPictures: readonly Picture[] = [
  picture("files-folder", BrowsePage, folder),
  picture("files-grid", BrowsePage, { ...folder, view: "grid", notice: "uploaded" }),
  picture("files-found", BrowsePage, {
    ...folder,
    q: "harbour",
    canWrite: false,
    actions: [],
    entries: entries.map((row) => ({ ...row, folder: "/shared" })),
  }),
  picture("files-empty", BrowsePage, {
    ...folder,
    crumbs: [],
    entries: [],
    total: 0,
    page: 1,
    pages: 1,
    paging: noPaging,
    uploadsByScript: false,
    headerHref: null,
    error: "storage_full",
  }),
  picture("files-guest", BrowsePage, { ...folder, ...guest, q: null, canWrite: false, actions: [], paging: noPaging }),
  picture("files-arrange", ArrangePage, {
    ...frame,
    what: "move",
    dir: "/shared/2026",
    backHref: "/shared/2026",
    names: ["photos", turning, unbroken],
    action: "/@arrange/do",
    canReplace: true,
  }),
  picture("files-delete", ArrangePage, {
    ...frame,
    what: "remove",
    dir: "/",
    backHref: "/",
    names: [rightToLeft],
    action: "/@arrange/do",
    canReplace: true,
  }),
  picture("files-locked", LockedPage, { ...guest, error: "folder_password_wrong", action: "/@unlock", next: "/x" }),
];

const file: Omit<FileProps, "t" | "assets"> = {
  ...frame,
  name: "harbour.jpg",
  dir: "/",
  crumbs: [{ title: "harbour.jpg", href: "/harbour.jpg" }],
  size: 4_321_000,
  modifiedAt: now - day,
  mediaType: "image/jpeg",
  downloadHref: "/@raw/harbour.jpg?d",
  openHref: "/@raw/harbour.jpg",
  look: { kind: "image", src: sampleLogo },
  actions: ["rename", "move", "copy", "remove"],
  arrangeAction: "/@arrange",
};

const filePictures: readonly Picture[] = [
  picture("files-image", FilePage, file),
  picture("files-text", FilePage, {
    ...file,
    name: unbroken.repeat(2),
    look: { kind: "text", text: "<b>not bold</b>\n".repeat(8), isCut: true },
    actions: [],
  }),
  picture("files-unknown", FilePage, { ...file, look: { kind: "none" } }),
];

const doorPictures: readonly Picture[] = [
  picture("files-sign-in", FilesSignInPage, {
    site: "Alldoor Files",
    platforms: fewProviders,
    username: "ines",
    error: "credentials_wrong",
    notice: null,
    passkey: { options: "{}", action: "/sign-in/passkey" },
    guestHref: "/",
    action: "/sign-in",
    next: "/shared",
    csrf,
  }),
  picture("files-sign-in-password", FilesSignInPage, {
    site: "Alldoor Files",
    platforms: [],
    username: "",
    error: null,
    notice: "signed_out",
    passkey: null,
    guestHref: null,
    action: "/sign-in",
    next: "/",
    csrf,
  }),
  picture("files-second-step", FilesSecondStepPage, {
    site: "Alldoor Files",
    error: null,
    action: "/sign-in/code",
    next: "/",
    csrf,
  }),
];

const passkeys: NonNullable<ProfileProps["passkeys"]> = {
  isOn: true,
  options: null,
  rows: [
    { id: "laptop", name: "Laptop", createdAt: now - 40 * day, lastUsedAt: now - hour },
    { id: "phone", name: unbroken, createdAt: now - minute, lastUsedAt: null },
  ],
  addAction: "/@manage/passkeys/add",
  renameAction: "/@manage/passkeys/rename",
  removeAction: "/@manage/passkeys/remove",
};

const profile: Omit<ProfileProps, "t" | "assets"> = {
  ...frame,
  username: "Ines Okonkwo",
  now,
  basePath: "/users/ines",
  isAdmin: false,
  permission: 920,
  hasPassword: false,
  passwordMinimum: 12,
  isStale: true,
  usernameWish: "Ines Okonkwo",
  fieldErrors: {},
  passkeys,
  twoFactor: { kind: "off" },
  linked: [
    { id: "1", platform: "DingTalk", label: "Ines", linkedAt: now - 90 * day, lastUsedAt: now - hour },
    { id: "2", platform: "GitHub", label: unbroken, linkedAt: now - day, lastUsedAt: null },
  ],
  linkable: [{ id: "google", name: "Google" }],
  appPasswords: {
    davAddress: "https://files.example.com/dav/",
    davUsername: "Ines Okonkwo",
    isAllowed: true,
    made: null,
    rows: [
      {
        id: "7",
        name: "Laptop",
        access: "write",
        path: "/",
        createdAt: now - 9 * day,
        lastUsedAt: now - minute,
        expiresAt: now + 90 * day,
      },
    ],
    createAction: "/@manage/app-passwords",
    revokeAction: "/@manage/app-passwords/revoke",
  },
  sessions: [
    {
      id: "3",
      kind: "cookie",
      isThis: true,
      address: "192.0.2.7",
      userAgent: agents.firefoxWindows,
      createdAt: now - hour,
    },
    { id: "4", kind: "token", isThis: false, address: "2001:db8::1", userAgent: "", createdAt: now - day },
  ],
  actions: {
    username: "/@manage/username",
    password: "/@manage/password",
    offer: "/@manage/two-factor/offer",
    turnOn: "/@manage/two-factor/on",
    turnOff: "/@manage/two-factor/off",
    link: "/@manage/platforms/link",
    unlink: "/@manage/platforms/unlink",
    endSession: "/@manage/sessions/end",
    endOthers: "/@manage/sessions/end-others",
  },
};

const profilePictures: readonly Picture[] = [
  picture("files-profile", ProfilePage, profile),
  picture("files-profile-made", ProfilePage, {
    ...profile,
    isStale: false,
    passkeys: { ...passkeys, options: "{}" },
    appPasswords: { ...profile.appPasswords, made: { name: "Phone", value: "AZqtyqrLcaaVRcT4bm0TFiOkU2OzTJ7o" } },
    twoFactor: { kind: "on" },
  }),
  picture("files-profile-codes", ProfilePage, {
    ...profile,
    error: "otp_wrong",
    twoFactor: {
      kind: "offered",
      secret: "JBSWY3DPEHPK3PXP",
      address: "otpauth://totp/Alldoor%20Files:ines?secret=JBSWY3DPEHPK3PXP&issuer=Alldoor%20Files",
    },
    passkeys: { ...passkeys, isOn: false, rows: passkeys.rows.slice(0, 1) },
    linked: [],
    fieldErrors: { username: "too_long" },
    appPasswords: { ...profile.appPasswords, isAllowed: false, rows: [] },
  }),
];

const field = (key: SettingField["key"], type: SettingField["type"], value: string): SettingField => ({
  key,
  type,
  value,
  options: type === "select" ? ["", "Github", "Dingtalk"] : [],
  hint: null,
});

const user = {
  ...frame,
  usersHref: "/@manage/users",
  action: "/@manage/users/edit",
  deleteAction: "/@manage/users/delete",
  cancelOtpAction: "/@manage/users/cancel-otp",
  now,
  passkeys: [],
  removePasskeyAction: "/@manage/users/remove-passkey",
  fieldErrors: {},
};

const platform: Omit<PlatformProps, "t" | "assets"> = {
  ...frame,
  id: null,
  entry: { id: "gitea", name: "Gitea" },
  registeredAt: "here",
  callbacks: [],
  settings: [
    {
      key: "url",
      label: "Address",
      help: "Where the server is.",
      type: "url",
      choices: [],
      required: true,
      value: "https://git.example.com",
      isKept: false,
    },
    { key: "key", label: "Key", help: null, type: "secret", choices: [], required: true, value: "", isKept: true },
    {
      key: "kind",
      label: "Kind",
      help: null,
      type: "choice",
      choices: ["a", "b"],
      required: false,
      value: "b",
      isKept: false,
    },
  ],
  hasSecret: false,
  values: {
    label: "Gitea",
    clientId: "files",
    extraScopes: "",
    position: "1",
    disabled: false,
    autoRegister: "yes",
    defaultDir: "/users/{username}",
    defaultPermission: "152",
    organizations: "",
    groups: "",
    emailDomains: "example.com\nexample.org",
  },
  fieldErrors: {},
  platformsHref: "/@manage/settings/platforms",
  action: "/@manage/settings/platforms/edit",
  removeAction: null,
};

const adminPictures: readonly Picture[] = [
  picture("files-users", UsersPage, {
    ...frame,
    users: [
      { username: "keeper", href: "/u", role: "admin", basePath: "/", permission: 0, disabled: false },
      { username: "guest", href: "/u", role: "guest", basePath: "/", permission: 0, disabled: true },
      { username: unbroken, href: "/u", role: "general", basePath: "/users/x", permission: 920, disabled: false },
    ],
    paging: { previousHref: null, nextHref: "/@manage/users?page=2" },
    newHref: "/@manage/users/edit",
  }),
  picture("files-user-new", UserPage, {
    ...user,
    error: "field_invalid",
    person: null,
    values: { username: "", base_path: "/", permission: 152, disabled: false },
    fieldErrors: { username: "required", password: "too_short", base_path: "invalid" },
  }),
  picture("files-user", UserPage, {
    ...user,
    person: { id: "3", username: rightToLeft, role: "general", hasOtp: true },
    passkeys: passkeys.rows,
    values: { username: rightToLeft, base_path: "/users/x", permission: 33_536, disabled: true },
  }),
  picture("files-platforms", PlatformsPage, {
    ...frame,
    platforms: [
      { id: "alldoor", label: "Alldoor", href: "/p", newcomers: "asSetting", disabled: false, isPrimary: false },
      { id: "dingtalk", label: rightToLeft, href: "/p", newcomers: "yes", disabled: false, isPrimary: true },
      { id: "github-2", label: unbroken, href: "/p", newcomers: "no", disabled: true, isPrimary: false },
    ],
    settingsHref: "/@manage/settings",
    addHref: "/@manage/settings/platforms/add",
  }),
  picture("files-platforms-none", PlatformsPage, {
    ...frame,
    platforms: [],
    settingsHref: "/@manage/settings",
    addHref: "/@manage/settings/platforms/add",
  }),
  picture("files-platform-pick", PlatformPickPage, {
    ...frame,
    q: "git",
    searchAction: "/@manage/settings/platforms/add",
    platformsHref: "/@manage/settings/platforms",
    entries: [
      { id: "github", name: "GitHub", href: "/e" },
      { id: "gitea", name: unbroken, href: "/e" },
    ],
  }),
  picture("files-platform-new", PlatformPage, {
    ...platform,
    error: "field_invalid",
    fieldErrors: {
      label: "required",
      clientId: "required",
      limits: "invalid",
      url: "invalid_url",
      permission: "out_of_range",
    },
  }),
  picture("files-platform", PlatformPage, {
    ...platform,
    id: "gitea",
    hasSecret: true,
    callbacks: [
      "https://files.example.com/api/auth/sso_callback?method=get_sso_id&platform=gitea",
      "https://files.example.com/api/auth/sso_callback?method=sso_get_token&platform=gitea",
    ],
    values: { ...platform.values, label: rightToLeft, organizations: unbroken },
    removeAction: "/@manage/settings/platforms/remove",
  }),
  picture("files-platform-primary", PlatformPage, { ...platform, id: "github", registeredAt: "settings" }),
  picture("files-settings", SettingsPage, {
    ...frame,
    platformsHref: "/@manage/settings/platforms",
    groups: [
      { id: "site", fields: [field("site_title", "string", "Alldoor Files"), field("announcement", "text", "")] },
      {
        id: "sso",
        fields: [
          field("sso_login_enabled", "bool", "true"),
          field("sso_login_platform", "select", "Dingtalk"),
          field("sso_default_permission", "number", "920"),
        ],
      },
    ],
    fieldErrors: {},
    action: "/@manage/settings",
    resetTokenAction: "/@manage/settings/reset-token",
    newToken: null,
    callbacks: ["https://files.example.com/api/auth/sso_callback?method=sso_get_token"],
  }),
  picture("files-storages", StoragesPage, {
    ...frame,
    storages: [
      { mountPath: "/", href: "/s", root: "/srv/files", readOnly: false, disabled: false, isFaulty: false },
      { mountPath: "/archive", href: "/s", root: "/mnt/archive", readOnly: true, disabled: true, isFaulty: true },
    ],
    newHref: "/@manage/storages/edit",
  }),
  picture("files-storage", StoragePage, {
    ...frame,
    id: "1",
    values: { mount_path: "/", root: "/srv/files", position: "0", read_only: false, disabled: false },
    storagesHref: "/@manage/storages",
    action: "/@manage/storages/edit",
    removeAction: "/@manage/storages/remove",
  }),
  picture("files-metas", MetasPage, {
    ...frame,
    metas: [{ path: "/shared", href: "/m", parts: ["password", "hide"] }],
    newHref: "/@manage/metas/edit",
  }),
  picture("files-metas-none", MetasPage, { ...frame, metas: [], newHref: "/@manage/metas/edit" }),
  picture("files-meta", MetaPage, {
    ...frame,
    id: "1",
    values: {
      path: "/shared",
      hide: "^\\.",
      readme: "# Hello",
      header: "",
      write: true,
      password_sub: true,
      write_sub: false,
      hide_sub: true,
      readme_sub: false,
      header_sub: false,
    },
    hasPassword: true,
    metasHref: "/@manage/metas",
    action: "/@manage/metas/edit",
    removeAction: "/@manage/metas/remove",
  }),
];

export const filesPictures: readonly Picture[] = [
  ...folderPictures,
  ...filePictures,
  ...doorPictures,
  ...profilePictures,
  ...adminPictures,
];
