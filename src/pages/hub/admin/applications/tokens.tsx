/**
 * What an application's tokens would say of somebody. Fields: `person`, `scopes` (repeated); hidden: `csrf`. Also the tables of
 * claims, which the page of a trial shows too.
 */
import { Button } from "../../../parts/button.tsx";
import { Card } from "../../../parts/card.tsx";
import { SomeOf } from "../../../parts/choice.tsx";
import { TextField } from "../../../parts/field.tsx";
import { PostForm } from "../../../parts/form.tsx";
import { Notice } from "../../../parts/notice.tsx";
import { Code, Said } from "../../../parts/said.tsx";
import { Table } from "../../../parts/table.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";

/** The claims of one token; a value that only an issue makes is null. */
export type ShownToken = readonly {
  readonly name: string;
  readonly value: string | null;
  readonly source: string;
}[];

export interface ShownTokens {
  /** Null where there is none. */
  readonly idToken: ShownToken | null;
  readonly accessToken: ShownToken;
  readonly userinfo: ShownToken;
}

export interface TriedApplication {
  readonly name: string;
  readonly href: string;
  /** Where a trial begins; null where it can't be tried. */
  readonly tryAction: string | null;
}

export interface AdminTokensProps extends AdminPageProps {
  readonly application: TriedApplication;
  readonly person: string;
  readonly scopes: readonly string[];
  readonly chosen: readonly string[];
  readonly problem: "unknown" | "not-admitted" | null;
  readonly tokens: ShownTokens | null;
  readonly action: string;
}

/** Longer values are cut: a table is no place for a whole address book. */
const LONGEST = 400;
const brief = (value: string): string => (value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);

const Claims = ({
  t,
  id,
  title,
  claims,
}: {
  readonly t: Text;
  readonly id: string;
  readonly title: string;
  readonly claims: ShownToken;
}) => {
  const text = t.look.tokens;
  return (
    <section class="cards" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <div class="card card-flush">
        <Table
          caption={title}
          columns={[
            { title: text.claim, cell: ({ name }) => <Code>{name}</Code> },
            {
              title: text.value,
              cell: ({ value }) =>
                value === null ? <span class="muted">{text.atIssue}</span> : <Said>{brief(value)}</Said>,
            },
            { title: text.source, cell: ({ source }) => source },
          ]}
          rows={claims}
        />
      </div>
    </section>
  );
};

export const TokenTables = ({ t, tokens }: { readonly t: Text; readonly tokens: ShownTokens }) => {
  const text = t.look.tokens;
  return (
    <div class="cards">
      {tokens.idToken === null ? (
        <Notice kind="info" title={text.idToken}>
          {text.noIdToken}
        </Notice>
      ) : (
        <Claims t={t} id="id-token" title={text.idToken} claims={tokens.idToken} />
      )}
      <Claims t={t} id="access-token" title={text.accessToken} claims={tokens.accessToken} />
      <Claims t={t} id="userinfo" title={text.userinfo} claims={tokens.userinfo} />
    </div>
  );
};

export const TryCard = ({
  t,
  csrf,
  application,
  again = false,
}: {
  readonly t: Text;
  readonly csrf: string;
  readonly application: TriedApplication;
  readonly again?: boolean;
}) => {
  const text = t.look.trial;
  return (
    <Card
      id="try"
      title={text.title}
      lead={application.tryAction === null ? text.notPossible : text.lead}
      aside={
        application.tryAction !== null && (
          <PostForm action={application.tryAction} csrf={csrf}>
            <Button>{again ? text.again : text.begin}</Button>
          </PostForm>
        )
      }
    />
  );
};

export const AdminTokensPage = (props: AdminTokensProps) => {
  const { t, csrf, application, person, scopes, chosen, problem, tokens, action } = props;
  const text = t.look.tokens;
  return (
    <AdminFrame
      page={props}
      section="applications"
      title={text.title}
      lead={text.lead}
      failed={problem !== null}
      below={{ title: <Said>{application.name}</Said>, href: application.href }}
    >
      <Card id="whose" title={text.open}>
        {problem !== null && (
          <Notice kind="error">{problem === "unknown" ? text.unknownPerson : text.notAdmitted}</Notice>
        )}
        <PostForm action={action} csrf={csrf} class="stack">
          <TextField t={t} name="person" label={text.person} hint={text.personHint} value={person} autocomplete="off" />
          <SomeOf
            t={t}
            legend={text.scopes}
            name="scopes"
            choices={scopes.map((scope) => ({ value: scope, label: scope }))}
            values={chosen}
          />
          <div class="form-end">
            <Button kind="primary">{text.show}</Button>
          </div>
        </PostForm>
      </Card>
      {tokens && <TokenTables t={t} tokens={tokens} />}
    </AdminFrame>
  );
};
