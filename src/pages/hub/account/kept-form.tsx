/** A form that came when the sign-in was no longer fresh: looked at, and sent again, or dropped. */
import type { PageProps } from "../../layout.tsx";
import { Button, ButtonLink } from "../../parts/button.tsx";
import { DoorFrame, DoorTitle } from "../../parts/door-frame.tsx";
import { PostForm } from "../../parts/form.tsx";
import { Code } from "../../parts/said.tsx";

export interface KeptFormProps extends PageProps {
  /** Where the form goes, and the page that it stood on: own paths. */
  readonly action: string;
  readonly backHref: string;
  readonly fields: readonly (readonly [string, string])[];
  readonly csrf: string;
}

export const KeptFormPage = ({ t, assets, action, backHref, fields, csrf }: KeptFormProps) => {
  const text = t.keptForm;
  return (
    <DoorFrame t={t} assets={assets} title={text.title}>
      <DoorTitle title={text.title} lead={text.lead} />
      <p class="small muted">
        {text.from} <Code>{backHref}</Code>
      </p>
      <PostForm action={action} csrf={csrf} class="stack">
        {fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <Button kind="primary" wide>
          {text.send}
        </Button>
      </PostForm>
      <ButtonLink href={backHref} kind="quiet" wide>
        {text.back}
      </ButtonLink>
    </DoorFrame>
  );
};
