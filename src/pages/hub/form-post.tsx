/**
 * The answer to a client as a form that the browser posts to it (OAuth 2.0 Form Post Response Mode). A script sends it at once;
 * without scripts the person presses the button. The action is the client's proven redirect URI: the one form of ours that
 * goes elsewhere, and it carries no token of ours.
 */
import { Document, type PageProps } from "../layout.tsx";
import { Button } from "../parts/button.tsx";

export interface FormPostProps extends PageProps {
  readonly action: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

export const FormPostPage = ({ t, assets, action, fields }: FormPostProps) => (
  <Document t={t} assets={assets} title={t.formPost.title} script={assets.submitScript}>
    <main class="door-card card">
      <h1>{t.formPost.title}</h1>
      <form method="post" action={action} class="stack" data-submit-at-once>
        {fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <Button kind="primary" wide>
          {t.formPost.submit}
        </Button>
      </form>
    </main>
  </Document>
);
