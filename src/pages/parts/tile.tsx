/**
 * Small pictures, made of letters where there is no other: a person's avatar, an application's tile, a provider's mark,
 * which is its own where it has one (`provider-marks.ts`) and else its initial on its colour. The colour is data, so it stands in an SVG `fill` attribute,
 * which a strict content security policy leaves alone, unlike a `style` attribute.
 */
import { ownPath } from "./href.ts";
import { hue, initials, inkOn } from "./initial.ts";
import { markOf } from "./provider-marks.ts";

interface AvatarProps {
  readonly name: string;
  /** A path on this origin: a person's picture is never asked for elsewhere. Anything else is passed over. */
  readonly picture?: string | null;
  readonly large?: boolean;
}

export const Avatar = ({ name, picture = null, large = false }: AvatarProps) => {
  const source = picture === null ? undefined : ownPath(picture);
  const size = large ? " tile-large" : "";
  return source === undefined ? (
    <span class={`tile avatar hue-${hue(name)}${size}`} aria-hidden="true">
      {initials(name)}
    </span>
  ) : (
    <img class={`tile avatar${size}`} src={source} alt="" width={large ? "52" : "36"} height={large ? "52" : "36"} />
  );
};

interface ApplicationTileProps {
  readonly name: string;
  /** A path on this origin: nobody else is to learn who signs in where. Anything else is passed over. */
  readonly logo: string | null;
  readonly large?: boolean;
}

export const ApplicationTile = ({ name, logo, large = false }: ApplicationTileProps) => {
  const source = logo === null ? undefined : ownPath(logo);
  const size = large ? " tile-large" : "";
  return source === undefined ? (
    <span class={`tile hue-${hue(name)}${size}`} aria-hidden="true">
      {initials(name)}
    </span>
  ) : (
    <img class={`tile${size}`} src={source} alt="" width="40" height="40" />
  );
};

const NEUTRAL = "#66736b";

interface ProviderMarkProps {
  readonly name: string;
  /** `#rrggbb`, or null for the neutral tile. */
  readonly colour: string | null;
  /** The catalogue's entry, by which its own mark is known; left out, it is an initial. */
  readonly entry?: string | undefined;
}

export const ProviderMark = ({ name, colour, entry }: ProviderMarkProps) => {
  const ink = colour === null ? null : inkOn(colour);
  const mark = entry === undefined ? undefined : markOf(entry);
  if (mark)
    return (
      <svg class="provider-mark" viewBox="0 0 40 40" width="24" height="24" aria-hidden="true">
        <rect x="1" y="1" width="38" height="38" rx="11" fill={mark.ground ?? (ink === null ? NEUTRAL : colour)} />
        <g transform="translate(8 8)" fill={ink ?? "#ffffff"}>
          {mark.paths.map(({ d, fill }) => (
            <path d={d} fill={fill} />
          ))}
        </g>
      </svg>
    );
  return (
    <svg class="provider-mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      <rect x="0.5" y="0.5" width="23" height="23" rx="7" fill={ink === null ? NEUTRAL : colour} />
      <text x="12" y="16.6" text-anchor="middle" font-size="13" font-weight="650" fill={ink ?? "#ffffff"}>
        {initials(name, 1)}
      </text>
    </svg>
  );
};
