/**
 * What each application allows of a provider. Fields: `application` (one for each that is shown), and in `signIn`, `signUp`,
 * `unlink`, `prompted` the applications that are ticked; hidden: `csrf`.
 */
import { Button } from "../../../parts/button.tsx";
import { Card } from "../../../parts/card.tsx";
import { PostForm } from "../../../parts/form.tsx";
import { Said } from "../../../parts/said.tsx";
import { type Column, Table } from "../../../parts/table.tsx";
import type { Text } from "../../../text/index.ts";

export interface ApplicationRule {
  readonly id: string;
  readonly name: string;
  readonly canSignIn: boolean;
  readonly canSignUp: boolean;
  readonly canUnlink: boolean;
  readonly prompted: boolean;
}

export interface ProviderRules {
  readonly action: string;
  readonly applications: readonly ApplicationRule[];
  /** How many applications are not shown. */
  readonly more: number;
}

const boxes = [
  ["signIn", "canSignIn"],
  ["signUp", "canSignUp"],
  ["unlink", "canUnlink"],
  ["prompted", "prompted"],
] as const;

const columnsOf = (t: Text): Column<ApplicationRule>[] => {
  const text = t.admin.providerRules;
  return [
    {
      title: text.application,
      cell: ({ id, name }) => (
        <>
          <input type="hidden" name="application" value={id} />
          <Said>{name}</Said>
        </>
      ),
    },
    ...boxes.map(
      ([field, right]): Column<ApplicationRule> => ({
        title: text[right],
        cell: (rule) => (
          <>
            <input type="checkbox" id={`${field}-${rule.id}`} name={field} value={rule.id} checked={rule[right]} />
            <label class="unseen" for={`${field}-${rule.id}`}>
              <Said>{rule.name}</Said>: {text[right]}
            </label>
          </>
        ),
      }),
    ),
  ];
};

export const ProviderRulesCard = ({
  t,
  csrf,
  rules,
}: {
  readonly t: Text;
  readonly csrf: string;
  readonly rules: ProviderRules;
}) => {
  const text = t.admin.providerRules;
  return (
    <Card id="applications" title={text.title} lead={text.lead}>
      <PostForm action={rules.action} csrf={csrf} class="stack">
        <Table caption={text.title} columns={columnsOf(t)} rows={rules.applications} />
        {rules.more > 0 && <p class="small muted">{text.more(rules.more)}</p>}
        <div class="form-end">
          <Button kind="primary">{t.common.save}</Button>
        </div>
      </PostForm>
    </Card>
  );
};
