/** Applications, each known by its client id or else by its name in its organization. */
import { changeClient, registerClient, removeClient } from "../../hub/admin/applications/clients.ts";
import { type Client, isClientSecret, newClientId, setClientDisabled } from "../../hub/clients/store.ts";
import { type ApplicationDocument, applicationSettings } from "../../hub/config/document.ts";
import { namedLater } from "../../hub/config/named.ts";
import { settingValues } from "../../hub/config/present.ts";
import { importClient, setClientSecret } from "../../hub/import/clients.ts";
import { findOrganization } from "../../hub/organizations/store.ts";
import { fieldRefusal } from "../../lib/errors.ts";
import { COMMAND_LINE } from "../with-hub.ts";
import { fieldChanges, newFields, type Planning, SECRET, type Step } from "./steps.ts";

/** @param organizations Names by ids. */
export function applicationSteps(
  planning: Planning,
  present: readonly Client[],
  organizations: ReadonlyMap<string, string>,
  wishes: readonly ApplicationDocument[],
): Step[] {
  const { hub, prune } = planning;
  const nameOf = (client: Client): string => `${organizations.get(client.organizationId) ?? ""}/${client.name}`;
  const kept = new Set<string>();
  const steps = wishes.flatMap((wish): Step[] => {
    const label = `${wish.organization}/${wish.name}`;
    const known = present.find((client) =>
      wish.client_id === undefined ? nameOf(client) === label : client.clientId === wish.client_id,
    );
    if (!known) return [createStep(planning, wish, label)];
    if (organizations.get(known.organizationId) !== wish.organization || kept.has(known.id))
      throw fieldRefusal({ [`applications.${wish.name}.organization`]: "invalid_choice" });
    kept.add(known.id);
    return changeSteps(planning, wish, label, known);
  });
  const gone = prune ? present.filter(({ id }) => !kept.has(id)) : [];
  return [
    ...gone.map(
      (client): Step => ({
        change: { action: "remove", kind: "application", name: nameOf(client), fields: [] },
        run: async (tx) => {
          await removeClient(tx, hub, COMMAND_LINE, client.id);
          return undefined;
        },
      }),
    ),
    ...steps,
  ];
}

function createStep({ hub, secretOf }: Planning, wish: ApplicationDocument, label: string): Step {
  const settings = applicationSettings(wish);
  const at = (field: string): string => `applications.${wish.name}.${field}`;
  if (wish.client_secret !== undefined && settings.type !== "confidential")
    throw fieldRefusal({ [at("client_secret")]: "invalid" });
  const clientSecret = wish.client_secret === undefined ? null : secretOf(wish.client_secret);
  const { organization: _organization, name: _name, look: _look, ...said } = wish;
  return {
    change: { action: "create", kind: "application", name: label, fields: newFields(said) },
    run: (tx) =>
      namedLater(at, async () => {
        const organization = await findOrganization(tx, wish.organization);
        if (!organization) throw fieldRefusal({ organization: "invalid_choice" });
        const made =
          wish.client_id === undefined && clientSecret === null
            ? await registerClient(tx, hub, COMMAND_LINE, organization.id, settings, "checked-later")
            : await importClient(tx, hub, {
                from: "configuration",
                organizationId: organization.id,
                clientId: wish.client_id ?? newClientId(),
                clientSecret,
                settings,
              });
        if (!wish.enabled) await setClientDisabled(tx, hub, made.client.id, true);
        // One that stands in the document's secrets is known already.
        return clientSecret === null ? made : undefined;
      }),
  };
}

function changeSteps({ hub, secretOf }: Planning, wish: ApplicationDocument, label: string, known: Client): Step[] {
  const settings = applicationSettings(wish);
  const at = (field: string): string => `applications.${wish.name}.${field}`;
  const secret = wish.client_secret === undefined ? null : secretOf(wish.client_secret);
  if (secret !== null && settings.type !== "confidential") throw fieldRefusal({ [at("client_secret")]: "invalid" });
  const isNewSecret = secret !== null && !isClientSecret(known, secret);
  const fields = fieldChanges(
    { ...settingValues(known), name: known.name, enabled: known.enabled },
    { ...settingValues(settings), name: settings.name, enabled: wish.enabled },
  );
  if (fields.length === 0 && !isNewSecret) return [];
  return [
    {
      change: {
        action: "change",
        kind: "application",
        name: label,
        fields: [...fields, ...(isNewSecret ? [{ field: "client_secret", from: SECRET, to: SECRET }] : [])],
      },
      run: (tx) =>
        namedLater(at, async () => {
          if (fields.length > 0)
            await changeClient(tx, hub, COMMAND_LINE, known.id, settings, wish.enabled, "checked-later");
          if (isNewSecret) await setClientSecret(tx, hub, { ...known, authMethod: settings.authMethod }, secret);
          return undefined;
        }),
    },
  ];
}
