/** The first administrator: `GET|POST /setup`, behind the single-use link that the first start prints. */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { passwordRules } from "../../lib/passwords.ts";
import { SetupClosedPage, SetupPage } from "../../pages/hub/setup.tsx";
import { renderPage } from "../../pages/layout.tsx";
import type { PersonErrors, PersonValues } from "../../pages/parts/person-fields.tsx";
import { recordEvent } from "../audit/audit.ts";
import { ensureFirstOrganization } from "../organizations/store.ts";
import { completeLogin } from "../sessions/complete-login.ts";
import { checkSetUpToken, spendSetUpToken } from "../setup/setup.ts";
import { createUser } from "../users/store.ts";
import type { PageContext } from "../web/route.ts";
import { noPerson, readPerson } from "./person-form.ts";

const draw = (
  { html, t, assets, csrf }: PageContext,
  token: string,
  values: PersonValues,
  fieldErrors: PersonErrors,
): Answer => {
  const failed = Object.keys(fieldErrors).length > 0;
  const page = (
    <SetupPage
      t={t}
      assets={assets}
      action="/setup"
      csrf={csrf}
      token={token}
      values={values}
      fieldErrors={fieldErrors}
      error={failed ? "invalid" : null}
      passwordMinimum={passwordRules.shortest}
    />
  );
  return html(renderPage(page), { status: failed ? 422 : 200 });
};

const closed = ({ html, t, assets }: PageContext): Answer =>
  html(renderPage(<SetupClosedPage t={t} assets={assets} signInHref="/sign-in" />), { status: 410 });

/** Runs what needs the living token, or shows that it lives no more. */
async function orClosed(context: PageContext, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal && error.code === "set_up_done") return closed(context);
    throw error;
  }
}

export const showSetUp = (context: PageContext): Promise<Answer> =>
  orClosed(context, async () => {
    const token = context.query.get("token") ?? "";
    await checkSetUpToken(context.hub.db, token);
    return draw(context, token, noPerson, {});
  });

export const setUp = (context: PageContext): Promise<Answer> =>
  orClosed(context, async () => {
    const { hub, form, occasion, sessionValue } = context;
    const token = form.get("token");
    await checkSetUpToken(hub.db, token);
    const { person, values, errors } = readPerson(form, false);
    if (!person) return draw(context, token, values, errors);
    const passwordHash = await hub.passwords.hash(person.password);
    const session = await hub.db.write(async (tx) => {
      await spendSetUpToken(tx, hub, token);
      const organization = await ensureFirstOrganization(tx, hub);
      const user = await createUser(tx, hub, {
        organizationId: organization.id,
        name: person.username,
        displayName: person.displayName,
        email: person.email,
        emailVerified: false,
        passwordHash,
        isAdmin: true,
      });
      await recordEvent(tx, hub, {
        action: "setup.completed",
        actorId: user.id,
        subject: { kind: "user", id: user.id },
        occasion,
      });
      return completeLogin(tx, hub, {
        userId: user.id,
        amr: ["pwd"],
        way: "setup",
        previousSession: sessionValue,
        occasion,
      });
    });
    return context.redirect("/admin", [context.cookies.signIn(session)]);
  });
