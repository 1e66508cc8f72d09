/** `/@manage/users`: the accounts, for administrators. The rules are `users/administer.ts`'s. */

import { seconds } from "../../lib/clock.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import type { FilesNotice } from "../../pages/files/frame.tsx";
import { UserPage, type UserProps } from "../../pages/files/user.tsx";
import { UsersPage } from "../../pages/files/users.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { listPasskeys, type Passkey, removePasskey } from "../passkeys/store.ts";
import { changePerson, deletePerson, makePerson } from "../users/administer.ts";
import { cancelSecondFactor } from "../users/second-factor.ts";
import { findUser, listUsers } from "../users/store.ts";
import type { User } from "../users/user.ts";
import type { Context, FormFields, Route } from "../web/route.ts";
import { MANAGE } from "./addresses.ts";
import { byMethod } from "./by-method.ts";
import { errorOf, formErrors, frameOf } from "./frame.ts";

const LIST = `${MANAGE}/users`;
const EDIT = `${LIST}/edit`;
const PER_PAGE = 50;

async function list(context: Context): Promise<Answer> {
  const { files, query, html } = context;
  const asked = query.get("page") ?? "";
  const page = /^[1-9]\d{0,5}$/.test(asked) ? Number(asked) : 1;
  const { content, total } = await listUsers(files.db, page, PER_PAGE);
  const at = (number: number) => withQuery(LIST, { page: String(number) });
  const props = {
    ...(await frameOf(context)),
    users: content.map(({ id, username, role, basePath, permission, disabledAt }) => ({
      username,
      href: withQuery(EDIT, { id: String(id) }),
      role,
      basePath,
      permission,
      disabled: disabledAt !== null,
    })),
    paging: {
      previousHref: page > 1 ? at(page - 1) : null,
      nextHref: page * PER_PAGE < total ? at(page + 1) : null,
    },
    newHref: EDIT,
  };
  return html(renderPage(UsersPage(props)));
}

/** The person that is meant; null for a new one. @throws Refusal `not_found` */
async function meant({ files }: Context, id: string): Promise<User | null> {
  if (id === "") return null;
  const user = /^\d{1,15}$/.test(id) ? await findUser(files.db, Number(id)) : undefined;
  if (!user) throw new Refusal("not_found");
  return user;
}

const emptyValues: UserProps["values"] = { username: "", base_path: "/", permission: 0, disabled: false };

const valuesOf = (user: User | null): UserProps["values"] =>
  user === null
    ? emptyValues
    : {
        username: user.username,
        base_path: user.basePath,
        permission: user.permission,
        disabled: user.disabledAt !== null,
      };

async function editPage(context: Context, person: User | null, shown: Partial<UserProps> = {}): Promise<Answer> {
  const frame = await frameOf(context);
  const page = UserPage({
    ...frame,
    person: person && {
      id: String(person.id),
      username: person.username,
      role: person.role,
      hasOtp: person.hasOtp,
    },
    values: valuesOf(person),
    fieldErrors: {},
    usersHref: LIST,
    action: EDIT,
    deleteAction: `${LIST}/delete`,
    cancelOtpAction: `${LIST}/cancel-otp`,
    now: seconds(context.files.clock),
    passkeys: person ? (await listPasskeys(context.files.db, person.id)).map(rowOf) : [],
    removePasskeyAction: `${LIST}/remove-passkey`,
    ...shown,
  });
  return context.html(renderPage(page), shown.error ? { status: 422 } : {});
}

const rowOf = ({ credentialId, name, createdAt, lastUsedAt }: Passkey) => ({
  id: credentialId,
  name,
  createdAt,
  lastUsedAt,
});

const edit = async (context: Context): Promise<Answer> =>
  editPage(context, await meant(context, context.query.get("id") ?? ""));

/** The sum of boxes, each bit counted once. */
export const sumOf = (form: FormFields): number =>
  form.all("permission").reduce((sum, text) => (/^\d{1,5}$/.test(text) ? sum | Number(text) : sum), 0);

async function save(context: Context): Promise<Answer> {
  const { files, form, redirect } = context;
  const person = await meant(context, form.get("id"));
  const values = {
    username: form.get("username"),
    base_path: form.get("base_path"),
    // An administrator holds every bit, whatever the boxes would say.
    permission: person?.role === "admin" ? person.permission : sumOf(form),
    disabled: form.get("disabled") === "true",
  };
  const { base_path: basePath, ...fields } = values;
  try {
    const wish = { ...fields, basePath, password: form.get("password") };
    if (person) await changePerson(files, person.id, wish);
    else await makePerson(files, wish);
  } catch (error) {
    return editPage(context, person, { values, ...formErrors(context.t, error) });
  }
  const notice: FilesNotice = "saved";
  return redirect(withQuery(LIST, { notice }));
}

async function remove(context: Context): Promise<Answer> {
  const { files, form, redirect } = context;
  const person = await meant(context, form.get("id"));
  if (!person) throw new Refusal("not_found");
  await deletePerson(files, person.id);
  const notice: FilesNotice = "user_deleted";
  return redirect(withQuery(LIST, { notice }));
}

async function cancelOtp(context: Context): Promise<Answer> {
  const { files, form, redirect } = context;
  const person = await meant(context, form.get("id"));
  if (!person) throw new Refusal("not_found");
  await files.db.write((tx) => cancelSecondFactor(tx, files, person.id));
  const notice: FilesNotice = "saved";
  return redirect(withQuery(EDIT, { id: String(person.id), notice }));
}

/** Their last way in stays here too: with a password of the administrator's it is not the last. */
async function removeTheirPasskey(context: Context): Promise<Answer> {
  const { files, http, form, redirect, user } = context;
  const person = await meant(context, form.get("id"));
  if (!person) throw new Refusal("not_found");
  try {
    await files.db.write((tx) => removePasskey(tx, person.id, form.get("passkey")));
  } catch (error) {
    return editPage(context, person, { error: errorOf(context.t, error) });
  }
  files.log.info("passkey.removed", { request: http.id, user: person.id, by: user.id });
  const notice: FilesNotice = "passkey_removed";
  return redirect(withQuery(EDIT, { id: String(person.id), notice }));
}

const admin = { access: "admin", errors: "page" } as const;

export const userPageRoutes: readonly Route[] = [
  { methods: ["GET", "HEAD"], path: LIST, ...admin, answer: list },
  { methods: ["GET", "HEAD", "POST"], path: EDIT, ...admin, answer: byMethod(edit, save) },
  { methods: ["POST"], path: `${LIST}/delete`, ...admin, answer: remove },
  { methods: ["POST"], path: `${LIST}/cancel-otp`, ...admin, answer: cancelOtp },
  { methods: ["POST"], path: `${LIST}/remove-passkey`, ...admin, answer: removeTheirPasskey },
];
