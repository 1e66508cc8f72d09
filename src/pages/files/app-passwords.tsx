/**
 * App passwords for WebDAV: made, shown once, revoked. Fields: `name`, `access` (`read` or `write`), `path`, `expires_in` (seconds);
 * hidden: `csrf`, and `id` where one is revoked.
 */
import { Button } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { OneOf } from "../parts/choice.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { Copyable } from "../parts/copyable.tsx";
import { Fact, Facts } from "../parts/facts.tsx";
import { type FieldErrors, SelectField, TextField } from "../parts/field.tsx";
import { Fill } from "../parts/fill.tsx";
import { PostForm } from "../parts/form.tsx";
import { Notice } from "../parts/notice.tsx";
import { Code, Named, Said } from "../parts/said.tsx";
import { Time } from "../parts/time.tsx";
import type { Text } from "../text/index.ts";

export interface AppPasswordRow {
  readonly id: string;
  readonly name: string;
  readonly access: "read" | "write";
  readonly path: string;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly expiresAt: number | null;
}

export interface AppPasswordsProps {
  readonly t: Text;
  readonly csrf: string;
  /** Unix seconds. */
  readonly now: number;
  /** What a program is told to mount. */
  readonly davAddress: string;
  /** The name that goes with the password. */
  readonly davUsername: string;
  /** Whether the bits let this person use WebDAV. */
  readonly isAllowed: boolean;
  /** Just made: shown this once. */
  readonly made: { readonly name: string; readonly value: string } | null;
  readonly rows: readonly AppPasswordRow[];
  readonly createAction: string;
  readonly revokeAction: string;
  readonly fieldErrors: FieldErrors<"username" | "password" | "name" | "path">;
}

const days = [0, 30, 90, 365] as const;

const Made = ({ t, made }: Pick<AppPasswordsProps, "t"> & { readonly made: { name: string; value: string } }) => (
  <Notice kind="success" title={t.files.appPasswords.madeTitle}>
    <Fill text={t.files.appPasswords.made} values={{ name: <Named>{made.name}</Named> }} />
    <Copyable t={t} id="app-password" name={t.files.appPasswords.title} value={made.value} />
  </Notice>
);

const New = ({ t, csrf, createAction, fieldErrors }: AppPasswordsProps) => {
  const text = t.files.appPasswords;
  return (
    <details class="fold-form" open={Object.keys(fieldErrors).length > 0}>
      <summary>{text.make}</summary>
      <PostForm action={createAction} csrf={csrf} class="stack">
        <TextField
          t={t}
          name="name"
          label={text.name}
          hint={text.nameHint}
          error={fieldErrors.name}
          autocomplete="off"
          prose
        />
        <OneOf
          t={t}
          legend={text.access}
          name="access"
          value="read"
          choices={[
            { value: "read", label: text.read },
            { value: "write", label: text.write },
          ]}
        />
        <TextField
          t={t}
          name="path"
          label={text.path}
          hint={text.pathHint}
          value="/"
          error={fieldErrors.path}
          autocomplete="off"
        />
        <SelectField
          t={t}
          name="expires_in"
          label={text.expires}
          value="0"
          choices={days.map((n) => ({ value: String(n * 86_400), label: n === 0 ? t.common.never : text.days(n) }))}
        />
        <Button kind="primary">{text.make}</Button>
      </PostForm>
    </details>
  );
};

const Row = ({ t, csrf, now, row, revokeAction }: AppPasswordsProps & { readonly row: AppPasswordRow }) => {
  const text = t.files.appPasswords;
  return (
    <li class="item">
      <div class="item-head">
        <div class="item-words">
          <p>
            <Said>{row.name}</Said>
          </p>
          <p class="small muted">
            {row.access === "read" ? text.read : text.write} · <Code>{row.path}</Code>
          </p>
          <p class="small muted">
            {text.lastUsed} <Time t={t} at={row.lastUsedAt} now={now} /> · {text.expires}{" "}
            <Time t={t} at={row.expiresAt} now={now} />
          </p>
        </div>
        <span class="item-end">
          <Confirm
            t={t}
            id={`revoke-${row.id}`}
            label={text.revoke}
            fullLabel={`${text.revoke}: ${row.name}`}
            title={<Fill text={text.revokeTitle} values={{ name: <Named>{row.name}</Named> }} />}
            body={text.revokeBody}
            action={revokeAction}
            csrf={csrf}
            hidden={{ id: row.id }}
            small
          />
        </span>
      </div>
    </li>
  );
};

export const AppPasswords = (props: AppPasswordsProps) => {
  const { t, davAddress, davUsername, isAllowed, made, rows } = props;
  const text = t.files.appPasswords;
  return (
    <Card id="app-passwords" title={text.title} lead={text.lead}>
      {made !== null && <Made t={t} made={made} />}
      {isAllowed ? (
        <>
          <Facts>
            <Fact name={text.address}>
              <Copyable t={t} id="dav-address" name={text.address} value={davAddress} />
            </Fact>
            <Fact name={t.fields.username}>
              <Copyable t={t} id="dav-username" name={t.fields.username} value={davUsername} />
            </Fact>
          </Facts>
          <New {...props} />
        </>
      ) : (
        <p class="muted">{text.notAllowed}</p>
      )}
      {rows.length > 0 && (
        <ul class="items">
          {rows.map((row) => (
            <Row {...props} row={row} />
          ))}
        </ul>
      )}
    </Card>
  );
};
