/**
 * One sign-in provider: adding it and changing it. The form is drawn from the catalogue entry's own settings. Fields:
 * `clientId`, `clientSecret` (empty keeps the stored one), `settings.<key>` for each setting of the entry (one that is a
 * secret is kept where it is empty), and those of `provider-behaviour.tsx`; hidden: `csrf`.
 */
import { SandboxBadge } from "../../../parts/badge.tsx";
import { Button, ExternalLink } from "../../../parts/button.tsx";
import { Card } from "../../../parts/card.tsx";
import { Copyable } from "../../../parts/copyable.tsx";
import { type FieldErrors, SecretArea, SelectField, TextField } from "../../../parts/field.tsx";
import { Fill } from "../../../parts/fill.tsx";
import { PostForm } from "../../../parts/form.tsx";
import { Notice } from "../../../parts/notice.tsx";
import { Said } from "../../../parts/said.tsx";
import { ProviderMark } from "../../../parts/tile.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";
import { RemoveCard } from "../remove-card.tsx";
import { Behaviour } from "./provider-behaviour.tsx";
import { type ProviderRules, ProviderRulesCard } from "./provider-rules.tsx";

/** One of the entry's own options. */
export interface ProviderSetting {
  readonly key: string;
  readonly label: string;
  readonly help: string | null;
  readonly type: "text" | "url" | "host" | "choice" | "secret";
  readonly choices: readonly string[];
  readonly default: string | null;
  /** What the django-allauth page calls it, or null. */
  readonly pageName: string | null;
  /** Left empty, each sign-in says it. */
  readonly perSignIn: boolean;
  readonly required: boolean;
}

export interface AdminProviderProps extends AdminPageProps {
  readonly entry: {
    readonly id: string;
    readonly name: string;
    readonly colour: string | null;
    /** Where this server is registered with the provider, or null. */
    readonly register: string | null;
    readonly docs: string | null;
    /** What the administrator should mind. */
    readonly note: string | null;
    readonly status: keyof Text["admin"]["pick"]["statuses"];
    /** How many independent sources agree on it, and when they were compared (`2026-11-20`); null where nobody counted. */
    readonly known: { readonly sources: number; readonly date: string } | null;
    /** False where the protocol knows no clients. */
    readonly needsClientId: boolean;
    readonly settings: readonly ProviderSetting[];
    readonly scope: readonly string[];
  };
  /** Null while the provider is being added. */
  readonly existing: {
    /** What it is called here. */
    readonly name: string;
    readonly removeAction: string;
    /** How many identities are linked through it. */
    readonly links: number;
    readonly rules: ProviderRules;
  } | null;
  readonly callback: string;
  readonly sandbox: boolean;
  readonly values: {
    readonly displayName: string;
    readonly clientId: string;
    /** A secret is stored; it is never shown. */
    readonly clientSecretSet: boolean;
    readonly settings: Readonly<Record<string, string>>;
    /** The settings that are secrets and are stored; they are never shown. */
    readonly secretSettings: readonly string[];
    readonly scope: string;
    readonly furtherScope: string;
    /** `name=value`, one a line. */
    readonly authorizeParams: string;
    readonly verifiedEmail: boolean;
    readonly linkPolicy: keyof Text["admin"]["linking"]["policies"];
    readonly enabled: boolean;
    readonly allowSignUp: boolean;
  };
  /** By field name (`settings.tenant`). */
  readonly fieldErrors: FieldErrors<string>;
  /** Where the table of what an identity leads to is. */
  readonly linkingHref: string;
  readonly action: string;
}

const Register = ({
  t,
  entry,
  callback,
  sandbox,
}: Pick<AdminProviderProps, "t" | "entry" | "callback" | "sandbox">) => {
  const text = t.admin.provider;
  return (
    <Card
      id="register"
      title={text.register}
      lead={<Fill text={text.registerLead} values={{ provider: <Said>{entry.name}</Said> }} />}
    >
      <div class="stack">
        {entry.status !== "live" && (
          <Notice kind={entry.status === "closed" ? "warning" : "info"}>{text.statuses[entry.status]}</Notice>
        )}
        {entry.note !== null && <Notice kind="info">{entry.note}</Notice>}
        {sandbox && <Notice kind="warning">{text.sandboxNote}</Notice>}
        <div class="field">
          <p class="label">{text.callback}</p>
          <Copyable t={t} id="callback" name={text.callback} value={callback} />
        </div>
        <p class="row">
          {entry.register !== null && (
            <ExternalLink href={entry.register} hint={t.common.newTab}>
              <Fill text={text.registerLink} values={{ provider: <Said>{entry.name}</Said> }} />
            </ExternalLink>
          )}
          {entry.docs !== null && (
            <ExternalLink href={entry.docs} hint={t.common.newTab}>
              {text.docsLink}
            </ExternalLink>
          )}
        </p>
        {entry.known !== null && <p class="small muted">{text.known(entry.known.sources, entry.known.date)}</p>}
      </div>
    </Card>
  );
};

