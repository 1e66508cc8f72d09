/** Passkeys of one's own: added (`credential`, `name`), renamed (`passkey`, `name`), removed (`passkey`). */
import { Button } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { Empty } from "../parts/empty.tsx";
import { TextField } from "../parts/field.tsx";
import { Fill } from "../parts/fill.tsx";
import { PostForm } from "../parts/form.tsx";
import { Icon } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import { PasskeyForm } from "../parts/passkey-form.tsx";
import { Said } from "../parts/said.tsx";
import { Time } from "../parts/time.tsx";
import type { Text } from "../text/index.ts";

export interface PasskeyRow {
  readonly id: string;
  readonly name: string;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}

export interface PasskeysProps {
  readonly t: Text;
  readonly csrf: string;
  readonly now: number;
  /** Whether they open anything here. */
  readonly isOn: boolean;
  /** Options for `navigator.credentials.create`, as JSON; null where none can be added now. */
  readonly options: string | null;
  readonly rows: readonly PasskeyRow[];
  readonly addAction: string;
  readonly renameAction: string;
  readonly removeAction: string;
}

interface PasskeyHeadProps extends Pick<PasskeysProps, "t" | "csrf" | "now" | "removeAction"> {
  readonly row: PasskeyRow;
  /** What removing it means to whoever looks. */
  readonly removeBody: string;
  readonly hidden?: Readonly<Record<string, string>>;
}

/** What a passkey is, and how it goes. */
export const PasskeyHead = ({ t, csrf, now, removeAction, row, removeBody, hidden }: PasskeyHeadProps) => {
  const text = t.account.passkeys;
  const { id, name, createdAt, lastUsedAt } = row;
  return (
    <div class="item-head">
      <span class="item-icon">
        <Icon name="key" />
      </span>
      <div class="item-words">
        <p>
          <Said>{name}</Said>
        </p>
        <p class="small muted">
          {text.created} <Time t={t} at={createdAt} now={now} /> · {text.lastUsed}{" "}
          {lastUsedAt === null ? text.never : <Time t={t} at={lastUsedAt} now={now} />}
        </p>
      </div>
      <span class="item-end">
        <Confirm
          t={t}
          id={`passkey-remove-${id}`}
          label={text.remove}
          fullLabel={`${text.remove}: ${name}`}
          title={<Fill text={text.removeTitle} values={{ name: <Said>{name}</Said> }} />}
          body={removeBody}
          action={removeAction}
          csrf={csrf}
          hidden={{ ...hidden, passkey: id }}
          small
        />
      </span>
    </div>
  );
};

const Item = ({ renameAction, ...props }: PasskeysProps & { readonly row: PasskeyRow }) => {
  const { t, csrf, row } = props;
  const { id, name } = row;
  const text = t.account.passkeys;
  return (
    <li class="item">
      <PasskeyHead {...props} removeBody={text.removeBody} />
      <details>
        <summary>{text.rename}</summary>
        <PostForm action={renameAction} csrf={csrf} hidden={{ passkey: id }} class="stack">
          <TextField
            t={t}
            id={`passkey-name-${id}`}
            name="name"
            label={text.name}
            value={name}
            autocomplete="off"
            prose
          />
          <Button small label={`${text.rename}: ${name}`}>
            {text.rename}
          </Button>
        </PostForm>
      </details>
    </li>
  );
};

const Add = ({ t, csrf, options, addAction }: PasskeysProps & { readonly options: string }) => {
  const text = t.account.passkeys;
  return (
    <>
      <PasskeyForm does="create" options={options} failed={text.failed} action={addAction} csrf={csrf}>
        <TextField
          t={t}
          id="passkey-name"
          name="name"
          label={text.name}
          hint={text.addLead}
          value={text.suggested}
          autocomplete="off"
          prose
        />
        <Button icon="key">{text.submit}</Button>
      </PasskeyForm>
      <div hidden data-passkey-missing>
        <Notice kind="info">{text.unsupported}</Notice>
      </div>
    </>
  );
};

export const Passkeys = (props: PasskeysProps) => {
  const { t, isOn, options, rows } = props;
  const text = t.account.passkeys;
  return (
    <Card id="passkeys" title={text.title} lead={text.lead}>
      {!isOn && <Notice kind="info">{t.files.profile.passkeysOff}</Notice>}
      {rows.length === 0 ? (
        <Empty icon="key" title={text.none} hint={text.noneHint} />
      ) : (
        <ul class="items">
          {rows.map((row) => (
            <Item {...props} row={row} />
          ))}
        </ul>
      )}
      {options !== null && <Add {...props} options={options} />}
    </Card>
  );
};
