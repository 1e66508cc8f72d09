/**
 * The start of a sign-in inside another site's frame: nothing but the way into the whole window, by script at once or by the
 * link.
 */
import type { PageProps } from "../layout.tsx";
import { DoorFrame, DoorTitle } from "../parts/door-frame.tsx";
import { Fill } from "../parts/fill.tsx";
import { safeHref } from "../parts/href.ts";
import { Said } from "../parts/said.tsx";
import { ProviderMark } from "../parts/tile.tsx";

export interface EmbeddedProps extends PageProps {
  readonly provider: { readonly name: string; readonly colour: string | null; readonly entry?: string };
  /** The same start address, for the whole window. */
  readonly href: string;
}

export const EmbeddedPage = ({ t, assets, provider, href }: EmbeddedProps) => {
  const text = t.embedded;
  return (
    <DoorFrame t={t} assets={assets} title={text.title} script={assets.topWindowScript}>
      <DoorTitle
        title={<Fill text={text.heading} values={{ provider: <Said>{provider.name}</Said> }} />}
        above={<ProviderMark name={provider.name} colour={provider.colour} entry={provider.entry} />}
        lead={text.lead}
      />
      <a class="button button-primary button-wide" href={safeHref(href)} target="_top" data-top-window>
        <span>{text.submit}</span>
      </a>
    </DoorFrame>
  );
};
