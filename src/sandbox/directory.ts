/**
 * Which provider is meant by a path of the sandbox. `/<host>/<path>` is the provider's own address without its scheme.
 *
 * Hosts that are settings (Keycloak, Casdoor, an own GitHub) match any host, so several entries can claim one path. The
 * order of the matches decides: a host that the entry writes out, then settings that are known (defaults, demo values,
 * those of a registered application), then a host that carries the entry's id as a label, then the more exact pattern.
 * The endpoints may prefer a later match, by whose client or token is presented.
 */
import type { Provider, SettingValues } from "../providers/provider.ts";
import type { Address } from "./address.ts";
import type { Apps } from "./apps.ts";
import type { Emulation, EndpointName } from "./emulation.ts";
import { emulate } from "./emulation.ts";

export interface Match {
  readonly emulation: Emulation;
  readonly endpoint: EndpointName;
  readonly address: Address;
  /** What the path shows of the provider's settings. */
  readonly captured: SettingValues;
  /** All settings, with what the path does not show filled in. */
  readonly settings: SettingValues;
}

export interface Directory {
  readonly emulations: readonly Emulation[];
  get(providerId: string): Emulation | undefined;
  /** Best first. @param path A request's path, its leading slash included. */
  find(path: string, apps: Apps): readonly Match[];
}

/** One address of one provider, ready to be looked up. */
interface Place {
  readonly emulation: Emulation;
  readonly endpoint: EndpointName;
  readonly address: Address;
}

const MOST_SEGMENTS = 64;

export function createDirectory(providers: readonly Provider[]): Directory {
  const emulations = providers.map((provider) => emulate(provider));
  const variants = providers.flatMap((provider) =>
    Object.entries(provider.variants ?? {}).map(([name, variant]) => emulate(variant, name)),
  );
  const byId = new Map(emulations.map((emulation) => [emulation.provider.id, emulation]));
  const byHost = new Map<string, Place[]>();
  const anyHost: Place[] = [];
  for (const emulation of [...emulations, ...variants]) {
    for (const [endpoint, address] of emulation.addresses) {
      const place = { emulation, endpoint, address };
      if (address.host === null) anyHost.push(place);
      else byHost.set(address.host, [...(byHost.get(address.host) ?? []), place]);
    }
  }

  /** An address as a path of the sandbox; `null` where the entry does not allow such settings. */
  function pathOf({ emulation, endpoint }: Place, given: SettingValues): string | null {
    const settings = emulation.settings(given);
    const url = settings && emulation.url(endpoint, settings);
    return url?.replace(/^https?:\/\//, "").split(/[?#]/, 1)[0] ?? null;
  }

  /** The paths where nothing is configured, worked out once: every request asks hundreds of places for theirs. */
  const plainPaths = new Map<Address, string | null>();

  function plainPath(place: Place): string | null {
    const known = plainPaths.get(place.address);
    if (known !== undefined) return known;
    const path = pathOf(place, {});
    plainPaths.set(place.address, path);
    return path;
  }

  /** Whether the path is this address under settings that somebody has written down. */
  function isKnown(place: Place, path: string, apps: Apps): boolean {
    const asked = path.slice(1);
    if (plainPath(place) === asked) return true;
    return apps.of(place.emulation.provider.id).some(({ settings = {} }) => {
      return Object.keys(settings).length > 0 && pathOf(place, settings) === asked;
    });
  }

  /**
   * A path does not show the scheme of a host that is a setting. It is https, unless the settings of an application say
   * http, or it is this very machine.
   */
  function withSchemes({ provider }: Emulation, captured: SettingValues, apps: Apps): SettingValues {
    const entries = Object.entries(captured).map(([key, value]) => {
      const plain = value.replace(/^https:/, "http:");
      const isPlain = apps.of(provider.id).some((app) => app.settings?.[key] === plain);
      const isHere = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$)/.test(plain);
      return [key, value.startsWith("https://") && (isPlain || isHere) ? plain : value] as const;
    });
    return Object.fromEntries(entries);
  }

  /** What tells the matches of an entry's variants apart, and their codes and tokens with them. */
  function ofVariant({ provider, variant }: Emulation, captured: SettingValues): SettingValues {
    const has = variant !== undefined || provider.variants !== undefined;
    return has ? { ...captured, variant: variant ?? "current" } : captured;
  }

  function score(place: Place, path: string, host: string, apps: Apps): number {
    const known = place.address.host !== null || isKnown(place, path, apps) ? 10_000 : 0;
    const labelled = host.split(/[.:]/).includes(place.emulation.provider.id) ? 1000 : 0;
    return known + labelled + place.address.rank;
  }

  return {
    emulations,
    get: (providerId) => byId.get(providerId),
    find(path, apps) {
      const segments = path.slice(1).split("/");
      if (segments.length > MOST_SEGMENTS) return [];
      const host = (segments[0] ?? "").toLowerCase();
      const matches: Match[] = [];
      const named = byHost.get(host) ?? [];
      // A host that an entry writes out is somebody's already: no setting stands for it that nobody has written down.
      const open = named.length === 0 ? anyHost : anyHost.filter((place) => isKnown(place, path, apps));
      for (const place of [...named, ...open]) {
        const shown = place.address.match(segments);
        const captured = shown && ofVariant(place.emulation, withSchemes(place.emulation, shown, apps));
        const settings = captured && place.emulation.settings(captured);
        if (settings) matches.push({ ...place, captured, settings });
      }
      if (matches.length < 2) return matches;
      const scored = matches.map((match) => [score(match, path, host, apps), match] as const);
      return scored.sort(([left], [right]) => right - left).map(([, match]) => match);
    },
  };
}
