/**
 * Accounts made and changed by an administrator: `GET /admin/users/new`, `POST /admin/users`, and `GET|POST /admin/users/:id/edit`.
 * A password goes in and is never shown again.
 */
import type { Answer } from "../../../lib/endpoint.ts";
import { type FieldFaults, faultsOf, Refusal } from "../../../lib/errors.ts";
import { passwordRules } from "../../../lib/passwords.ts";
import { AdminEditAccountPage, AdminNewAccountPage } from "../../../pages/hub/admin/people/account.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import { ensureFirstOrganization } from "../../organizations/store.ts";
import { findUser, type User } from "../../users/store.ts";
import type { FormFields, PageContext } from "../../web/route.ts";
import { actorOf, adminPage, requireAdministrator, SECTIONS } from "../frame.ts";
import { addAccount, changeAccount, readAccount, readChange } from "./accounts.ts";

export const NEW_ACCOUNT = `${SECTIONS.users}/new`;
const hrefOf = (id: string): string => `${SECTIONS.users}/${id}`;
export const editHref = (id: string): string => `${hrefOf(id)}/edit`;
export const editPath = editHref(":id");

const typedOf = (form: FormFields) => ({
  username: form.get("username"),
  display_name: form.get("display_name"),
  email: form.get("email"),
});

const drawNew = (
  context: PageContext,
  values: ReturnType<typeof typedOf>,
  { fields, status }: { readonly fields: FieldFaults; readonly status: number },
): Answer =>
  context.html(
    renderPage(
      <AdminNewAccountPage
        {...adminPage(context, status === 200 ? {} : { error: "invalid" })}
        values={values}
        fieldErrors={fields}
        passwordMinimum={passwordRules.shortest}
        action={SECTIONS.users}
      />,
    ),
    { status },
  );

export const showNewAccount = (context: PageContext): Answer =>
  drawNew(context, { username: "", display_name: "", email: "" }, { fields: {}, status: 200 });

export async function createAccount(context: PageContext): Promise<Answer> {
  const { hub, form } = context;
  const typed = typedOf(form);
  const password = form.get("password");
  try {
    const account = readAccount({ ...typed, password });
    const passwordHash = await hub.passwords.hash(password);
    const user = await hub.db.write(async (tx) => {
      const organization = await ensureFirstOrganization(tx, hub);
      return addAccount(tx, hub, actorOf(context), organization.id, account, passwordHash);
    });
    return context.redirect(`${hrefOf(user.id)}?notice=account_added`);
  } catch (error) {
    return drawNew(context, typed, faultsOf(error));
  }
}

/** @throws Refusal `not_found` */
async function requireUser({ hub, params }: PageContext): Promise<User> {
  const user = await findUser(hub.db, params.id ?? "");
  if (!user) throw new Refusal("not_found");
  return user;
}

const drawEdit = (
  context: PageContext,
  user: User,
  values: { readonly display_name: string; readonly email: string },
  { fields, status }: { readonly fields: FieldFaults; readonly status: number },
): Answer =>
  context.html(
    renderPage(
      <AdminEditAccountPage
        {...adminPage(context, status === 200 ? {} : { error: "invalid" })}
        name={user.displayName}
        values={values}
        fieldErrors={fields}
        emailFixed={user.isAdmin && user.id !== requireAdministrator(context).user.id}
        action={editHref(user.id)}
        backHref={hrefOf(user.id)}
      />,
    ),
    { status },
  );

export async function showEditAccount(context: PageContext): Promise<Answer> {
  const user = await requireUser(context);
  const values = { display_name: user.displayName, email: user.email ?? "" };
  return drawEdit(context, user, values, { fields: {}, status: 200 });
}

export async function saveAccount(context: PageContext): Promise<Answer> {
  const { hub, form } = context;
  const user = await requireUser(context);
  const typed = { display_name: form.get("display_name"), email: form.get("email") };
  try {
    const change = readChange(typed);
    await hub.db.write((tx) => changeAccount(tx, hub, actorOf(context), user.id, change));
  } catch (error) {
    return drawEdit(context, user, typed, faultsOf(error));
  }
  return context.redirect(`${hrefOf(user.id)}?notice=saved`);
}
