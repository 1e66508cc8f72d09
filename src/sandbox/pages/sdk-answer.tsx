/**
 * The end of a dialog that a provider's script opened: the answer goes to the page that opened it, and the window closes. Where
 * the page is gone, the person closes it.
 */
import { Layout, Mark } from "./layout.tsx";

export interface SdkAnswerProps {
  readonly providerName: string;
  readonly brand: string;
  /** The only origin that may hear the answer. */
  readonly origin: string;
  readonly answer: object;
}

export const SdkAnswerPage = ({ providerName, brand, origin, answer }: SdkAnswerProps) => (
  <Layout title={`${providerName} (sandbox)`} band="Emulated sign-in. Nothing leaves this machine." brand={brand}>
    <header class="provider-head" data-origin={origin} data-answer={JSON.stringify(answer)}>
      <Mark name={providerName} brand={brand} />
      <h1>Back to {new URL(origin).host}</h1>
    </header>
    <p>This window has done its part. It can be closed.</p>
    <script type="module" src="/_sandbox/dialog.js" />
  </Layout>
);
