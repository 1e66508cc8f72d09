/** The card at the end of a page by which the thing that it shows is removed, asked once more. Hidden: `csrf` and `id`. */

import type { PageProps } from "../layout.tsx";
import { Card } from "../parts/card.tsx";
import { Confirm } from "../parts/confirm.tsx";

interface RemoveCardProps extends Pick<PageProps, "t"> {
  readonly text: { readonly remove: string; readonly removeBody: string };
  readonly action: string;
  readonly csrf: string;
  readonly id: string;
}

export const RemoveCard = ({ t, text, action, csrf, id }: RemoveCardProps) => (
  <Card id="danger" title={text.remove} lead={text.removeBody} danger>
    <div class="row">
      <Confirm
        t={t}
        id="remove"
        label={text.remove}
        title={text.remove}
        body={text.removeBody}
        action={action}
        csrf={csrf}
        hidden={{ id }}
      />
    </div>
  </Card>
);
