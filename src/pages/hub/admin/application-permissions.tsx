/** What one application may do with the API besides signing people in: a form of its own, with the field `permissions`, repeated. */
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { SomeOf } from "../../parts/choice.tsx";
import { PostForm } from "../../parts/form.tsx";
import type { Text } from "../../text/index.ts";

export interface ShownPermissions {
  /** Everything that there is; null for an application that can't keep a secret, which may have none. */
  readonly choices: readonly string[] | null;
  readonly given: readonly string[];
  readonly action: string;
}

interface PermissionsProps {
  readonly t: Text;
  readonly csrf: string;
  readonly permissions: ShownPermissions;
}

const wordsOf = (t: Text, permission: string): string => {
  const words: Readonly<Record<string, string>> = t.account.tokens.scopes;
  return permission === "management" ? t.console.permissions.management : (words[permission] ?? permission);
};

export const ApplicationPermissions = ({ t, csrf, permissions: { choices, given, action } }: PermissionsProps) => {
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
          <Button>{t.common.save}</Button>
        </div>
      </PostForm>
    </Card>
  );
};
