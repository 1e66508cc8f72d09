/**
 * What is to be done with what was chosen, asked before it is done. Fields: `to` (a folder's path: move, copy), `new_name`
 * (rename), `replace`; hidden: `csrf`, `dir`, `do`, and `name` once for each.
 */
import { Button, ButtonLink } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Switch } from "../parts/choice.tsx";
import { TextField } from "../parts/field.tsx";
import { PostForm } from "../parts/form.tsx";
import { Said } from "../parts/said.tsx";
import type { Arrangement } from "./entries.tsx";
import { FilesFrame, type FilesPageProps } from "./frame.tsx";

export interface ArrangeProps extends FilesPageProps {
  readonly what: Arrangement;
  readonly dir: string;
  readonly backHref: string;
  readonly names: readonly string[];
  readonly action: string;
  /** Whether this person may put something in the place of something else. */
  readonly canReplace: boolean;
}

export const ArrangePage = (props: ArrangeProps) => {
  const { t, what, dir, backHref, names, action, canReplace, csrf } = props;
  const text = t.files.arrange;
  return (
    <FilesFrame
      page={props}
      section="browse"
      title={text.actions[what]}
      lead={text.leads[what]}
      up={{ title: dir, href: backHref }}
    >
      <Card id="chosen" title={text.chosen(names.length)}>
        <ul class="plain-list">
          {names.map((name) => (
            <li>
              <Said>{name}</Said>
            </li>
          ))}
        </ul>
        <PostForm action={action} csrf={csrf} hidden={{ dir, do: what }} class="stack">
          {names.map((name) => (
            <input type="hidden" name="name" value={name} />
          ))}
          {what === "rename" && (
            <TextField t={t} name="new_name" label={text.newName} value={names[0]} autocomplete="off" prose />
          )}
          {(what === "move" || what === "copy") && (
            <TextField t={t} name="to" label={text.to} hint={text.toHint} value={dir} autocomplete="off" />
          )}
          {what !== "remove" && canReplace && <Switch name="replace" label={text.replace} on={false} />}
          <div class="row row-near">
            <Button kind={what === "remove" ? "danger" : "primary"}>{text.actions[what]}</Button>
            <ButtonLink href={backHref} kind="quiet">
              {t.common.cancel}
            </ButtonLink>
          </div>
        </PostForm>
      </Card>
    </FilesFrame>
  );
};
