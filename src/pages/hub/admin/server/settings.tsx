/** What the hub runs with: each setting of its configuration with where it comes from, and what is set in the console. No secret. */
import { Card } from "../../../parts/card.tsx";
import { safeHref } from "../../../parts/href.ts";
import { Code } from "../../../parts/said.tsx";
import { type Column, Table } from "../../../parts/table.tsx";
import type { Text } from "../../../text/index.ts";
import type { RegistrationMode } from "../applications/registration.tsx";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";

export interface SettingEntry {
  /** The variable. */
  readonly name: string;
  /** `null` where there is none; a secret that is set is told by `secret` alone. */
  readonly value: string | null;
  readonly secret: boolean;
  readonly source: keyof Text["console"]["settings"]["sources"];
}

export type StoredName = keyof Text["console"]["settings"]["rows"];

/** What is set in the console. */
export interface StoredSettings {
  readonly mail: keyof Text["console"]["settings"]["mailSources"];
  readonly registration: RegistrationMode;
  /** Days; null for ever. */
  readonly audit: number | null;
  readonly counts: number | null;
}

interface StoredEntry {
  readonly name: StoredName;
  readonly value: string;
  /** Where it is changed; null where it can't be. */
  readonly href: string | null;
}

export interface AdminSettingsProps extends AdminPageProps {
  readonly settings: readonly SettingEntry[];
  readonly stored: StoredSettings;
  /** Where each is changed; null where it can't be. */
  readonly changes: Readonly<Record<StoredName, string | null>>;
}

const Value = ({ t, value, secret }: Pick<SettingEntry, "value" | "secret"> & { readonly t: Text }) => {
  if (secret) return <span>{t.console.settings.secret}</span>;
  return value === null ? <span class="muted">{t.console.settings.unset}</span> : <Code>{value}</Code>;
};

const settingColumns = (t: Text): Column<SettingEntry>[] => {
  const text = t.console.settings;
  return [
    { title: text.name, cell: ({ name }) => <Code>{name}</Code> },
    { title: text.value, cell: ({ value, secret }) => <Value t={t} value={value} secret={secret} /> },
    { title: text.source, cell: ({ source }) => text.sources[source] },
  ];
};

const storedColumns = (t: Text): Column<StoredEntry>[] => {
  const text = t.console.settings;
  return [
    { title: text.name, cell: ({ name }) => text.rows[name] },
    { title: text.value, cell: ({ value }) => value },
    {
      title: text.change,
      unseen: true,
      cell: ({ name, href }) =>
        href !== null && (
          <a href={safeHref(href)} aria-label={`${text.change}: ${text.rows[name]}`}>
            {text.change}
          </a>
        ),
    },
  ];
};

const storedEntries = ({ t, stored, changes }: AdminSettingsProps): StoredEntry[] => {
  const text = t.console.settings;
  const days = (count: number | null): string => (count === null ? text.forEver : text.days(count));
  const said: Readonly<Record<StoredName, string>> = {
    mail: text.mailSources[stored.mail],
    registration: t.admin.registration.modes[stored.registration],
    audit: days(stored.audit),
    counts: days(stored.counts),
  };
  return (Object.keys(said) as StoredName[]).map((name) => ({ name, value: said[name], href: changes[name] }));
};

export const AdminSettingsPage = (props: AdminSettingsProps) => {
  const { t, settings } = props;
  const text = t.console.settings;
  return (
    <AdminFrame page={props} section="settings" title={text.title} lead={text.lead}>
      <Card id="configuration" title={text.configuration} lead={text.configurationLead}>
        <Table caption={text.configuration} columns={settingColumns(t)} rows={settings} />
      </Card>
      <Card id="stored" title={text.stored} lead={text.storedLead}>
        <Table caption={text.stored} columns={storedColumns(t)} rows={storedEntries(props)} />
      </Card>
    </AdminFrame>
  );
};
