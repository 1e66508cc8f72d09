/**
 * One sign-in platform: its registration, how it is offered, and who gets an account through it. Fields have the names of
 * `PlatformValues`, an entry's own settings `settings.<key>`; hidden: `csrf`, and `id` of one that is there or else `entry`. Secrets
 * are never shown and stay as they are where nothing is typed.
 */
import { Button } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Switch } from "../parts/choice.tsx";
import { type FieldErrors, SecretArea, SelectField, TextArea, TextField } from "../parts/field.tsx";
import { PostForm } from "../parts/form.tsx";
import { Notice } from "../parts/notice.tsx";
import { FilesFrame, type FilesPageProps } from "./frame.tsx";
import type { NewcomerPolicy } from "./platforms.tsx";
import { RemoveCard } from "./remove-card.tsx";

export interface EntrySetting {
  readonly key: string;
  readonly label: string;
  readonly help: string | null;
  readonly type: "text" | "url" | "address" | "host" | "choice" | "secret";
  readonly choices: readonly string[];
  readonly required: boolean;
  readonly value: string;
  /** Of a secret: one is stored. */
  readonly isKept: boolean;
}

export interface PlatformValues {
  readonly label: string;
  readonly clientId: string;
  readonly extraScopes: string;
  readonly position: string;
  readonly disabled: boolean;
  readonly autoRegister: NewcomerPolicy;
  readonly defaultDir: string;
  readonly defaultPermission: string;
  /** One a line, as the next two. */
  readonly organizations: string;
  readonly groups: string;
  readonly emailDomains: string;
}

export interface PlatformProps extends FilesPageProps {
  /** Null for a new one. */
  readonly id: string | null;
  readonly entry: { readonly id: string; readonly name: string };
  /** Where the registration is said: here, on the page of settings, or at each start. */
  readonly registeredAt: "here" | "settings" | "start";
  readonly callbacks: readonly string[];
  readonly settings: readonly EntrySetting[];
  readonly hasSecret: boolean;
  readonly values: PlatformValues;
  readonly fieldErrors: FieldErrors<string>;
  readonly platformsHref: string;
  readonly action: string;
  /** Null where it can't be removed. */
  readonly removeAction: string | null;
}

const SettingField = ({
  t,
  setting,
  fieldErrors,
}: Pick<PlatformProps, "t" | "fieldErrors"> & { setting: EntrySetting }) => {
  const { key, label, help, type, choices, required, value, isKept } = setting;
  const field = {
    t,
    name: `settings.${key}`,
    label,
    hint: help ?? undefined,
    error: fieldErrors[key],
    optional: !required || isKept,
  };
  if (type === "secret") return <SecretArea {...field} hint={isKept ? t.files.settings.secretKept : field.hint} />;
  if (type === "choice")
    return (
      <SelectField
        {...field}
        value={value}
        choices={[
          ...(required ? [] : [{ value: "", label: t.common.none }]),
          ...choices.map((choice) => ({ value: choice, label: choice })),
        ]}
      />
    );
  return key === "certificate" ? (
    <TextArea {...field} value={value} rows={4} />
  ) : (
    <TextField {...field} value={value} autocomplete="off" />
  );
};

