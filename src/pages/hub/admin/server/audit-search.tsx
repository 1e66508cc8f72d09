/**
 * Searching the audit log and taking it along. A search is an address (GET): `action`, `by`, `on`, `application`, `address`,
 * `request`, `from`, `to`. Taking along posts the same fields, hidden, and `format`; how long the log is kept is `retention_days`.
 */
import { Button } from "../../../parts/button.tsx";
import { Card } from "../../../parts/card.tsx";
import { type FieldErrors, SelectField, TextField } from "../../../parts/field.tsx";
import { PostForm } from "../../../parts/form.tsx";
import { formAction, safeHref } from "../../../parts/href.ts";
import type { Text } from "../../../text/index.ts";

/** What is searched by, as it was typed. */
export interface AuditSearchValues {
  readonly action: string;
  readonly by: string;
  readonly on: string;
  readonly application: string;
  readonly address: string;
  readonly request: string;
  readonly from: string;
  readonly to: string;
}

export interface AuditSearchProps {
  readonly t: Text;
  readonly values: AuditSearchValues;
  readonly errors: FieldErrors<keyof AuditSearchValues>;
  /** Every event's code. */
  readonly actions: readonly string[];
  readonly action: string;
}

const isNarrowed = (values: AuditSearchValues): boolean => Object.values(values).some((value) => value !== "");

export const AuditSearch = ({ t, values, errors, actions, action }: AuditSearchProps) => {
  const text = t.console.auditSearch;
  const field = (name: Exclude<keyof AuditSearchValues, "action">, hint?: string) => (
    <TextField
      t={t}
      name={name}
      label={text[name]}
      hint={hint}
      value={values[name]}
      error={errors[name]}
      autocomplete="off"
      optional
    />
  );
  return (
    <details class="card fold" id="search" open={isNarrowed(values)}>
      <summary class="card-head">
        <span class="fold-words">
          <h2>{text.title}</h2>
        </span>
      </summary>
      <div class="card-body">
        <search>
          <form method="get" action={formAction(action)} class="filters filters-high">
            <SelectField
              t={t}
              name="action"
              label={text.action}
              value={values.action}
              choices={[{ value: "", label: text.anyAction }, ...actions.map((each) => ({ value: each, label: each }))]}
            />
            {field("by", text.byHint)}
            {field("on", text.onHint)}
            {field("application", text.applicationHint)}
            {field("from", text.fromHint)}
            {field("to")}
            {field("address")}
            {field("request")}
            <div class="row row-near">
              <Button kind="primary">{t.common.search}</Button>
              {isNarrowed(values) && (
                <a class="button button-quiet" href={safeHref(action)}>
                  <span>{t.common.clear}</span>
                </a>
              )}
            </div>
          </form>
        </search>
      </div>
    </details>
  );
};

interface TakeAlongProps {
  readonly t: Text;
  readonly csrf: string;
  readonly values: AuditSearchValues;
  readonly action: string;
}

export const TakeAlong = ({ t, csrf, values, action }: TakeAlongProps) => {
  const text = t.console.auditSearch;
  return (
    <Card id="take" title={text.take} lead={text.takeLead}>
      <PostForm action={action} csrf={csrf} hidden={{ ...values }} class="row">
        <Button icon="download" name="format" value="csv">
          {text.csv}
        </Button>
        <Button icon="download" name="format" value="jsonl">
          {text.jsonl}
        </Button>
      </PostForm>
    </Card>
  );
};

export interface RetentionProps {
  readonly t: Text;
  readonly csrf: string;
  /** Digits, what was typed instead of them, or nothing for ever. */
  readonly days: string;
  readonly error: FieldErrors<"retention_days">["retention_days"];
  readonly action: string;
}

export const Retention = ({ t, csrf, days, error, action }: RetentionProps) => {
  const text = t.console.auditSearch;
  return (
    <Card id="kept" title={text.kept} lead={text.keptLead}>
      <PostForm action={action} csrf={csrf} class="stack">
        <TextField
          t={t}
          name="retention_days"
          label={text.keptDays}
          hint={text.keptHint}
          value={days}
          error={error}
          inputmode="numeric"
          autocomplete="off"
          optional
        />
        <div class="form-end">
          <Button>{t.common.save}</Button>
        </div>
      </PostForm>
    </Card>
  );
};
