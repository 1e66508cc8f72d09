/**
 * Back from a provider that answers behind the `#` of the address: only a script can read that, so this is the one page of
 * sign-in that needs one. Fields: `state`, `fragment` (empty until the script fills it in); hidden: `csrf`.
 */
import type { PageProps } from "../layout.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { DoorFrame, DoorTitle } from "../parts/door-frame.tsx";
import { Fill } from "../parts/fill.tsx";
import { formAction } from "../parts/href.ts";
import { Said } from "../parts/said.tsx";
import { ProviderMark } from "../parts/tile.tsx";

export interface FragmentProps extends PageProps {
  readonly provider: { readonly name: string; readonly colour: string | null; readonly entry?: string };
  readonly action: string;
  readonly csrf: string;
  readonly state: string;
  readonly backHref: string;
}

export const FragmentPage = ({ t, assets, provider, action, csrf, state, backHref }: FragmentProps) => {
  const text = t.fragment;
  const name = <Said>{provider.name}</Said>;
  return (
    <DoorFrame t={t} assets={assets} title={text.title} script={assets.fragmentScript}>
      <DoorTitle
        title={text.title}
        above={<ProviderMark name={provider.name} colour={provider.colour} entry={provider.entry} />}
        lead={<Fill text={text.lead} values={{ provider: name }} />}
      />
      <form method="post" action={formAction(action)} data-fragment>
        <input type="hidden" name="csrf" value={csrf} />
        <input type="hidden" name="state" value={state} />
        <input type="hidden" name="fragment" value="" />
      </form>
      <p>
        <Fill text={text.stuck} values={{ provider: name }} />
      </p>
      <ButtonLink href={backHref} wide>
        {text.back}
      </ButtonLink>
    </DoorFrame>
  );
};
