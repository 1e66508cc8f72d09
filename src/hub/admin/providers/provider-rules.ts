/**
 * What each application allows of a provider: `POST /admin/providers/:id/applications`. Fields: `application` (repeated: those
 * that the form showed), and of these in `signIn`, `signUp`, `unlink`, `prompted` the ones that are ticked.
 */
import type { Answer } from "../../../lib/endpoint.ts";
import type { ProviderRules } from "../../../pages/hub/admin/providers/provider-rules.tsx";
import type { Hub } from "../../hub.ts";
import { type ClientRule, type ProviderRule, rulesOfProvider, USUAL_RULE } from "../../providers/rules.ts";
import type { ProviderRow } from "../../providers/store.ts";
import type { FormFields, PageContext } from "../../web/route.ts";
import { actorOf, SECTIONS } from "../frame.ts";
import { changeRules } from "./providers.ts";

/** The table of what an unknown identity leads to. */
export const LINKING = `${SECTIONS.providers}/linking`;

/** So many fit into one form; those with a rule of their own come first. */
const MOST = 50;

const isOwn = ({ rule }: ClientRule): boolean => rule !== USUAL_RULE;

export async function rulesShown(hub: Pick<Hub, "db">, row: ProviderRow): Promise<ProviderRules> {
  const rules = await rulesOfProvider(hub.db, row.id);
  const ordered = [...rules.filter(isOwn), ...rules.filter((each) => !isOwn(each))];
  return {
    action: `${SECTIONS.providers}/${row.id}/applications`,
    applications: ordered.slice(0, MOST).map(({ clientRowId, clientName, rule }) => ({
      id: clientRowId,
      name: clientName,
      ...rule,
    })),
    more: Math.max(0, ordered.length - MOST),
  };
}

const ruleIn = (form: FormFields, id: string): ProviderRule => ({
  canSignIn: form.all("signIn").includes(id),
  canSignUp: form.all("signUp").includes(id),
  canUnlink: form.all("unlink").includes(id),
  prompted: form.all("prompted").includes(id),
});

export async function saveRules(context: PageContext): Promise<Answer> {
  const { hub, form, params } = context;
  const id = params.id ?? "";
  const wishes = new Map(form.all("application").map((application) => [application, ruleIn(form, application)]));
  await hub.db.write((tx) => changeRules(tx, hub, actorOf(context), id, wishes));
  return context.redirect(`${SECTIONS.providers}/${id}?notice=rules_saved`);
}
