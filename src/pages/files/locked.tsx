/** A folder that asks for its password. Field: `password`; hidden: `csrf`, `next`. */
import { Button } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { TextField } from "../parts/field.tsx";
import { PostForm } from "../parts/form.tsx";
import { FilesFrame, type FilesPageProps } from "./frame.tsx";

export interface LockedProps extends FilesPageProps {
  readonly action: string;
  readonly next: string;
}

export const LockedPage = (props: LockedProps) => {
  const { t, action, next, csrf } = props;
  const text = t.files.locked;
  return (
    <FilesFrame page={props} section="browse" title={text.title} lead={text.lead}>
      <Card id="folder" title={text.password}>
        <PostForm action={action} csrf={csrf} hidden={{ next }} class="stack">
          <TextField t={t} name="password" type="password" label={t.fields.password} autocomplete="off" />
          <Button kind="primary">{text.open}</Button>
        </PostForm>
      </Card>
    </FilesFrame>
  );
};
