/**
 * Where an authorization request ends that can't be sent back to anybody: what the provider objects to, told to the
 * developer.
 */
import { Layout, Mark } from "./layout.tsx";

export interface RefusedProps {
  readonly providerName: string;
  readonly brand: string;
  readonly status: number;
  /** What is objected to, as a code. */
  readonly error: string;
  /** The parameter at fault. */
  readonly parameter: string | undefined;
  readonly detail: string;
  readonly providerHref: string;
}

export const RefusedPage = ({ providerName, brand, status, error, parameter, detail, providerHref }: RefusedProps) => (
  <Layout
    title={`${providerName} refuses this request (sandbox)`}
    band={`This is not ${providerName}. Nothing leaves this machine.`}
    brand={brand}
  >
    <article class="card">
      <Mark name={providerName} brand={brand} />
      <h1>{providerName} would refuse this request</h1>
      <p class="error-code">
        Error {status}: <code>{error}</code>
      </p>
      <p>{detail}</p>
      {parameter === undefined ? null : (
        <p>
          Parameter: <code>{parameter}</code>
        </p>
      )}
      <p class="quiet-text">
        The real provider shows a page like this one and sends nobody back, because it can't trust the address to go
        back to or the request itself. What is registered here stands on{" "}
        <a href={providerHref}>the provider's page of the sandbox</a>.
      </p>
    </article>
  </Layout>
);

export interface LostProps {
  readonly title: string;
  readonly detail: string;
}

/** Nothing of the sandbox is at this address, or it may not be shown. */
export const LostPage = ({ title, detail }: LostProps) => (
  <Layout title={`${title} (sandbox)`} band="Emulated sign-in providers. Nothing leaves this machine.">
    <article class="card">
      <h1>{title}</h1>
      <p>{detail}</p>
      <p>
        <a href="/">All providers of this sandbox</a>
      </p>
    </article>
  </Layout>
);
