/**
 * Applications that nobody sets up by hand: who may register (RFC 7591), whose documents are taken, and the initial access
 * tokens. Fields: `mode`, `resources`, `metadata_hosts` (one a line), `unused_days`, `most_unused`; for a token `token_name`, `token_uses`, `token_days`; the
 * form that ends one has `token` hidden. A token is shown once, on the answer to the form that made it.
 */
import { Button, ButtonLink } from "../../../parts/button.tsx";
import { Card } from "../../../parts/card.tsx";
import { OneOf } from "../../../parts/choice.tsx";
import { Confirm } from "../../../parts/confirm.tsx";
import { Copyable } from "../../../parts/copyable.tsx";
import { type FieldErrors, TextArea, TextField } from "../../../parts/field.tsx";
import { Fill } from "../../../parts/fill.tsx";
import { PostForm } from "../../../parts/form.tsx";
import { Notice } from "../../../parts/notice.tsx";
import { Said } from "../../../parts/said.tsx";
import { type Column, Table } from "../../../parts/table.tsx";
import { Time } from "../../../parts/time.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";

export type RegistrationMode = keyof Text["admin"]["registration"]["modes"];

/** What the forms show: the stored values, or what was sent and refused. */
export interface RegistrationValues {
  readonly mode: RegistrationMode;
  /** One a line. */
  readonly resources: string;
  /** One a line. */
  readonly metadata_hosts: string;
  /** Digits, or what was typed instead of them. */
  readonly unused_days: string;
  readonly most_unused: string;
  readonly token_name: string;
  /** Digits, or what was typed instead of them. */
  readonly token_uses: string;
  readonly token_days: string;
}

export interface RegistrationTokenRow {
  readonly id: string;
  readonly name: string;
  readonly uses: number;
  readonly mostUses: number;
  /** Unix seconds. */
  readonly expiresAt: number;
}

export interface AdminRegistrationProps extends AdminPageProps {
  /** Unix seconds. */
  readonly now: number;
  readonly values: RegistrationValues;
  readonly fieldErrors: FieldErrors<keyof RegistrationValues>;
  readonly tokens: readonly RegistrationTokenRow[];
  /** A token that was made just now. */
  readonly fresh: string | null;
  readonly action: string;
  readonly createTokenAction: string;
  readonly removeTokenAction: string;
}

const MODES: readonly RegistrationMode[] = ["closed", "token", "open"];

const columnsOf = ({ t, now, csrf, removeTokenAction }: AdminRegistrationProps): Column<RegistrationTokenRow>[] => {
  const text = t.admin.registration;
  return [
    { title: text.tokenName, cell: ({ name }) => <Said>{name}</Said> },
    { title: text.tokenUsed, cell: ({ uses, mostUses }) => text.usedOf(uses, mostUses) },
    { title: text.tokenEnds, cell: ({ expiresAt }) => <Time t={t} at={expiresAt} now={now} /> },
    {
      title: text.tokenRemove,
      unseen: true,
      cell: ({ id, name }) => (
        <Confirm
          t={t}
          id={`remove-${id}`}
          label={text.tokenRemove}
          fullLabel={`${text.tokenRemove}: ${name}`}
          title={<Fill text={text.tokenRemoveTitle} values={{ token: <Said>{name}</Said> }} />}
          body={text.tokenRemoveBody}
          action={removeTokenAction}
          csrf={csrf}
          hidden={{ token: id }}
          small
        />
      ),
    },
  ];
};

const Policy = ({ t, csrf, values, fieldErrors, action }: AdminRegistrationProps) => {
  const text = t.admin.registration;
  return (
    <Card id="policy" title={text.policy}>
      <PostForm action={action} csrf={csrf} class="stack">
        <OneOf
          t={t}
          legend={text.mode}
          name="mode"
          choices={MODES.map((value) => ({ value, label: text.modes[value], hint: text.modeHints[value] }))}
          value={values.mode}
          error={fieldErrors.mode}
        />
        <TextArea
          t={t}
          name="metadata_hosts"
          label={text.hosts}
          hint={text.hostsHint}
          value={values.metadata_hosts}
          error={fieldErrors.metadata_hosts}
          rows={3}
          optional
        />
        <TextArea
          t={t}
          name="resources"
          label={text.resources}
          hint={text.resourcesHint}
          value={values.resources}
          error={fieldErrors.resources}
          rows={3}
          optional
        />
        <TextField
          t={t}
          name="unused_days"
          type="number"
          label={text.unusedDays}
          hint={text.unusedDaysHint}
          value={values.unused_days}
          error={fieldErrors.unused_days}
          autocomplete="off"
          min={1}
          max={3650}
        />
        <TextField
          t={t}
          name="most_unused"
          type="number"
          label={text.mostUnused}
          hint={text.mostUnusedHint}
          value={values.most_unused}
          error={fieldErrors.most_unused}
          autocomplete="off"
          min={1}
          max={100_000}
        />
        <div class="form-end">
          <Button kind="primary">{t.common.save}</Button>
        </div>
      </PostForm>
    </Card>
  );
};

const NewToken = ({ t, csrf, values, fieldErrors, createTokenAction }: AdminRegistrationProps) => {
  const text = t.admin.registration;
  return (
    <PostForm action={createTokenAction} csrf={csrf} class="stack">
      <TextField
        t={t}
        name="token_name"
        label={text.tokenName}
        hint={text.tokenNameHint}
        value={values.token_name}
        error={fieldErrors.token_name}
        autocomplete="off"
        prose
      />
      <TextField
        t={t}
        name="token_uses"
        type="number"
        label={text.tokenUses}
        value={values.token_uses}
        error={fieldErrors.token_uses}
        autocomplete="off"
        min={1}
        max={10_000}
      />
      <TextField
        t={t}
        name="token_days"
        type="number"
        label={text.tokenDays}
        value={values.token_days}
        error={fieldErrors.token_days}
        autocomplete="off"
        min={1}
        max={365}
      />
      <div class="form-end">
        <Button kind="plain">{text.tokenCreate}</Button>
      </div>
    </PostForm>
  );
};

export const AdminRegistrationPage = (props: AdminRegistrationProps) => {
  const { t, tokens, fresh } = props;
  const text = t.admin.registration;
  return (
    <AdminFrame page={props} section="applications" title={text.title} lead={text.lead} below copies={fresh !== null}>
      <Policy {...props} />
      <Card id="tokens" title={text.tokens} lead={text.tokensLead}>
        {fresh !== null && (
          <>
            <Notice kind="warning" title={text.tokenOnceTitle}>
              {text.tokenOnce}
            </Notice>
            <p>
              <Copyable t={t} id="registration-token" name={text.tokens} value={fresh} />
            </p>
          </>
        )}
        {tokens.length > 0 && <Table caption={text.tokens} columns={columnsOf(props)} rows={tokens} />}
        <NewToken {...props} />
      </Card>
    </AdminFrame>
  );
};

/** The way here from the list of applications. */
export const RegistrationLink = ({ t, href }: { readonly t: Text; readonly href: string }) => (
  <Card
    id="registration"
    title={t.admin.registration.title}
    lead={t.admin.registration.lead}
    aside={
      <ButtonLink href={href} kind="plain">
        {t.admin.registration.open}
      </ButtonLink>
    }
  />
);
