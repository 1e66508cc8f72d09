/**
 * The password of folders that a person has typed, kept in a sealed cookie until the browser ends: whoever opens a folder is not
 * asked again at each step. One is kept at a time, and it is compared where all are (`files/fs`).
 */

import { cookie } from "../../lib/cookies.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { ownPath } from "../../lib/paths.ts";
import { LockedPage } from "../../pages/files/locked.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { folderPasswordTries, reserveAttempt } from "../attempts/attempts.ts";
import type { Files } from "../files.ts";
import type { Actor } from "../fs/file-system.ts";
import type { Context } from "../web/route.ts";
import { frameOf, hereAgain } from "./frame.ts";

const NAME = "alldoor_files_folder";
const PLACE = `files:cookie:${NAME}` as const;
/** Characters: a cookie holds no more. */
const LONGEST = 512;

const jarOf = ({ secure }: Pick<Files, "secure">) => cookie(NAME, secure);

function keptPassword({ files, http }: Context): string {
  const sealed = jarOf(files).read(http.headers.cookie);
  if (sealed === undefined || sealed === "") return "";
  try {
    return files.vault.open(sealed, PLACE);
  } catch (error) {
    if (error instanceof Refusal) return "";
    throw error;
  }
}

/** The caller, with the folder password that this browser keeps. */
export const withFolderPassword = (context: Context): Actor => ({
  ...context.actor,
  folderPassword: keptPassword(context),
});

export async function lockedPage(context: Context): Promise<Answer> {
  const props = await frameOf(context);
  const error = props.error ?? (keptPassword(context) === "" ? null : ("folder_password_wrong" as const));
  const page = LockedPage({ ...props, error, action: "/@unlock", next: hereAgain(context) });
  return context.html(renderPage(page), { status: 403 });
}

/** `POST /@unlock` */
export async function unlock({ files, form, occasion, redirect }: Context): Promise<Answer> {
  await reserveAttempt(files, [folderPasswordTries(occasion.address)]);
  const password = form.get("password").slice(0, LONGEST);
  return redirect(ownPath(form.get("next"), "/"), [jarOf(files).write(files.vault.seal(password, PLACE))]);
}
