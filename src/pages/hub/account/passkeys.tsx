/** My passkeys, and the page on which one is added. Fields `passkey`, `name`; hidden: `csrf`, `credential`. */
import { Badge } from "../../parts/badge.tsx";
import { Button, ButtonLink } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Fact, Facts } from "../../parts/facts.tsx";
import { TextField } from "../../parts/field.tsx";
import { Fill } from "../../parts/fill.tsx";
import { PostForm } from "../../parts/form.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Notice } from "../../parts/notice.tsx";
import { PasskeyForm } from "../../parts/passkey-form.tsx";
import { Said } from "../../parts/said.tsx";
import { Time } from "../../parts/time.tsx";
import { AccountFrame, type AccountPageProps } from "./frame.tsx";

export interface PasskeyRow {
  readonly id: string;
  readonly name: string;
  readonly synced: boolean;
  /** Unix seconds. */
  readonly createdAt: number;
  /** Unix seconds, or null. */
  readonly lastUsedAt: number | null;
}

export interface AccountPasskeysProps extends AccountPageProps {
  /** Unix seconds. */
  readonly now: number;
  readonly passkeys: readonly PasskeyRow[];
  readonly addHref: string;
  readonly renameAction: string;
  readonly removeAction: string;
}

type ItemProps = Pick<AccountPasskeysProps, "t" | "csrf" | "now" | "renameAction" | "removeAction"> & {
  readonly passkey: PasskeyRow;
};

const Item = ({ t, csrf, now, renameAction, removeAction, passkey }: ItemProps) => {
  const text = t.account.passkeys;
  return (
    <li class="item">
      <div class="item-head">
        <span class="item-icon">
          <Icon name="key" />
        </span>
        <h3>
          <Said>{passkey.name}</Said>
        </h3>
        <Badge kind="muted">{passkey.synced ? text.synced : text.oneDevice}</Badge>
        <div class="item-end">
          <Confirm
            t={t}
            id={`remove-${passkey.id}`}
            label={text.remove}
            fullLabel={`${text.remove}: ${passkey.name}`}
            title={<Fill text={text.removeTitle} values={{ name: <Said>{passkey.name}</Said> }} />}
            body={text.removeBody}
            action={removeAction}
            csrf={csrf}
            hidden={{ passkey: passkey.id }}
            small
          />
        </div>
      </div>
      <Facts>
        <Fact name={text.created}>
          <Time t={t} at={passkey.createdAt} now={now} />
        </Fact>
        <Fact name={text.lastUsed}>
          {passkey.lastUsedAt === null ? text.never : <Time t={t} at={passkey.lastUsedAt} now={now} />}
        </Fact>
      </Facts>
      <details>
        <summary>{text.rename}</summary>
        <PostForm action={renameAction} csrf={csrf} hidden={{ passkey: passkey.id }} class="stack">
          <TextField
            t={t}
            id={`name-${passkey.id}`}
            name="name"
            label={text.name}
            value={passkey.name}
            autocomplete="off"
            prose
          />
          <Button small label={`${text.rename}: ${passkey.name}`}>
            {text.rename}
          </Button>
        </PostForm>
      </details>
    </li>
  );
};

export const AccountPasskeysPage = (props: AccountPasskeysProps) => {
  const { t, csrf, now, passkeys, addHref, renameAction, removeAction } = props;
  const text = t.account.passkeys;
  return (
    <AccountFrame page={props} section="passkeys" title={text.title} lead={text.lead}>
      <Card
        id="passkeys"
        title={text.yours}
        aside={
          <ButtonLink href={addHref} icon="plus" small>
            {text.add}
          </ButtonLink>
        }
      >
        {passkeys.length === 0 ? (
          <Empty icon="key" title={text.none} hint={text.noneHint} />
        ) : (
          <ul class="items">
            {passkeys.map((passkey) => (
              <Item
                t={t}
                csrf={csrf}
                now={now}
                renameAction={renameAction}
                removeAction={removeAction}
                passkey={passkey}
              />
            ))}
          </ul>
        )}
      </Card>
    </AccountFrame>
  );
};

export interface AccountPasskeyAddProps extends AccountPageProps {
  /** Options for `navigator.credentials.create`, as JSON. */
  readonly options: string;
  /** What was typed in before; empty for a suggestion. */
  readonly name: string;
  readonly action: string;
}

export const AccountPasskeyAddPage = (props: AccountPasskeyAddProps) => {
  const { t, assets, csrf, options, name, action } = props;
  const text = t.account.passkeys;
  return (
    <AccountFrame page={props} section="passkeys" title={text.add} lead={text.addLead} script={assets.passkeyScript}>
      <Card id="passkey" title={text.add}>
        <PasskeyForm does="create" options={options} failed={text.failed} action={action} csrf={csrf}>
          <TextField t={t} name="name" label={text.name} value={name || text.suggested} autocomplete="off" prose />
          <Button kind="primary" icon="key">
            {text.submit}
          </Button>
        </PasskeyForm>
        <div hidden data-passkey-missing>
          <Notice kind="info">{text.unsupported}</Notice>
        </div>
      </Card>
    </AccountFrame>
  );
};
