/** The file server: folders and files, the ways in, administration. */
import type { Seeded } from "./seeded.ts";
import type { NoPage, Visit } from "./visit.ts";

const as = (
  who: "reader" | "filesAdministrator" | "stranger",
  name: string,
  route: string,
  path: string | ((town: Seeded) => string) = route,
): Visit => ({
  name: `files-${name}`,
  program: "files",
  route,
  arrive: (town) => ({
    browser: who === "stranger" ? town.stranger() : town.as[who],
    url: `${town.files.url}${typeof path === "string" ? path : path(town)}`,
  }),
});

const EDIT = "/@manage/users/edit";

export const filesVisits: readonly Visit[] = [
  as("stranger", "door", "/"),
  as("stranger", "sign-in", "/sign-in"),
  as("stranger", "sign-in-code-over", "/sign-in/code"),
  as("stranger", "sign-in-with-none", "/sign-in/with/*", "/sign-in/with/nothing"),
  as("stranger", "sign-in-callback-over", "/sign-in/callback", "/sign-in/callback?state=none&code=none"),
  as("reader", "folder", "/"),
  as("reader", "folder-grid", "/", "/?view=grid"),
  as("reader", "folder-search", "/", "/?q=zzzz"),
  as("reader", "folder-empty", "/*", "/empty"),
  as("reader", "folder-locked", "/*", "/locked"),
  as("reader", "file-text", "/*", "/notes.txt"),
  as("reader", "file-table", "/*", "/%C3%9Cbersicht%202026.csv"),
  as("reader", "file-markdown", "/*", "/README.md"),
  as("reader", "file-none", "/*", "/nothing.txt"),
  as("reader", "manage", "/@manage"),
  as("reader", "forbidden", "/@manage/users"),
  as("filesAdministrator", "users", "/@manage/users"),
  as("filesAdministrator", "user-new", EDIT),
  as("filesAdministrator", "user", EDIT, `${EDIT}?id=1`),
  as(
    "filesAdministrator",
    "platform-new",
    "/@manage/settings/platforms/edit",
    "/@manage/settings/platforms/edit?entry=github",
  ),
  as(
    "filesAdministrator",
    "platforms-search",
    "/@manage/settings/platforms/add",
    "/@manage/settings/platforms/add?q=git",
  ),
  as("filesAdministrator", "storage", "/@manage/storages/edit", "/@manage/storages/edit?id=1"),
  as("filesAdministrator", "storage-new", "/@manage/storages/edit"),
  as("filesAdministrator", "meta", "/@manage/metas/edit", "/@manage/metas/edit?id=1"),
  as("filesAdministrator", "meta-new", "/@manage/metas/edit"),
];

export const filesNoPages: readonly NoPage[] = [
  { program: "files", route: "/@raw/*", why: "a file's bytes" },
  { program: "files", route: "/@markdown/*", why: "a part of the file's page, in a frame of its own" },
  { program: "files", route: "/@login", why: "sends a browser with a one-time code on" },
];
