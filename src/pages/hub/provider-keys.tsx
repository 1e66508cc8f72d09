/**
 * One question before the browser is sent to a provider: where the person is at home there (a shop, a region, an OpenID of
 * their own). The fields are the entry's; the form is sent to the start address, by GET where a sign-in begins.
 */
import type { PageProps } from "../layout.tsx";
import { Button } from "../parts/button.tsx";
import { DoorFrame, DoorTitle } from "../parts/door-frame.tsx";
import { type FieldError, SelectField, TextField } from "../parts/field.tsx";
import { Fill } from "../parts/fill.tsx";
import { PostForm } from "../parts/form.tsx";
import { formAction, safeHref } from "../parts/href.ts";
import { Said } from "../parts/said.tsx";
import { ProviderMark } from "../parts/tile.tsx";

export interface KeyField {
  readonly name: string;
  readonly label: string;
  readonly help: string | null;
  /** Empty where it is text. */
  readonly choices: readonly string[];
  readonly value: string;
  readonly error: FieldError | null;
}

export interface ProviderKeysProps extends PageProps {
  readonly provider: { readonly name: string; readonly colour: string | null; readonly entry?: string };
  readonly fields: readonly KeyField[];
  readonly action: string;
  /** Null for a sign-in, which changes nothing yet and is sent by GET. */
  readonly csrf: string | null;
  readonly hidden: Readonly<Record<string, string | null>>;
  readonly backHref: string;
}

const Field = ({ t, field }: Pick<ProviderKeysProps, "t"> & { readonly field: KeyField }) => {
  const { name, label, help, choices, value, error } = field;
  const shared = { t, name, label, value, hint: help ?? undefined, error: error ?? undefined };
  return choices.length === 0 ? (
    <TextField {...shared} autocomplete="off" />
  ) : (
    <SelectField {...shared} choices={choices.map((choice) => ({ value: choice, label: choice }))} />
  );
};

const Fields = ({ t, fields }: Pick<ProviderKeysProps, "t" | "fields">) => (
  <>
    {fields.map((field) => (
      <Field t={t} field={field} />
    ))}
    <Button kind="primary" wide>
      {t.providerKeys.submit}
    </Button>
  </>
);

export const ProviderKeysPage = (props: ProviderKeysProps) => {
  const { t, assets, provider, fields, action, csrf, hidden, backHref } = props;
  const text = t.providerKeys;
  return (
    <DoorFrame
      t={t}
      assets={assets}
      title={text.title}
      failed={fields.some(({ error }) => error !== null)}
      below={
        <p>
          <a href={safeHref(backHref)}>{text.back}</a>
        </p>
      }
    >
      <DoorTitle
        title={text.title}
        above={<ProviderMark name={provider.name} colour={provider.colour} entry={provider.entry} />}
        lead={<Fill text={text.lead} values={{ provider: <Said>{provider.name}</Said> }} />}
      />
      {csrf === null ? (
        <form method="get" action={formAction(action)} class="stack">
          {Object.entries(hidden).map(
            ([name, value]) => value !== null && <input type="hidden" name={name} value={value} />,
          )}
          <Fields t={t} fields={fields} />
        </form>
      ) : (
        <PostForm action={action} csrf={csrf} hidden={hidden} class="stack">
          <Fields t={t} fields={fields} />
        </PostForm>
      )}
    </DoorFrame>
  );
};
