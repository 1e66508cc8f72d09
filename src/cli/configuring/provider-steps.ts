/** Sign-in providers, each known by its slug. A secret that the document does not name stays as it is. */
import { addProvider, changeProvider, removeProvider } from "../../hub/admin/providers/providers.ts";
import type { ProviderDocument } from "../../hub/config/document.ts";
import { named, namedLater } from "../../hub/config/named.ts";
import { providerValues, type Values } from "../../hub/config/present.ts";
import {
  checkProviderSettings,
  type ProviderRow,
  type ProviderSettings,
  providerApp,
} from "../../hub/providers/store.ts";
import { fieldRefusal } from "../../lib/errors.ts";
import type { Provider } from "../../providers/provider.ts";
import { COMMAND_LINE } from "../with-hub.ts";
import type { SecretOf } from "./file.ts";
import { fieldChanges, newFields, type Planning, SECRET, type Step } from "./steps.ts";

const REFERENCE = /^(?:env|file):/;

interface Wish {
  readonly settings: ProviderSettings;
  /** Without secrets. */
  readonly values: Values;
  /** The entry's settings that are secrets. */
  readonly secrets: readonly string[];
}

/** @throws Refusal `field_invalid` by the document's names */
function readWish(wish: ProviderDocument, entry: Provider, secretOf: SecretOf, row: ProviderRow | null): Wish {
  const at = (field: string): string => `providers.${wish.slug}.${field}`;
  const secrets = Object.keys(wish.settings).filter((key) => entry.settings?.[key]?.type === "secret");
  const settings: Record<string, string> = { ...wish.settings };
  for (const key of secrets) {
    const reference = wish.settings[key] ?? "";
    // What stands in a document is read by many: a secret itself does not.
    if (!REFERENCE.test(reference)) throw fieldRefusal({ [at(`settings.${key}`)]: "invalid" });
    settings[key] = secretOf(reference);
  }
  const checked = named(at, () =>
    checkProviderSettings(
      entry,
      {
        displayName: wish.name ?? entry.name,
        clientId: wish.client_id,
        ...(wish.client_secret === undefined ? {} : { clientSecret: secretOf(wish.client_secret) }),
        settings,
        scope: wish.scope,
        furtherScope: wish.further_scope,
        authorizeParams: wish.authorize_params,
        verifiedEmail: wish.verified_email,
        linkPolicy: wish.link_policy,
        allowSignUp: wish.allow_sign_up,
        enabled: wish.enabled,
      },
      row ?? undefined,
    ),
  );
  const plain = Object.fromEntries(Object.entries(checked.settings).filter(([key]) => !secrets.includes(key)));
  const { slug: _slug, client_secret: _secret, ...values } = wish;
  return {
    settings: checked,
    secrets,
    values: { ...values, name: checked.displayName, client_id: checked.clientId, settings: plain },
  };
}

function changes({ hub }: Planning, row: ProviderRow, { settings, values, secrets }: Wish) {
  const app = providerApp(hub, row);
  const isNew = settings.clientSecret !== undefined && settings.clientSecret !== app.clientSecret;
  return [
    ...fieldChanges(providerValues(row), values),
    ...(isNew ? [{ field: "client_secret", from: SECRET, to: SECRET }] : []),
    ...secrets
      .filter((key) => app.settings?.[key] !== settings.settings[key])
      .map((key) => ({ field: `settings.${key}`, from: SECRET, to: SECRET })),
  ];
}

/** @param entries Every entry that the document names. @throws Refusal `field_invalid` */
export function providerSteps(
  planning: Planning,
  present: readonly ProviderRow[],
  wishes: readonly ProviderDocument[],
  entries: ReadonlyMap<string, Provider>,
): Step[] {
  const { hub, secretOf, prune } = planning;
  const steps = wishes.flatMap((document): Step[] => {
    const { slug } = document;
    const at = (field: string): string => `providers.${slug}.${field}`;
    const row = present.find((each) => each.slug === slug) ?? null;
    const entry = entries.get(document.entry);
    if (!entry || (row && row.entry.id !== entry.id)) throw fieldRefusal({ [at("entry")]: "invalid_choice" });
    const wish = readWish(document, entry, secretOf, row);
    if (row) {
      const fields = changes(planning, row, wish);
      if (fields.length === 0) return [];
      return [
        {
          change: { action: "change", kind: "provider", name: slug, fields },
          run: async (tx) => {
            await namedLater(at, () => changeProvider(tx, hub, COMMAND_LINE, row.id, wish.settings));
            return undefined;
          },
        },
      ];
    }
    return [
      {
        change: { action: "create", kind: "provider", name: slug, fields: newFields({ ...wish.values }) },
        async run(tx) {
          const made = await namedLater(at, () => addProvider(tx, hub, COMMAND_LINE, entry, wish.settings));
          // The slug is in the callback address: one that nobody would get is no way to name a registration.
          if (made.slug !== slug) throw fieldRefusal({ [at("slug")]: "invalid" });
          return undefined;
        },
      },
    ];
  });
  const gone = prune ? present.filter((row) => !wishes.some(({ slug }) => slug === row.slug)) : [];
  return [
    ...gone.map(
      (row): Step => ({
        change: { action: "remove", kind: "provider", name: row.slug, fields: [] },
        run: async (tx) => {
          await removeProvider(tx, hub, COMMAND_LINE, row.id);
          return undefined;
        },
      }),
    ),
    ...steps,
  ];
}
