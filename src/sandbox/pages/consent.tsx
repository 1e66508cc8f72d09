/**
 * The emulated provider's sign-in: who comes back, and what goes wrong on the way.
 *
 * One form, posted to its own address. Its fields are stable: `person` (an id of `people.ts`, the value of each
 * person's button), `fault` (an id of `faults.ts`, or `none`) and `allow` (`no` on the button that refuses).
 */
import type { Fault, FaultStage } from "../faults.ts";
import type { Person } from "../people.ts";
import { Layout, Mark } from "./layout.tsx";
import { PersonCard } from "./people-list.tsx";

export interface ConsentProps {
  readonly providerName: string;
  readonly brand: string;
  /** The host that the person is sent back to. */
  readonly application: string;
  readonly scopes: readonly string[];
  readonly people: readonly Person[];
  readonly faults: readonly Fault[];
  /** The id of the person to offer first: hinted by the application, or the last one chosen. */
  readonly preferred: string | null;
}

const stageTitles: Readonly<Record<FaultStage, string>> = {
  consent: "On the way back",
  grant: "When the code is redeemed",
  answer: "In the token endpoint's answer",
  idToken: "In the ID Token",
  profile: "In the profile",
  script: "In what the script brings",
};

const FaultChoice = ({ id, title, about, checked }: Omit<Fault, "stage"> & { checked: boolean }) => (
  <label class="choice">
    <input type="radio" name="fault" value={id} checked={checked} />
    <span>
      <span class="choice-title">{title}</span>
      <span class="choice-about">{about}</span>
    </span>
  </label>
);

const Faults = ({ faults }: { faults: readonly Fault[] }) => (
  <details class="faults">
    <summary>Make something go wrong</summary>
    <FaultChoice id="none" title="Nothing" about="The sign-in goes through." checked />
    {(Object.keys(stageTitles) as FaultStage[]).map((stage) => {
      const own = faults.filter((fault) => fault.stage === stage);
      if (own.length === 0) return null;
      return (
        <fieldset>
          <legend>{stageTitles[stage]}</legend>
          {own.map(({ id, title, about }) => (
            <FaultChoice id={id} title={title} about={about} checked={false} />
          ))}
        </fieldset>
      );
    })}
  </details>
);

export const ConsentPage = ({ providerName, brand, application, scopes, people, faults, preferred }: ConsentProps) => {
  const ordered = [...people].sort((left, right) => Number(right.id === preferred) - Number(left.id === preferred));
  return (
    <Layout
      title={`Sign in with ${providerName} (sandbox)`}
      band={`This is not ${providerName}. Nothing leaves this machine.`}
      brand={brand}
      wide
    >
      <form method="post" class="consent">
        <header class="consent-head">
          <Mark name={providerName} brand={brand} />
          <h1>
            Sign in to <span class="nowrap">{application}</span> with {providerName}
          </h1>
          <p class="lead">Choose who you are. These people are invented, so there is no password.</p>
        </header>
        <Faults faults={faults} />
        <section class="people" aria-labelledby="people-title">
          <h2 id="people-title">Continue as</h2>
          <ul>
            {ordered.map((person) => (
              <li>
                <button
                  type="submit"
                  name="person"
                  value={person.id}
                  class="person"
                  autofocus={person.id === preferred}
                >
                  <PersonCard person={person} note={person.id === preferred ? "suggested" : null} />
                </button>
              </li>
            ))}
          </ul>
        </section>
        <section class="consent-side" aria-label="The request">
          <dl class="facts">
            <dt>Goes back to</dt>
            <dd>{application}</dd>
            <dt>Asks for</dt>
            <dd>
              {scopes.length === 0 ? <span class="quiet-text">no particular scope</span> : null}
              {scopes.map((scope) => (
                <>
                  <code class="chip">{scope}</code>{" "}
                </>
              ))}
            </dd>
          </dl>
          <button type="submit" name="allow" value="no" class="plain-button">
            Cancel and go back
          </button>
        </section>
      </form>
    </Layout>
  );
};
