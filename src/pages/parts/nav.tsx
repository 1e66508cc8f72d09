/**
 * The side navigation. On a narrow screen the same list is a popover that the menu button opens, without JavaScript
 * and without a second copy of the links.
 */
import type { Text } from "../text/index.ts";
import { safeHref } from "./href.ts";
import { Icon, type IconName } from "./icon.tsx";

export interface NavItem {
  readonly title: string;
  readonly href: string;
  readonly icon: IconName;
  readonly current: boolean;
}

/** Links that belong together; with a heading of their own where a list is long. */
export interface NavGroup {
  readonly title: string | null;
  readonly items: readonly NavItem[];
}

const navId = "nav";

interface NavProps {
  readonly t: Text;
  readonly label: string;
  readonly groups: readonly NavGroup[];
  /** The way to the other area (account, administration), or null. */
  readonly across: { readonly title: string; readonly href: string; readonly icon: IconName } | null;
  /** What else is worth reading from here. */
  readonly further?: { readonly title: string; readonly href: string; readonly icon: IconName };
}

const Item = ({ item }: { readonly item: NavItem }) => (
  <li>
    <a class="nav-link" href={safeHref(item.href)} aria-current={item.current ? "page" : undefined}>
      <Icon name={item.icon} />
      <span>{item.title}</span>
    </a>
  </li>
);

export const MenuButton = ({ t }: { readonly t: Text }) => (
  <button type="button" class="button button-plain menu-button" popovertarget={navId}>
    <Icon name="menu" />
    <span>{t.common.menu}</span>
  </button>
);

const Group = ({ group: { title, items } }: { readonly group: NavGroup }) => (
  <>
    {title !== null && <p class="nav-group">{title}</p>}
    <ul>
      {items.map((item) => (
        <Item item={item} />
      ))}
    </ul>
  </>
);

export const Nav = ({ t, label, groups, across, further }: NavProps) => (
  <nav class="nav" id={navId} popover="auto" aria-label={label}>
    <p class="nav-area">{label}</p>
    {groups.map((group) => (
      <Group group={group} />
    ))}
    {across && (
      <ul class="nav-across">
        <Item item={{ ...across, current: false }} />
        {further && <Item item={{ ...further, current: false }} />}
      </ul>
    )}
    <button type="button" class="button button-quiet nav-close" popovertarget={navId} popovertargetaction="hide">
      <span>{t.common.closeMenu}</span>
    </button>
  </nav>
);
