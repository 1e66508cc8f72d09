/**
 * Personal access tokens: those there are, and a new one. The value of a new one is shown on the answer to the form that made it,
 * and never again. Fields: `name`, `scopes` (repeated), `days`; of the removal `token`; hidden: `csrf`.
 */
import { Badge } from "../../parts/badge.tsx";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { OneOf, SomeOf } from "../../parts/choice.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { Copyable } from "../../parts/copyable.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Fact, Facts } from "../../parts/facts.tsx";
import { type FieldErrors, TextField } from "../../parts/field.tsx";
import { PostForm } from "../../parts/form.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Code } from "../../parts/said.tsx";
import { Time } from "../../parts/time.tsx";
import type { Text } from "../../text/index.ts";
import { AccountFrame, type AccountPageProps } from "./frame.tsx";

export type TokenScope = keyof Text["account"]["tokens"]["scopes"];

export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  /** Unix seconds, as all that follow. */
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly lastUsedAt: number | null;
}

export interface AccountTokensProps extends AccountPageProps {
  /** Unix seconds. */
  readonly now: number;
  readonly tokens: readonly TokenRow[];
  /** Scopes that the person may choose, and lives in days. */
  readonly scopes: readonly TokenScope[];
  readonly days: readonly number[];
  /** What was typed, where the form is shown again. */
  readonly values: { readonly name: string; readonly scopes: readonly string[]; readonly days: string };
  readonly fieldErrors: FieldErrors<"name" | "scopes" | "days">;
  /** The value of the token that was just made. */
  readonly shownOnce: string | null;
  readonly createAction: string;
  readonly removeAction: string;
}

type ItemProps = Pick<AccountTokensProps, "t" | "csrf" | "now" | "removeAction"> & { readonly token: TokenRow };

const Token = ({ t, csrf, now, removeAction, token }: ItemProps) => {
  const text = t.account.tokens;
  return (
    <li class="item">
      <div class="item-head">
        <span class="item-icon">
          <Icon name="key" />
        </span>
        <h3>{token.name}</h3>
        {token.expiresAt <= now && <Badge kind="warning">{text.expired}</Badge>}
        <div class="item-end">
          <Confirm
            t={t}
            id={`remove-${token.id}`}
            label={text.remove}
            fullLabel={`${text.remove}: ${token.name}`}
            title={text.removeTitle}
            body={text.removeBody}
            action={removeAction}
            csrf={csrf}
            hidden={{ token: token.id }}
            small
          />
        </div>
      </div>
      <Facts>
        <Fact name={text.may}>
          <ul class="plain-list">
            {token.scopes.map((scope) => (
              <li>
                <Code>{scope}</Code>
              </li>
            ))}
          </ul>
        </Fact>
        <Fact name={text.created}>
          <Time t={t} at={token.createdAt} now={now} />
        </Fact>
        <Fact name={text.expires}>
          <Time t={t} at={token.expiresAt} now={now} />
        </Fact>
        <Fact name={text.lastUsed}>
          {token.lastUsedAt === null ? text.never : <Time t={t} at={token.lastUsedAt} now={now} />}
        </Fact>
      </Facts>
    </li>
  );
};

const NewToken = (props: AccountTokensProps) => {
  const { t, csrf, scopes, days, values, fieldErrors, createAction } = props;
  const text = t.account.tokens;
  return (
    <Card id="new-token" title={text.create} lead={text.createLead}>
      <PostForm action={createAction} csrf={csrf} class="stack">
        <TextField
          t={t}
          label={text.name}
          name="name"
          value={values.name}
          autocomplete="off"
          prose
          hint={text.nameHint}
          error={fieldErrors.name}
        />
        <SomeOf
          t={t}
          legend={text.may}
          name="scopes"
          values={values.scopes}
          choices={scopes.map((scope) => ({ value: scope, label: scope, hint: text.scopes[scope] }))}
          error={fieldErrors.scopes}
        />
        <OneOf
          t={t}
          legend={text.lives}
          name="days"
          value={values.days}
          choices={days.map((each) => ({ value: String(each), label: text.days(each) }))}
          error={fieldErrors.days}
        />
        <Button kind="primary">{text.create}</Button>
      </PostForm>
    </Card>
  );
};

export const AccountTokensPage = (props: AccountTokensProps) => {
  const { t, csrf, now, tokens, shownOnce, removeAction } = props;
  const text = t.account.tokens;
  return (
    <AccountFrame page={props} section="tokens" title={text.title} lead={text.lead} copies={shownOnce !== null}>
      {shownOnce !== null && (
        <Card id="made" title={text.made}>
          <Notice kind="warning" title={text.onceTitle}>
            {text.once}
          </Notice>
          <Copyable t={t} id="token-value" name={text.value} value={shownOnce} />
        </Card>
      )}
      <Card id="tokens" title={text.yours}>
        {tokens.length === 0 ? (
          <Empty icon="key" title={text.none} hint={text.noneHint} />
        ) : (
          <ul class="items">
            {tokens.map((token) => (
              <Token t={t} csrf={csrf} now={now} removeAction={removeAction} token={token} />
            ))}
          </ul>
        )}
      </Card>
      <NewToken {...props} />
    </AccountFrame>
  );
};