const Registration = (props: PlatformProps) => {
  const { t, registeredAt, callbacks, settings, hasSecret, values, fieldErrors } = props;
  const text = t.files.platforms;
  return (
    <Card id="registration" title={text.registration}>
      <div class="stack">
        {callbacks.length === 0 ? (
          <p class="small muted">{text.callbacksLater}</p>
        ) : (
          <div class="field">
            <p class="label">{text.callbacks}</p>
            {callbacks.map((address) => (
              <code class="code" dir="ltr">
                {address}
              </code>
            ))}
          </div>
        )}
        {registeredAt === "settings" && <Notice kind="info">{text.fromSettings}</Notice>}
        {registeredAt === "start" && <Notice kind="info">{text.fromStart}</Notice>}
        {registeredAt === "here" && (
          <>
            <TextField
              t={t}
              name="clientId"
              label={t.admin.provider.clientId}
              value={values.clientId}
              error={fieldErrors["clientId"]}
              autocomplete="off"
              optional
            />
            <SecretArea
              t={t}
              name="clientSecret"
              label={t.admin.provider.clientSecret}
              hint={hasSecret ? t.files.settings.secretKept : undefined}
              error={fieldErrors["clientSecret"]}
              optional
            />
            {settings.map((setting) => (
              <SettingField t={t} setting={setting} fieldErrors={fieldErrors} />
            ))}
            <TextField
              t={t}
              name="extraScopes"
              label={text.extraScopes}
              hint={text.extraScopesHint}
              value={values.extraScopes}
              error={fieldErrors["extraScopes"]}
              autocomplete="off"
              optional
            />
          </>
        )}
      </div>
    </Card>
  );
};

const Offer = ({ t, values, fieldErrors }: PlatformProps) => {
  const text = t.files.platforms;
  return (
    <Card id="offer" title={text.offer}>
      <div class="stack">
        <TextField
          t={t}
          name="label"
          label={text.label}
          value={values.label}
          error={fieldErrors["label"]}
          autocomplete="off"
          prose
        />
        <TextField
          t={t}
          name="position"
          type="number"
          label={text.position}
          value={values.position}
          error={fieldErrors["position"]}
          autocomplete="off"
        />
        <Switch name="disabled" label={text.disable} on={values.disabled} />
      </div>
    </Card>
  );
};

const Policy = ({ t, values, fieldErrors }: PlatformProps) => {
  const text = t.files.platforms;
  const list = (name: "organizations" | "groups" | "emailDomains") => (
    <TextArea
      t={t}
      name={name}
      label={text[name]}
      hint={text.oneALine}
      value={values[name]}
      rows={2}
      error={fieldErrors["limits"]}
      optional
    />
  );
  return (
    <Card id="policy" title={text.policy} lead={text.policyLead}>
      <div class="stack">
        <SelectField
          t={t}
          name="autoRegister"
          label={text.autoRegister}
          value={values.autoRegister}
          choices={[
            { value: "asSetting", label: text.policies.asSetting },
            { value: "yes", label: text.policies.yes },
            { value: "no", label: text.policies.no },
          ]}
        />
        <TextField
          t={t}
          name="defaultDir"
          label={text.defaultDir}
          hint={text.defaultDirHint}
          value={values.defaultDir}
          error={fieldErrors["defaultDir"]}
          autocomplete="off"
          optional
        />
        <TextField
          t={t}
          name="defaultPermission"
          type="number"
          label={text.defaultPermission}
          hint={text.defaultPermissionHint}
          value={values.defaultPermission}
          error={fieldErrors["permission"]}
          autocomplete="off"
          optional
        />
        {list("organizations")}
        {list("groups")}
        {list("emailDomains")}
      </div>
    </Card>
  );
};

export const PlatformPage = (props: PlatformProps) => {
  const { t, csrf, id, entry, platformsHref, action, removeAction } = props;
  const text = t.files.platforms;
  return (
    <FilesFrame
      page={props}
      section="settings"
      title={id === null ? t.admin.provider.addTitlePlain(entry.name) : props.values.label || entry.name}
      up={{ title: text.title, href: platformsHref }}
    >
      <PostForm action={action} csrf={csrf} hidden={id === null ? { entry: entry.id } : { id }} class="cards">
        <Registration {...props} />
        <Offer {...props} />
        <Policy {...props} />
        <div class="form-end">
          <Button kind="primary">{id === null ? text.add : t.common.save}</Button>
        </div>
      </PostForm>
      {id !== null && removeAction !== null && (
        <RemoveCard t={t} text={text} action={removeAction} csrf={csrf} id={id} />
      )}
    </FilesFrame>
  );
};
