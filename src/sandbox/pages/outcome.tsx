/**
 * How a sign-in ended that was tried from a provider's page: what an application gets to see.
 */
import { Layout, Mark } from "./layout.tsx";

export interface OutcomeProps {
  readonly providerName: string;
  readonly brand: string;
  readonly providerHref: string;
  readonly againHref: string;
  /** The person as the application gets them, or why it got nobody. */
  readonly outcome:
    | { readonly profile: string; readonly answers: string }
    | { readonly code: string; readonly message: string; readonly cause: string };
}

export const OutcomePage = ({ providerName, brand, providerHref, againHref, outcome }: OutcomeProps) => (
  <Layout
    title={`Tried ${providerName} (sandbox)`}
    band="Emulated sign-in providers. Nothing leaves this machine."
    brand={brand}
  >
    <header class="provider-head">
      <Mark name={providerName} brand={brand} />
      <h1>{"profile" in outcome ? "Signed in" : "Not signed in"}</h1>
    </header>
    {"profile" in outcome ? (
      <section class="outcome" aria-labelledby="profile-title">
        <h2 id="profile-title">What the application knows now</h2>
        <pre tabindex={0}>
          <code>{outcome.profile}</code>
        </pre>
        <details class="sample">
          <summary>The answers of {providerName}</summary>
          <pre tabindex={0}>
            <code>{outcome.answers}</code>
          </pre>
        </details>
      </section>
    ) : (
      <section class="outcome" aria-labelledby="error-title">
        <h2 id="error-title" class="error-code">
          <code>{outcome.code}</code>
        </h2>
        <p>{outcome.message}</p>
        <p class="quiet-text">{outcome.cause}</p>
      </section>
    )}
    <p class="outcome">
      <span>
        <a class="button" href={againHref}>
          Try again
        </a>
      </span>
      <a href={providerHref}>Back to {providerName}</a>
    </p>
  </Layout>
);
