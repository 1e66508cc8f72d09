/**
 * One emulated provider, for the developer: credentials, addresses, what it insists on, how it describes people.
 */
import type { SandboxApp } from "../apps.ts";
import type { CheckGroup } from "../checks.ts";
import type { Person } from "../people.ts";
import type { LoggedRequest } from "../request-log.ts";
import { Breakable, Layout, Mark } from "./layout.tsx";
import { RequestTable } from "./request-table.tsx";

export interface Endpoint {
  readonly name: string;
  /** The real address. */
  readonly address: string;
}

export interface Sample {
  readonly person: Person;
  /** What the provider answers about the person: title → JSON text. */
  readonly answers: readonly (readonly [string, string])[];
}

export interface ProviderPageProps {
  readonly id: string;
  readonly name: string;
  readonly brand: string;
  readonly origin: string;
  readonly docs: string | undefined;
  /** Its answers are read from its entry backwards: all of what the entry reads, or as much as can be placed. */
  readonly derived: "no" | "wholly" | "partly";
  /** `null` where the page was not opened on this machine: secrets are not for others. */
  readonly apps: readonly SandboxApp[] | null;
  /** Begins a sign-in that the sandbox itself finishes; `null` where the page was not opened on this machine. */
  readonly tryHref: string | null;
  readonly endpoints: readonly Endpoint[];
  readonly checks: readonly CheckGroup[];
  readonly samples: readonly Sample[];
  readonly requests: readonly LoggedRequest[];
  /** What was wrong with an address that was to be registered. */
  readonly error: string | null;
}

const Application = ({ app, index }: { app: SandboxApp; index: number }) => (
  <article class="card">
    <dl class="facts">
      <dt>Client id</dt>
      <dd>
        <code class="copy">{app.clientId}</code>
      </dd>
      <dt>Client secret</dt>
      <dd>
        <code class="copy">{app.clientSecret}</code>
      </dd>
      <dt>Redirect addresses</dt>
      <dd>
        {app.redirectUris.length === 0 ? <span class="quiet-text">none yet</span> : null}
        {app.redirectUris.map((uri) => (
          <code class="copy">
            <Breakable text={uri} />
          </code>
        ))}
      </dd>
    </dl>
    <form method="post" action={`/_sandbox/providers/${app.providerId}`} class="inline-form">
      <input type="hidden" name="client_id" value={app.clientId} />
      <label for={`redirect-uri-${index}`}>Another redirect address</label>
      <span class="field-row">
        <input
          id={`redirect-uri-${index}`}
          name="redirect_uri"
          type="text"
          inputmode="url"
          required
          maxlength={2000}
          autocomplete="off"
          spellcheck={false}
          placeholder="http://localhost:8000/…"
        />
        <button type="submit">Register</button>
      </span>
    </form>
  </article>
);

const Applications = ({ apps, error }: { apps: readonly SandboxApp[] | null; error: string | null }) => (
  <section aria-labelledby="credentials-title">
    <h2 id="credentials-title">Credentials</h2>
    {error === null ? null : (
      <p class="alert" role="alert">
        {error}
      </p>
    )}
    {apps === null ? (
      <p class="quiet-text">
        Credentials are shown only on the machine that the sandbox runs on: open this page by way of localhost.
      </p>
    ) : (
      apps.map((app, index) => <Application app={app} index={index} />)
    )}
  </section>
);

const Addresses = ({ endpoints, origin }: { endpoints: readonly Endpoint[]; origin: string }) => (
  <section aria-labelledby="addresses-title">
    <h2 id="addresses-title">Addresses</h2>
    <p class="quiet-text">
      Each is served under <code>{origin}/</code> followed by the address without <code>https://</code>
    </p>
    <dl class="facts card">
      {endpoints.map(({ name, address }) => (
        <>
          <dt>{name}</dt>
          <dd>
            <code>
              <Breakable text={address} />
            </code>
          </dd>
        </>
      ))}
    </dl>
  </section>
);

export const ProviderPage = (props: ProviderPageProps) => (
  <Layout
    title={`${props.name} (sandbox)`}
    band="Emulated sign-in providers. Nothing leaves this machine."
    brand={props.brand}
    wide
  >
    <nav aria-label="Where you are">
      <a href="/">All providers</a>
    </nav>
    <header class="provider-head">
      <Mark name={props.name} brand={props.brand} />
      <h1>{props.name}</h1>
      <span class="links">
        {props.docs === undefined ? null : (
          <a href={props.docs} rel="noreferrer">
            Its own documentation
          </a>
        )}
        {props.tryHref === null ? null : (
          <a href={props.tryHref} class="button">
            Try it
          </a>
        )}
      </span>
    </header>
    {props.derived === "no" ? null : (
      <p class="notice">
        The answers of this provider are read from its entry backwards. They let a sign-in be tried; they can't show
        whether the entry is right.
        {props.derived === "partly" ? " Some of what the entry reads is worked out by a function and is left out." : ""}
      </p>
    )}
    <div class="columns">
      <div>
        <Applications apps={props.apps} error={props.error} />
        <Addresses endpoints={props.endpoints} origin={props.origin} />
      </div>
      <section aria-labelledby="checks-title">
        <h2 id="checks-title">What it insists on</h2>
        <div class="card">
          {props.checks.map(({ title, checks }) => (
            <>
              <h3>{title}</h3>
              <ul class="checks">
                {checks.map((check) => (
                  <li>{check}</li>
                ))}
              </ul>
            </>
          ))}
        </div>
      </section>
    </div>
    <section aria-labelledby="samples-title">
      <h2 id="samples-title">How it describes people</h2>
      {props.samples.map(({ person, answers }) => (
        <details class="sample">
          <summary>
            {person.name} <span class="quiet-text">{person.about}</span>
          </summary>
          {answers.map(([title, json]) => (
            <>
              <h3>{title}</h3>
              <pre tabindex={0}>
                <code>{json}</code>
              </pre>
            </>
          ))}
        </details>
      ))}
    </section>
    <section aria-labelledby="requests-title">
      <h2 id="requests-title">Latest requests</h2>
      <RequestTable requests={props.requests} empty={`Nothing has been asked of ${props.name} yet.`} />
    </section>
  </Layout>
);
