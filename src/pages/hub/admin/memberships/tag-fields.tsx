/** What groups and roles have in common on their pages: what they are called. Fields: `organization`, `name`, `display_name`, `description`. */
import type { Child } from "hono/jsx";
import { Button } from "../../../parts/button.tsx";
import { Card } from "../../../parts/card.tsx";
import { type Choice, type FieldErrors, SelectField, TextField } from "../../../parts/field.tsx";
import { PostForm } from "../../../parts/form.tsx";
import { Code, Said } from "../../../parts/said.tsx";
import type { Text } from "../../../text/index.ts";

export interface TagValues {
  readonly organization: string;
  readonly name: string;
  readonly display_name: string;
  readonly description: string;
}

interface TagFormProps {
  readonly t: Text;
  readonly csrf: string;
  readonly action: string;
  readonly values: TagValues;
  readonly errors: FieldErrors<string>;
  /** While it is made: the organizations to choose from, where there are several. */
  readonly organizations?: readonly Choice[];
  readonly creating: boolean;
  readonly children?: Child;
}

export const TagForm = ({ t, csrf, action, values, errors, organizations = [], creating, children }: TagFormProps) => {
  const text = t.admin.memberships.tag;
  return (
    <PostForm action={action} csrf={csrf} class="cards">
      <Card id="about" title={text.about} lead={creating ? undefined : text.nameFixed}>
        <div class="stack">
          {creating && organizations.length > 1 && (
            <SelectField
              t={t}
              name="organization"
              label={text.organization}
              choices={organizations}
              value={values.organization}
              error={errors["organization"]}
            />
          )}
          {creating && (
            <TextField
              t={t}
              name="name"
              label={text.name}
              hint={text.nameHint}
              value={values.name}
              error={errors["name"]}
              autocomplete="off"
            />
          )}
          <TextField
            t={t}
            name="display_name"
            label={text.displayName}
            value={values.display_name}
            error={errors["display_name"]}
            autocomplete="off"
            optional
            prose
          />
          <TextField
            t={t}
            name="description"
            label={text.description}
            value={values.description}
            error={errors["description"]}
            autocomplete="off"
            optional
            prose
          />
          {children}
        </div>
      </Card>
      <div class="form-end">
        <Button kind="primary">{creating ? text.submit : t.common.save}</Button>
      </div>
    </PostForm>
  );
};

/** A display name, and the name under it where that is another. */
export const TagName = ({ name, displayName }: { readonly name: string; readonly displayName: string }) => (
  <span class="two-lines">
    <Said>{displayName}</Said>
    {displayName !== name && (
      <span class="small">
        <Code>{name}</Code>
      </span>
    )}
  </span>
);
