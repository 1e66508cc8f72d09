/**
 * Personal access tokens: `GET /account/tokens`, `POST /account/tokens` (a new one, shown on the answer and never again) and
 * `POST /account/tokens/remove`. A token acts for its person without asking, so making one needs a fresh sign-in.
 */
import { seconds } from "../../lib/clock.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { type FieldFaults, Refusal } from "../../lib/errors.ts";
import { AccountTokensPage, type AccountTokensProps } from "../../pages/hub/account/tokens.tsx";
import { renderPage } from "../../pages/layout.tsx";
import {
  createPersonalToken,
  listPersonalTokens,
  revokePersonalToken,
  TOKEN_DAYS,
} from "../permissions/personal-tokens.ts";
import { scopesFor } from "../permissions/scopes.ts";
import { holdSession } from "../sessions/store.ts";
import type { PageContext } from "../web/route.ts";
import { accountPage, requireSignedIn, SECTIONS } from "./frame.ts";

export const REMOVE_TOKEN = `${SECTIONS.tokens}/remove`;

const USUAL_DAYS = "30";

interface Outcome {
  readonly values?: AccountTokensProps["values"];
  readonly errors?: FieldFaults;
  readonly shownOnce?: string;
}

async function page(context: PageContext, { values, errors = {}, shownOnce }: Outcome = {}): Promise<Answer> {
  const { hub } = context;
  const { user } = requireSignedIn(context);
  const tokens = await listPersonalTokens(hub.db, user.id);
  const failed = Object.keys(errors).length > 0;
  const body = (
    <AccountTokensPage
      {...accountPage(context, { notices: ["token_removed"] }, failed ? "invalid" : null)}
      now={seconds(hub.clock)}
      tokens={tokens.map((token) => ({ ...token, id: String(token.id) }))}
      scopes={scopesFor(user)}
      days={TOKEN_DAYS}
      values={values ?? { name: "", scopes: [], days: USUAL_DAYS }}
      fieldErrors={errors}
      shownOnce={shownOnce ?? null}
      createAction={SECTIONS.tokens}
      removeAction={REMOVE_TOKEN}
    />
  );
  return context.html(renderPage(body), { status: failed ? 422 : 200 });
}

export const showTokens = (context: PageContext): Promise<Answer> => page(context);

export async function createToken(context: PageContext): Promise<Answer> {
  const { hub, form, occasion } = context;
  const { user, session } = requireSignedIn(context);
  const values = { name: form.get("name"), scopes: form.all("scopes"), days: form.get("days") };
  const days = /^\d{1,4}$/.test(values.days) ? Number(values.days) : 0;
  try {
    const shownOnce = await hub.db.write(async (tx) => {
      await holdSession(tx, session.id);
      return createPersonalToken(tx, hub, user, { ...values, days }, occasion);
    });
    return page(context, { shownOnce });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "field_invalid") throw error;
    return page(context, { values, errors: error.fields });
  }
}

export async function removeToken(context: PageContext): Promise<Answer> {
  const { hub, form, occasion } = context;
  const { user } = requireSignedIn(context);
  const text = form.get("token");
  const id = /^\d{1,16}$/.test(text) ? Number(text) : 0;
  const gone = await hub.db.write((tx) => revokePersonalToken(tx, hub, user.id, id, occasion));
  return context.redirect(gone ? `${SECTIONS.tokens}?notice=token_removed` : SECTIONS.tokens);
}
