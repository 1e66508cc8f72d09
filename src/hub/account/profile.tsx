/**
 * Who I am here: `GET|POST /account`. A name and a language are changed in any session; an address, which others may one day be reached
 * or recognised by, only in a fresh one.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { type FieldFaults, Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { AccountProfilePage, type AccountProfileProps } from "../../pages/hub/account/profile.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { languages } from "../../pages/text/index.ts";
import { avatarPath } from "../avatars/store.ts";
import { hasRoom, reserveLetter } from "../mail/letter-budgets.ts";
import { askProof } from "../mail/proofs.ts";
import { isMailOn } from "../mail/settings.ts";
import type { User } from "../users/store.ts";
import { isFresh } from "../web/fresh-sign-in.ts";
import type { PageContext } from "../web/route.ts";
import { changeProfile, changesEmail, readProfile } from "./change-profile.ts";
import { accountPage, requireSignedIn, SECTIONS } from "./frame.ts";

type Values = AccountProfileProps["values"];

/** The languages that our pages speak, and the person's own where it came with them from elsewhere. */
const localesFor = (locale: string | null): string[] => [
  ...new Set([...Object.values(languages).map(({ lang }) => lang), ...(locale === null ? [] : [locale])]),
];

async function draw(context: PageContext, values: Values, fieldErrors: FieldFaults = {}): Promise<Answer> {
  const { hub } = context;
  const mail = await isMailOn(hub.db, hub);
  const { user } = requireSignedIn(context);
  const failed = Object.keys(fieldErrors).length > 0;
  const page = (
    <AccountProfilePage
      {...accountPage(
        context,
        { notices: ["profile_saved", "email_verified", "picture_saved", "picture_removed"] },
        failed ? "invalid" : null,
      )}
      person={{
        username: user.name,
        displayName: user.displayName,
        email: user.email,
        emailVerified: user.emailVerified,
        subject: user.id,
        createdAt: user.createdAt,
        picture: avatarPath(hub, user.picture, "large"),
        pictureElsewhere: user.picture !== null && avatarPath(hub, user.picture) === null,
      }}
      locales={localesFor(user.locale)}
      pictureAction={`${SECTIONS.profile}/picture`}
      values={values}
      fieldErrors={fieldErrors}
      action={SECTIONS.profile}
      mail={mail}
      verifyAction={mail && user.email !== null && !user.emailVerified ? "/verify-email/ask" : null}
    />
  );
  return context.html(renderPage(page), { status: failed ? 422 : 200 });
}

export function showProfile(context: PageContext): Promise<Answer> {
  const { user } = requireSignedIn(context);
  return draw(context, storedOf(user));
}

const storedOf = (user: User): Values => ({
  display_name: user.displayName,
  email: user.email ?? "",
  locale: user.locale ?? "",
});

/** The page again, with what is wrong with the picture that was sent. */
export const drawPictureFault = (context: PageContext, fieldErrors: FieldFaults): Promise<Answer> =>
  draw(context, storedOf(requireSignedIn(context).user), fieldErrors);

/** Sends the letter that proves an address. @returns the proof's handle. @throws Refusal `too_many_attempts` */
async function askNewAddress(context: PageContext, address: string): Promise<string> {
  const { hub, t, browser } = context;
  const { user, session } = requireSignedIn(context);
  await reserveLetter(hub, address, context);
  const sent = await hasRoom(hub, address, context, null);
  return hub.db.write((tx) =>
    askProof(tx, hub, {
      purpose: "verify",
      userId: user.id,
      address,
      language: user.locale ?? t.lang,
      browser,
      sessionId: session.id,
      returnTo: SECTIONS.profile,
      sent,
    }),
  );
}

export async function saveProfile(context: PageContext): Promise<Answer> {
  const { hub, form, occasion } = context;
  const signedIn = requireSignedIn(context);
  const { user } = signedIn;
  const values = { display_name: form.get("display_name"), email: form.get("email"), locale: form.get("locale") };
  try {
    const profile = readProfile(values, localesFor(user.locale));
    if (changesEmail(user, profile) && !(await isFresh(hub, signedIn))) throw new Refusal("recent_sign_in_required");
    const wish = changesEmail(user, profile) && (await isMailOn(hub.db, hub)) ? profile.email : null;
    // A new address takes the place of the old one once it is proven, where mail can prove it.
    const handle = wish === null ? null : await askNewAddress(context, wish);
    const kept = handle === null ? profile : { ...profile, email: user.email };
    await hub.db.write((tx) => changeProfile(tx, hub, { userId: user.id, occasion }, user, kept));
    if (handle !== null) return context.redirect(withQuery("/verify-email", { proof: handle }));
  } catch (error) {
    if (error instanceof Refusal && error.code === "field_invalid") return draw(context, values, error.fields);
    throw error;
  }
  return context.redirect(`${SECTIONS.profile}?notice=profile_saved`);
}
