/**
 * The ways in through a provider: links, because starting a sign-in changes nothing here yet. The first ones are
 * always in sight; the rest unfold, so that sixty providers do not push the password out of reach.
 */
import type { Text } from "../text/index.ts";
import { SandboxBadge } from "./badge.tsx";
import { Fill } from "./fill.tsx";
import { safeHref } from "./href.ts";
import { Said } from "./said.tsx";
import { ProviderMark } from "./tile.tsx";

export interface ProviderChoice {
  readonly id: string;
  readonly name: string;
  /** `#rrggbb`, or null for the neutral mark. */
  readonly colour: string | null;
  /** The catalogue's entry, whose mark it has. */
  readonly entry?: string;
  /** Where the sign-in with it starts (GET). */
  readonly href: string;
  /** The provider is emulated by the sandbox. */
  readonly sandbox: boolean;
}

interface ProviderButtonProps {
  readonly t: Text;
  readonly provider: ProviderChoice;
}

const ProviderButton = ({ t, provider: { name, colour, entry, href, sandbox } }: ProviderButtonProps) => (
  <a class="button button-plain button-wide provider-button" href={safeHref(href)} rel="nofollow">
    <ProviderMark name={name} colour={colour} entry={entry} />
    <span class="provider-words">
      <Fill text={t.signIn.withProvider} values={{ provider: <Said>{name}</Said> }} />
    </span>
    {sandbox && <SandboxBadge t={t} />}
  </a>
);

const inSight = 5;

interface ProviderButtonsProps {
  readonly t: Text;
  readonly label: string;
  readonly providers: readonly ProviderChoice[];
}

const List = ({ t, providers }: Omit<ProviderButtonsProps, "label">) => (
  <ul class="provider-list">
    {providers.map((provider) => (
      <li>
        <ProviderButton t={t} provider={provider} />
      </li>
    ))}
  </ul>
);

export const ProviderButtons = ({ t, label, providers }: ProviderButtonsProps) => {
  // One more than fits is shown too: unfolding a single button would be silly.
  const split = providers.length > inSight + 1 ? inSight : providers.length;
  const rest = providers.slice(split);
  return (
    <nav class="providers" aria-label={label}>
      <List t={t} providers={providers.slice(0, split)} />
      {rest.length > 0 && (
        <details class="more">
          <summary>{t.signIn.moreProviders(rest.length)}</summary>
          <List t={t} providers={rest} />
        </details>
      )}
    </nav>
  );
};
