/**
 * What administrators choose, by AList's keys, a card a group. A field has the name of its key; secrets are never shown and stay as
 * they are where nothing is typed; the default permission is a number and a box for each bit, and what was changed counts.
 */
import { Button, ButtonLink } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Switch } from "../parts/choice.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { Copyable } from "../parts/copyable.tsx";
import { type FieldErrors, SelectField, TextArea, TextField } from "../parts/field.tsx";
import { PostForm } from "../parts/form.tsx";
import { Notice } from "../parts/notice.tsx";
import type { Text } from "../text/index.ts";
import { FilesFrame, type FilesPageProps } from "./frame.tsx";
import { PermissionBoxes } from "./permission-boxes.tsx";

export type SettingKey = keyof Text["files"]["settings"]["labels"];
export type SettingGroup = keyof Text["files"]["settings"]["types"];

export interface SettingField {
  readonly key: SettingKey;
  readonly type: "string" | "number" | "bool" | "text" | "select" | "secret";
  readonly value: string;
  readonly options: readonly string[];
  readonly hint: string | null;
}

export interface SettingsProps extends FilesPageProps {
  readonly groups: readonly { readonly id: SettingGroup; readonly fields: readonly SettingField[] }[];
  readonly fieldErrors: FieldErrors<SettingKey>;
  readonly action: string;
  readonly resetTokenAction: string;
  /** Just made: shown this once. */
  readonly newToken: string | null;
  /** Addresses that have to be registered at the platform. */
  readonly callbacks: readonly string[];
  /** Every platform, those beside the one of the settings too. */
  readonly platformsHref: string;
}

const Field = ({ t, field, fieldErrors }: Pick<SettingsProps, "t" | "fieldErrors"> & { field: SettingField }) => {
  const { key, type, value, options } = field;
  const label = t.files.settings.labels[key];
  const hint = field.hint ?? undefined;
  const error = fieldErrors[key];
  if (type === "bool") return <Switch name={key} label={label} on={value === "true"} />;
  if (type === "text")
    return <TextArea t={t} name={key} label={label} value={value} rows={3} hint={hint} error={error} optional />;
  if (type === "select")
    return (
      <SelectField
        t={t}
        name={key}
        label={label}
        value={value}
        error={error}
        choices={options.map((option) => ({ value: option, label: option === "" ? t.common.none : option }))}
      />
    );
  return (
    <>
      <TextField
        t={t}
        name={key}
        type={type === "secret" ? "password" : type === "number" ? "number" : "text"}
        label={label}
        value={value}
        hint={type === "secret" ? t.files.settings.secretKept : hint}
        error={error}
        autocomplete={type === "secret" ? "new-password" : "off"}
        optional
      />
      {key === "sso_default_permission" && (
        <PermissionBoxes
          t={t}
          legend={t.files.settings.sameAsBoxes}
          permission={Number(value) || 0}
          sumField="sso_default_permission"
        />
      )}
    </>
  );
};

export const SettingsPage = (props: SettingsProps) => {
  const { t, assets, csrf, groups, fieldErrors, action, resetTokenAction, newToken, callbacks, platformsHref } = props;
  const text = t.files.settings;
  const hasSum = groups.some(({ fields }) => fields.some(({ key }) => key === "sso_default_permission"));
  return (
    <FilesFrame
      page={props}
      section="settings"
      title={text.title}
      lead={text.lead}
      headAction={<ButtonLink href={platformsHref}>{t.files.platforms.title}</ButtonLink>}
      {...(hasSum ? { script: assets.permissionSumScript } : {})}
    >
      {groups.map(({ id, fields }) => (
        <Card id={`group-${id}`} title={text.types[id]} lead={text.typeHints[id]}>
          <PostForm action={action} csrf={csrf} hidden={{ group: id }} class="stack">
            {fields.map((field) => (
              <Field t={t} field={field} fieldErrors={fieldErrors} />
            ))}
            {id === "sso" && callbacks.length > 0 && (
              <div class="field">
                <p class="label">{text.callbacks}</p>
                {callbacks.map((address) => (
                  <code class="code" dir="ltr">
                    {address}
                  </code>
                ))}
              </div>
            )}
            <Button kind="primary">{t.common.save}</Button>
          </PostForm>
        </Card>
      ))}
      <Card id="token" title={text.token} lead={text.tokenLead}>
        {newToken !== null && (
          <Notice kind="success" title={text.tokenMade}>
            <Copyable t={t} id="new-token" name={text.token} value={newToken} />
          </Notice>
        )}
        <div class="row">
          <Confirm
            t={t}
            id="reset-token"
            label={text.resetToken}
            title={text.resetToken}
            body={text.resetTokenBody}
            action={resetTokenAction}
            csrf={csrf}
          />
        </div>
      </Card>
    </FilesFrame>
  );
};
