/** The passkeys' forms of `/@manage`. Adding and removing are changes of a way in, and need a fresh sign-in. */
import { Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import type { FilesNotice } from "../../pages/files/frame.tsx";
import { arePasskeysOn } from "../passkeys/prove.ts";
import { demandOwnSession, register } from "../passkeys/register.ts";
import { removePasskey, renamePasskey } from "../passkeys/store.ts";
import type { Context, Route } from "../web/route.ts";
import { MANAGE } from "./addresses.ts";
import { errorOf } from "./frame.ts";
import { passkeyActions, profilePage } from "./profile.ts";

async function add(context: Context): Promise<FilesNotice> {
  const { files, browser, form } = context;
  if (!(await arePasskeysOn(files))) throw new Refusal("forbidden");
  await register(context, { asker: browser, credential: form.get("credential"), name: form.get("name") });
  return "passkey_added";
}

async function rename({ files, user, form }: Context): Promise<FilesNotice> {
  await files.db.write((tx) => renamePasskey(tx, user.id, form.get("passkey"), form.get("name")));
  return "passkey_renamed";
}

async function remove(context: Context): Promise<FilesNotice> {
  const { files, http, user, form } = context;
  demandOwnSession(context);
  await files.db.write((tx) => removePasskey(tx, user.id, form.get("passkey")));
  files.log.info("passkey.removed", { request: http.id, user: user.id });
  return "passkey_removed";
}

const onProfile =
  (act: (context: Context) => Promise<FilesNotice>): Route["answer"] =>
  async (context) => {
    try {
      return context.redirect(withQuery(MANAGE, { notice: await act(context) }));
    } catch (error) {
      return profilePage(context, { error: errorOf(context.t, error) });
    }
  };

const own = { methods: ["POST"], access: "signed-in", errors: "page" } as const;

export const passkeyFormRoutes: readonly Route[] = [
  { ...own, path: passkeyActions.addAction, answer: onProfile(add) },
  { ...own, path: passkeyActions.renameAction, answer: onProfile(rename) },
  { ...own, path: passkeyActions.removeAction, answer: onProfile(remove) },
];
