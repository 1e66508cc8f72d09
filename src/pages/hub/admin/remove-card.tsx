/** The card at the end of a page by which the thing that it shows is removed, asked once more. Hidden: `csrf`. */
import type { Child } from "hono/jsx";
import { Card } from "../../parts/card.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import type { Text } from "../../text/index.ts";

interface RemoveCardProps {
  readonly t: Text;
  readonly csrf: string;
  readonly text: { readonly remove: string; readonly removeLead: string };
  /** The question. */
  readonly title: Child;
  /** What goes with it. */
  readonly body: string;
  readonly action: string;
}

export const RemoveCard = ({ t, csrf, text, title, body, action }: RemoveCardProps) => (
  <Card
    id="remove"
    title={text.remove}
    lead={text.removeLead}
    danger
    aside={
      <Confirm t={t} id="remove-confirm" label={text.remove} title={title} body={body} action={action} csrf={csrf} />
    }
  />
);
