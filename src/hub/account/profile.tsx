/**
 * Who I am here: `GET|POST /account`. A name is changed in any session; an address, which others may one day be reached
 * or recognised by, only in a fresh one.
 */
import { seconds } from "../../lib/clock.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { type FieldFaults, Refusal } from "../../lib/errors.ts";
import { AccountProfilePage, type AccountProfileProps } from "../../pages/hub/account/profile.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { type PageContext, RECENT_SECONDS } from "../web/route.ts";
import { changeProfile, changesEmail, readProfile } from "./change-profile.ts";
import { accountPage, requireSignedIn, SECTIONS } from "./frame.ts";

type Values = AccountProfileProps["values"];

function draw(context: PageContext, values: Values, fieldErrors: FieldFaults = {}): Answer {
  const { user } = requireSignedIn(context);
  const failed = Object.keys(fieldErrors).length > 0;
  const page = (
    <AccountProfilePage
      {...accountPage(context, { notices: ["profile_saved"] }, failed ? "invalid" : null)}
      person={{
        username: user.name,
        displayName: user.displayName,
        email: user.email,
        emailVerified: user.emailVerified,
        subject: user.id,
        createdAt: user.createdAt,
      }}
      values={values}
      fieldErrors={fieldErrors}
      action={SECTIONS.profile}
    />
  );
  return context.html(renderPage(page), { status: failed ? 422 : 200 });
}

export function showProfile(context: PageContext): Answer {
  const { user } = requireSignedIn(context);
  return draw(context, { display_name: user.displayName, email: user.email ?? "" });
}

export async function saveProfile(context: PageContext): Promise<Answer> {
  const { hub, form, occasion } = context;
  const { user, session } = requireSignedIn(context);
  const values = { display_name: form.get("display_name"), email: form.get("email") };
  try {
    const profile = readProfile(values);
    const stale = session.authenticatedAt + RECENT_SECONDS < seconds(hub.clock);
    if (stale && changesEmail(user, profile)) throw new Refusal("recent_sign_in_required");
    await hub.db.write((tx) => changeProfile(tx, hub, { userId: user.id, occasion }, user, profile));
  } catch (error) {
    if (error instanceof Refusal && error.code === "field_invalid") return draw(context, values, error.fields);
    throw error;
  }
  return context.redirect(`${SECTIONS.profile}?notice=profile_saved`);
}
