/** What every page of the file server is given, made of the request. `?error=` and `?notice=` name sentences of our own. */
import { asRefusal, type Refusal } from "../../lib/errors.ts";
import { ownPath } from "../../lib/paths.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import type { FilesError, FilesNotice, FilesPageProps } from "../../pages/files/frame.tsx";
import type { Text } from "../../pages/text/index.ts";
import { settingText } from "../settings/store.ts";
import type { Context } from "../web/route.ts";
import { SIGN_IN_PATH } from "../web/shell.tsx";
import { MANAGE } from "./addresses.ts";

/** The name, if it is one that there are words for. */
const named = <T extends object>(words: T, name: string | null): keyof T | null =>
  name !== null && Object.hasOwn(words, name) ? (name as keyof T) : null;

const errorNamed = (t: Text, name: string | null): FilesError | null => named(t.files.errors, name);
const noticeNamed = (t: Text, name: string | null): FilesNotice | null => named(t.files.notices, name);

/** What a page says of a refusal. @throws the error itself where there are no words for it */
export function errorOf(t: Text, error: unknown): FilesError {
  const refusal = asRefusal(error);
  const code = errorNamed(t, refusal.code);
  if (code === null) throw error;
  return code;
}

/** Of a form that is shown again: what to say, and under which fields. @throws the error itself where there are no words for it */
export function formErrors(t: Text, error: unknown): { error: FilesError; fieldErrors: Refusal["fields"] } {
  return { error: errorOf(t, error), fieldErrors: asRefusal(error).fields };
}

/** Where the sign-in goes back to: this very page, without what it said before. */
export function hereAgain({ http, query }: Context): string {
  if (http.method === "POST") return MANAGE;
  const rest = Object.fromEntries([...query].filter(([name]) => name !== "error" && name !== "notice"));
  return ownPath(withQuery(http.path, rest), "/");
}

const adminSections = {
  users: `${MANAGE}/users`,
  settings: `${MANAGE}/settings`,
  storages: `${MANAGE}/storages`,
  metas: `${MANAGE}/metas`,
} as const;

export async function frameOf(context: Context): Promise<FilesPageProps> {
  const { files, user, query, t, assets, csrf } = context;
  const isGuest = user.role === "guest";
  return {
    t,
    assets,
    site: (await settingText(files, "site_title")) || t.files.product,
    username: isGuest ? null : user.username,
    csrf,
    sections: {
      browse: "/",
      ...(isGuest ? {} : { profile: MANAGE }),
      ...(user.role === "admin" ? adminSections : {}),
    },
    signInHref: withQuery(SIGN_IN_PATH, { next: hereAgain(context) }),
    error: errorNamed(t, query.get("error")),
    notice: noticeNamed(t, query.get("notice")),
  };
}
