/**
 * My data: `GET /account/data`, `POST /account/data/download` (all of it as one JSON file) and `POST /account/data/delete` (the end of
 * the account). Both need a fresh sign-in: whoever sits down at an open browser takes nothing along and destroys nothing. To
 * delete, the username is typed, and the organization has to allow it; what goes is `users/delete-user.ts`'s to say.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { type FieldFault, fieldRefusal, Refusal } from "../../lib/errors.ts";
import { AccountDataPage, AccountDeletedPage } from "../../pages/hub/account/data.tsx";
import type { AccountError } from "../../pages/hub/account/frame.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { reserveAttempt } from "../limits/attempts.ts";
import { framesOf, SIGNED_OUT, signedOutAddress } from "../logout/signed-out.ts";
import { findOrganizationById } from "../organizations/store.ts";
import { collectPersonalData, noteCollected } from "../personal-data/collect.ts";
import { deleteUser } from "../users/delete-user.ts";
import { nameKey } from "../users/names.ts";
import type { PageContext } from "../web/route.ts";
import { accountPage, requireSignedIn, SECTIONS } from "./frame.ts";

export const DOWNLOAD = `${SECTIONS.data}/download`;
export const DELETE = `${SECTIONS.data}/delete`;
/** What is left to say once there is no account any more. */
export const DELETED = "/account-deleted";

/** Reading everything of a person costs as much as many pages. */
const DOWNLOADS = { most: 10, window: 3600 };

async function allowsDeletion(context: PageContext): Promise<boolean> {
  const { user } = requireSignedIn(context);
  return (await findOrganizationById(context.hub.db, user.organizationId))?.allowAccountDeletion === true;
}

interface Shown {
  readonly error?: AccountError;
  readonly fault?: FieldFault | undefined;
  readonly status?: number;
}

async function draw(context: PageContext, { error, fault, status = 200 }: Shown = {}): Promise<Answer> {
  const { user } = requireSignedIn(context);
  const page = (
    <AccountDataPage
      {...accountPage(context, {}, error)}
      username={user.name}
      downloadAction={DOWNLOAD}
      deleteAction={(await allowsDeletion(context)) ? DELETE : null}
      fault={fault}
    />
  );
  return context.html(renderPage(page), { status });
}

export const showData = (context: PageContext): Promise<Answer> => draw(context);

export async function downloadData(context: PageContext): Promise<Answer> {
  const { hub, occasion } = context;
  const { user } = requireSignedIn(context);
  await reserveAttempt(hub, [{ key: `personal-data:${user.id}`, ...DOWNLOADS }]);
  const data = await collectPersonalData(hub.db, hub, user.id);
  if (data === null) throw new Refusal("sign_in_required");
  await hub.db.write((tx) => noteCollected(tx, hub, { userId: user.id, occasion }, user.id));
  return {
    status: 200,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": 'attachment; filename="my-data.json"',
      "cache-control": "no-store",
    },
    body: `${JSON.stringify(data, null, 2)}\n`,
  };
}

export async function deleteAccount(context: PageContext): Promise<Answer> {
  const { hub, form, occasion } = context;
  const { user, session } = requireSignedIn(context);
  try {
    if (nameKey(form.get("username").trim()) !== nameKey(user.name)) throw fieldRefusal({ username: "not_the_same" });
    if (!(await allowsDeletion(context))) throw new Refusal("forbidden");
    await hub.db.write((tx) => deleteUser(tx, hub, { userId: user.id, occasion }, user.id));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, fields } = error;
    if (error.code === "field_invalid") return draw(context, { error: "invalid", fault: fields.username, status });
    if (error.code === "last_administrator") return draw(context, { error: "last_administrator", status });
    throw error;
  }
  // Applications that this browser has to tell are loaded by the page that follows.
  const frames = await signedOutAddress(hub, session.id);
  return context.redirect(frames?.replace(SIGNED_OUT, DELETED) ?? DELETED, [
    context.cookies.signOut(),
    context.cookies.forget(),
  ]);
}

export async function showDeleted({ hub, t, assets, query, html }: PageContext): Promise<Answer> {
  const frames = await framesOf(hub, query.get("ticket"));
  const page = <AccountDeletedPage t={t} assets={assets} frames={frames} />;
  return html(renderPage(page), { frames: [...new Set(frames.map((address) => new URL(address).origin))] });
}
