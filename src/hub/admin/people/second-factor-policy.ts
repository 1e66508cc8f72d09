/** Whose sign-ins need a second factor, as the page of people shows it, and its form: `POST /admin/users/second-factor`. */
import type { Answer } from "../../../lib/endpoint.ts";
import { fieldRefusal } from "../../../lib/errors.ts";
import type { SecondFactorPolicy } from "../../ways/required-factor.ts";
import type { PageContext } from "../../web/route.ts";
import { actorOf, requireAdministrator, SECTIONS } from "../frame.ts";
import { POLICIES, setSecondFactorPolicy } from "./second-factors.ts";

export async function findSecondFactorPolicy({ hub, ...context }: PageContext): Promise<SecondFactorPolicy> {
  const { user } = requireAdministrator({ hub, ...context });
  const row = await hub.db.query
    .selectFrom("organizations")
    .select("require_second_factor")
    .where("id", "=", user.organizationId)
    .executeTakeFirstOrThrow();
  return row.require_second_factor;
}

/** `POST /admin/users/second-factor`, for the administrator's own organization. @throws Refusal `field_invalid` */
export async function saveSecondFactorPolicy(context: PageContext): Promise<Answer> {
  const { hub, form } = context;
  const { user } = requireAdministrator(context);
  const policy = POLICIES.find((each) => each === form.get("require_second_factor"));
  if (policy === undefined) throw fieldRefusal({ require_second_factor: "invalid_choice" });
  await hub.db.write((tx) => setSecondFactorPolicy(tx, hub, actorOf(context), user.organizationId, policy));
  return context.redirect(`${SECTIONS.users}?notice=policy_saved`);
}
