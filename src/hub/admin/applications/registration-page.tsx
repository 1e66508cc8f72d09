/**
 * Clients that nobody sets up by hand: `GET|POST /admin/applications/registration`, and below that `tokens` and `tokens/remove`
 * (POST). A token stands in one place only: in the answer to the form that made it.
 */
import { seconds } from "../../../lib/clock.ts";
import type { Answer } from "../../../lib/endpoint.ts";
import { type FieldFault, isFieldRefusal, Refusal } from "../../../lib/errors.ts";
import {
  AdminRegistrationPage,
  type AdminRegistrationProps,
  type RegistrationValues,
} from "../../../pages/hub/admin/applications/registration.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import {
  createRegistrationToken,
  listRegistrationTokens,
  REGISTRATION_MODES,
  readRegistrationPolicy,
  removeRegistrationToken,
  setRegistrationPolicy,
} from "../../clients/registration-policy.ts";
import { ensureFirstOrganization } from "../../organizations/store.ts";
import type { FormFields, PageContext } from "../../web/route.ts";
import { actorOf, adminPage, SECTIONS, type Told } from "../frame.ts";

export const REGISTRATION = `${SECTIONS.applications}/registration`;

const DAY = 86_400;

/** The domain's names and the fields that stand for them. */
const FIELDS: Readonly<Record<string, keyof RegistrationValues>> = {
  resources: "resources",
  metadataHosts: "metadata_hosts",
  unusedDays: "unused_days",
  mostUnused: "most_unused",
  mode: "mode",
  name: "token_name",
  uses: "token_uses",
  lives: "token_days",
};

interface Drawn {
  readonly typed?: Partial<RegistrationValues>;
  readonly fieldErrors?: AdminRegistrationProps["fieldErrors"];
  readonly fresh?: string | null;
  readonly told?: Told;
  readonly status?: number;
}

async function draw(
  context: PageContext,
  { typed = {}, fieldErrors = {}, fresh = null, told = {}, status = 200 }: Drawn,
): Promise<Answer> {
  const { db, clock } = context.hub;
  const policy = await readRegistrationPolicy(db);
  const tokens = policy.organizationId === null ? [] : await listRegistrationTokens(db, policy.organizationId);
  const page = (
    <AdminRegistrationPage
      {...adminPage(context, told)}
      now={seconds(clock)}
      values={{
        mode: policy.mode,
        resources: policy.resources.join("\n"),
        metadata_hosts: policy.metadataHosts.join("\n"),
        unused_days: String(policy.unusedDays),
        most_unused: String(policy.mostUnused),
        token_name: "",
        token_uses: "1",
        token_days: "1",
        ...typed,
      }}
      fieldErrors={fieldErrors}
      tokens={tokens.map((token) => ({ ...token, id: String(token.id) }))}
      fresh={fresh}
      action={REGISTRATION}
      createTokenAction={`${REGISTRATION}/tokens`}
      removeTokenAction={`${REGISTRATION}/tokens/remove`}
    />
  );
  return context.html(renderPage(page), { status });
}

/** The forms again, with what was sent and what is wrong with it; anything but a fault of a field is thrown on. */
function drawAgain(context: PageContext, error: unknown, typed: Partial<RegistrationValues>): Promise<Answer> {
  if (!isFieldRefusal(error)) throw error;
  const fieldErrors: Partial<Record<keyof RegistrationValues, FieldFault>> = {};
  for (const [name, fault] of Object.entries(error.fields)) {
    const field = FIELDS[name];
    if (field !== undefined) fieldErrors[field] = fault;
  }
  return draw(context, { typed, fieldErrors, told: { error: "invalid" }, status: error.status });
}

export const showRegistration = (context: PageContext): Promise<Answer> =>
  draw(context, { told: { notices: ["saved"] } });

const linesOf = (form: FormFields, name: string): string[] =>
  form
    .get(name)
    .split(/\s+/)
    .filter((line) => line !== "");

/** Digits as their number; anything else is none, which the domain says. */
const number = (text: string): number => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN);

export async function saveRegistrationPolicy(context: PageContext): Promise<Answer> {
  const { hub, form } = context;
  const mode = REGISTRATION_MODES.find((each) => each === form.get("mode"));
  const typed = {
    resources: form.get("resources"),
    metadata_hosts: form.get("metadata_hosts"),
    unused_days: form.get("unused_days"),
    most_unused: form.get("most_unused"),
    ...(mode ? { mode } : {}),
  };
  try {
    if (mode === undefined) throw new Refusal("field_invalid", undefined, { fields: { mode: "invalid_choice" } });
    await hub.db.write(async (tx) => {
      const { id } = await ensureFirstOrganization(tx, hub);
      await setRegistrationPolicy(tx, hub, actorOf(context), id, {
        mode,
        resources: linesOf(form, "resources"),
        metadataHosts: linesOf(form, "metadata_hosts"),
        unusedDays: number(typed.unused_days),
        mostUnused: number(typed.most_unused),
      });
    });
  } catch (error) {
    return drawAgain(context, error, typed);
  }
  return context.redirect(`${REGISTRATION}?notice=saved`);
}

export async function createToken(context: PageContext): Promise<Answer> {
  const { hub, form } = context;
  const typed = {
    token_name: form.get("token_name"),
    token_uses: form.get("token_uses"),
    token_days: form.get("token_days"),
  };
  try {
    const fresh = await hub.db.write(async (tx) => {
      const { id } = await ensureFirstOrganization(tx, hub);
      return createRegistrationToken(tx, hub, actorOf(context), id, {
        name: typed.token_name,
        mostUses: number(typed.token_uses),
        lives: number(typed.token_days) * DAY,
      });
    });
    return draw(context, { fresh });
  } catch (error) {
    return drawAgain(context, error, typed);
  }
}

/** @throws Refusal `not_found` */
export async function removeToken(context: PageContext): Promise<Answer> {
  const { hub, form } = context;
  const token = form.get("token");
  if (!/^\d{1,16}$/.test(token)) throw new Refusal("not_found");
  await hub.db.write(async (tx) => {
    const { id } = await ensureFirstOrganization(tx, hub);
    await removeRegistrationToken(tx, hub, actorOf(context), id, Number(token));
  });
  return context.redirect(`${REGISTRATION}?notice=saved`);
}
