/**
 * The way back by a form (OAuth 2.0 Form Post Response Mode 1.0): where a provider lets a script press the button, the
 * person presses it here.
 */
import { Layout, Mark } from "./layout.tsx";

export interface FormBackProps {
  readonly providerName: string;
  readonly brand: string;
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

export const FormBackPage = ({ providerName, brand, action, fields }: FormBackProps) => (
  <Layout title={`${providerName} (sandbox)`} band="Emulated sign-in. Nothing leaves this machine." brand={brand}>
    <header class="provider-head">
      <Mark name={providerName} brand={brand} />
      <h1>Back to {new URL(action).host}</h1>
    </header>
    <form method="post" action={action} id="form-back">
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit" autofocus>
        Continue
      </button>
    </form>
  </Layout>
);
