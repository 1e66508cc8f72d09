/**
 * Somebody signed in at a provider, and an account with the same e-mail address exists already. An address alone never
 * links the two: the person signs in the way they did before, and is asked then, or links the identity from their account page.
 */
import type { PageProps } from "../layout.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { DoorFrame, DoorTitle } from "../parts/door-frame.tsx";
import { Fill } from "../parts/fill.tsx";
import { Code, Said } from "../parts/said.tsx";
import { ProviderMark } from "../parts/tile.tsx";

export interface IdentityConflictProps extends PageProps {
  readonly provider: { readonly name: string; readonly colour: string | null; readonly entry?: string };
  readonly email: string;
  readonly signInHref: string;
  /** The identity waits: after sign-in the person is asked whether to link it. */
  readonly connects: boolean;
}

export const IdentityConflictPage = ({ t, assets, provider, email, signInHref, connects }: IdentityConflictProps) => {
  const name = <Said>{provider.name}</Said>;
  return (
    <DoorFrame t={t} assets={assets} title={t.conflict.title}>
      <DoorTitle
        title={t.conflict.title}
        above={<ProviderMark name={provider.name} colour={provider.colour} entry={provider.entry} />}
        lead={<Fill text={t.conflict.lead} values={{ provider: name, email: <Code>{email}</Code> }} />}
      />
      <p>{t.conflict.why}</p>
      <section class="next" aria-labelledby="steps-title">
        <h2 id="steps-title">{t.conflict.steps}</h2>
        <ol class="steps">
          <li>{t.conflict.step1}</li>
          {connects ? (
            <li>
              <Fill text={t.conflict.stepConnect} values={{ provider: name }} />
            </li>
          ) : (
            <>
              <li>{t.conflict.step2}</li>
              <li>
                <Fill text={t.conflict.step3} values={{ provider: name }} />
              </li>
            </>
          )}
        </ol>
      </section>
      <ButtonLink href={signInHref} kind="primary" wide>
        {t.conflict.signIn}
      </ButtonLink>
    </DoorFrame>
  );
};
