/** Recovery codes, on the only page that ever shows them; it is an answer to a form and can't be opened again. */
import type { PageProps } from "../layout.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { Copyable } from "../parts/copyable.tsx";
import { DoorFrame, DoorTitle } from "../parts/door-frame.tsx";
import { Notice } from "../parts/notice.tsx";

export interface RecoveryCodesProps extends PageProps {
  readonly codes: readonly string[];
  /** Where the person goes on, once they have kept them. */
  readonly onHref: string;
}

export const RecoveryCodesPage = ({ t, assets, codes, onHref }: RecoveryCodesProps) => {
  const text = t.recoveryCodes;
  return (
    <DoorFrame t={t} assets={assets} title={text.title} copies>
      <DoorTitle title={text.title} lead={text.lead} />
      <div class="recovery-codes">
        <Copyable t={t} id="recovery-codes" name={text.all} value={codes.join("\n")} />
      </div>
      <Notice kind="warning">{text.keep}</Notice>
      <ButtonLink href={onHref} kind="primary" wide>
        {text.done}
      </ButtonLink>
    </DoorFrame>
  );
};
