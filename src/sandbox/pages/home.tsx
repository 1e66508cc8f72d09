/**
 * The sandbox's home: every provider it emulates, how to try one, who the people are, what was asked of it lately.
 */
import type { Person } from "../people.ts";
import type { LoggedRequest } from "../request-log.ts";
import { Layout, Mark } from "./layout.tsx";
import { PersonCard } from "./people-list.tsx";
import { RequestTable } from "./request-table.tsx";

export interface ProviderRow {
  readonly id: string;
  readonly name: string;
  readonly brand: string;
  readonly protocol: keyof typeof protocolNames;
  /** The host of its authorization endpoint. */
  readonly host: string;
  /** Its answers are read from its entry backwards. */
  readonly isDerived: boolean;
}

export interface HomeProps {
  readonly origin: string;
  readonly providers: readonly ProviderRow[];
  /** How many there are without the search. */
  readonly total: number;
  readonly search: string;
  readonly people: readonly Person[];
  readonly requests: readonly LoggedRequest[];
}

const protocolNames = {
  oauth2: "OAuth 2.0",
  oidc: "OpenID Connect",
  oauth1: "OAuth 1.0a",
  openid2: "OpenID 2.0",
  signed: "Signed log-in",
} as const;

const Provider = ({ row }: { row: ProviderRow }) => (
  <li>
    <a class="provider" href={`/_sandbox/providers/${row.id}`}>
      <Mark name={row.name} brand={row.brand} />
      <span class="provider-text">
        <span class="provider-name">{row.name}</span>
        <span class="provider-host">{row.host}</span>
        <span class="provider-host">
          {protocolNames[row.protocol]}
          {row.isDerived ? ", derived answers" : ""}
        </span>
      </span>
    </a>
  </li>
);

const Steps = ({ origin }: { origin: string }) => (
  <ol class="steps">
    <li>
      <strong>Try one at once</strong>
      <span>
        Open a provider below and press “Try it”. The sandbox plays the application too, and shows what it would get.
      </span>
    </li>
    <li>
      <strong>Point an application here</strong>
      <span>
        In sandbox mode Alldoor does so by itself. Any other client works too: send{" "}
        <code>https://github.com/login/…</code> to <code>{origin}/github.com/login/…</code> and every other provider
        likewise.
      </span>
    </li>
    <li>
      <strong>Give it credentials</strong>
      <span>
        Copy client id and secret from the provider's page and register where people are sent back to. If a provider
        says no, the reason stands under the latest requests.
      </span>
    </li>
  </ol>
);

export const HomePage = ({ origin, providers, total, search, people, requests }: HomeProps) => (
  <Layout title="Alldoor sandbox" band="Emulated sign-in providers. Nothing leaves this machine." wide>
    <header class="hero">
      <h1>Every sign-in provider, on your own machine</h1>
      <p class="lead">
        The sandbox answers in the place of {total} {total === 1 ? "provider" : "providers"}: the same addresses, the
        same checks, the same shapes of answers. No internet, no registration, no accounts.
      </p>
    </header>
    <section aria-labelledby="try-title">
      <h2 id="try-title">Try it</h2>
      <Steps origin={origin} />
    </section>
    <section aria-labelledby="providers-title">
      <div class="section-head">
        <h2 id="providers-title">Providers</h2>
        <search>
          <form method="get" action="/" class="search">
            <label for="q">Find</label>
            <input id="q" name="q" type="search" value={search} maxlength={80} autocomplete="off" />
            <button type="submit" class="plain-button">
              Search
            </button>
          </form>
        </search>
      </div>
      {providers.length === 0 ? (
        <p class="quiet-text">
          No provider is called so. <a href="/">Show all {total}</a>
        </p>
      ) : (
        <ul class="providers">
          {providers.map((row) => (
            <Provider row={row} />
          ))}
        </ul>
      )}
    </section>
    <section aria-labelledby="people-title">
      <h2 id="people-title">People</h2>
      <ul class="cast">
        {people.map((person) => (
          <li class="person still">
            <PersonCard person={person} />
          </li>
        ))}
      </ul>
    </section>
    <section aria-labelledby="requests-title">
      <h2 id="requests-title">Latest requests</h2>
      <RequestTable requests={requests} empty="Nothing has been asked of the sandbox yet." />
    </section>
  </Layout>
);