type SettingProps = Pick<AdminProviderProps, "t" | "values" | "fieldErrors"> & { readonly setting: ProviderSetting };

/** What the entry says of a setting, with the name that it has on the page which many know it by. */
const hintOf = (t: Text, { help, pageName, perSignIn }: ProviderSetting): string | undefined => {
  const text = t.admin.provider;
  const parts = [help, perSignIn ? text.perSignIn : null, pageName === null ? null : text.pageName(pageName)];
  return parts.filter((part) => part !== null).join(" ") || undefined;
};

const SettingField = ({ t, values, fieldErrors, setting }: SettingProps) => {
  const name = `settings.${setting.key}`;
  const field = {
    t,
    name,
    label: setting.label,
    hint: hintOf(t, setting),
    error: fieldErrors[name],
    value:
      (Object.hasOwn(values.settings, setting.key) ? values.settings[setting.key] : undefined) ?? setting.default ?? "",
    optional: !setting.required,
  };
  if (setting.type === "secret") {
    const kept = values.secretSettings.includes(setting.key);
    const hint = kept ? t.admin.provider.secretKept : field.hint;
    return <SecretArea {...field} hint={hint} optional={field.optional || kept} />;
  }
  return setting.type === "choice" ? (
    <SelectField
      {...field}
      choices={[
        ...(setting.perSignIn ? [{ value: "", label: t.common.none }] : []),
        ...setting.choices.map((value) => ({ value, label: value })),
      ]}
    />
  ) : (
    <TextField {...field} type={setting.type === "url" ? "url" : "text"} autocomplete="off" />
  );
};

const Credentials = ({
  t,
  entry,
  values,
  fieldErrors,
}: Pick<AdminProviderProps, "t" | "entry" | "values" | "fieldErrors">) => {
  const text = t.admin.provider;
  return (
    <div class="stack">
      <TextField
        t={t}
        name="clientId"
        label={text.clientId}
        value={values.clientId}
        error={fieldErrors["clientId"]}
        hint={entry.needsClientId ? undefined : text.noClientId}
        optional={!entry.needsClientId}
        autocomplete="off"
      />
      <SecretArea
        t={t}
        name="clientSecret"
        label={text.clientSecret}
        hint={values.clientSecretSet ? text.secretKept : undefined}
        error={fieldErrors["clientSecret"]}
        optional
      />
    </div>
  );
};

export const AdminProviderPage = (props: AdminProviderProps) => {
  const { t, csrf, entry, existing, callback, sandbox, values, fieldErrors, linkingHref, action } = props;
  const text = t.admin.provider;
  const name = <Said>{existing?.name ?? entry.name}</Said>;
  return (
    <AdminFrame
      page={props}
      section="providers"
      title={existing?.name ?? text.addTitlePlain(entry.name)}
      heading={existing ? name : <Fill text={text.addTitle} values={{ provider: name }} />}
      before={<ProviderMark name={existing?.name ?? entry.name} colour={entry.colour} entry={entry.id} />}
      headAction={sandbox && <SandboxBadge t={t} />}
      below
      copies
    >
      <Register t={t} entry={entry} callback={callback} sandbox={sandbox} />
      <PostForm action={action} csrf={csrf} class="cards">
        <Card id="credentials" title={text.credentials}>
          <Credentials t={t} entry={entry} values={values} fieldErrors={fieldErrors} />
        </Card>
        {entry.settings.length > 0 && (
          <Card id="settings" title={text.settings}>
            <div class="stack">
              {entry.settings.map((setting) => (
                <SettingField t={t} values={values} fieldErrors={fieldErrors} setting={setting} />
              ))}
            </div>
          </Card>
        )}
        <Card id="behaviour" title={text.behaviour}>
          <Behaviour
            t={t}
            usualScope={entry.scope}
            values={values}
            fieldErrors={fieldErrors}
            linkingHref={linkingHref}
          />
        </Card>
        <div class="form-end">
          <Button kind="primary">{existing ? t.common.save : text.submitAdd}</Button>
        </div>
      </PostForm>
      {existing && existing.rules.applications.length > 0 && (
        <ProviderRulesCard t={t} csrf={csrf} rules={existing.rules} />
      )}
      {existing && (
        <RemoveCard
          t={t}
          csrf={csrf}
          text={text}
          title={<Fill text={text.removeTitle} values={{ provider: name }} />}
          body={text.removeBody(existing.links)}
          action={existing.removeAction}
        />
      )}
    </AdminFrame>
  );
};
