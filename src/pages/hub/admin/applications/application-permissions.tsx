/** What one application may do with the API besides signing people in: field `permissions`, repeated; hidden: `csrf`. */
import { Button } from "../../../parts/button.tsx";
import { Card } from "../../../parts/card.tsx";
import { SomeOf } from "../../../parts/choice.tsx";
import { PostForm } from "../../../parts/form.tsx";
import { Said } from "../../../parts/said.tsx";
import { ApplicationTile } from "../../../parts/tile.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";

export interface AdminPermissionsProps extends AdminPageProps {
  readonly application: { readonly name: string; readonly logo: string | null; readonly href: string };
  /** Everything that there is; null for an application that can't keep a secret, which may have none. */
  readonly choices: readonly string[] | null;
  readonly given: readonly string[];
  readonly action: string;
}

const wordsOf = (t: Text, permission: string): string => {
  const words: Readonly<Record<string, string>> = t.account.tokens.scopes;
  return permission === "management" ? t.console.permissions.management : (words[permission] ?? permission);
};

const Choices = ({ t, csrf, choices, given, action }: AdminPermissionsProps) => {
  const text = t.console.permissions;
  if (choices === null) return <Card id="permissions" title={text.title} lead={text.publicClient} />;
  return (
    <Card id="permissions" title={text.title} lead={text.lead}>
      <PostForm action={action} csrf={csrf} class="stack">
        <SomeOf
          t={t}
          legend={text.legend}
          name="permissions"
          choices={choices.map((value) => ({ value, label: value, hint: wordsOf(t, value) }))}
          values={given}
        />
        <div class="form-end">
          <Button kind="primary">{t.common.save}</Button>
        </div>
      </PostForm>
    </Card>
  );
};

export const AdminPermissionsPage = (props: AdminPermissionsProps) => (
  <AdminFrame
    page={props}
    section="applications"
    title={props.t.console.permissions.title}
    heading={<Said>{props.application.name}</Said>}
    before={<ApplicationTile name={props.application.name} logo={props.application.logo} large />}
    below={{ title: <Said>{props.application.name}</Said>, href: props.application.href }}
  >
    <Choices {...props} />
  </AdminFrame>
);
