/**
 * The icons: strokes on a grid of 24, in the colour of the text around them. They decorate; the words beside them say
 * what they mean, so they are hidden from screen readers.
 */
const paths = {
  alert: "M12 4 2.8 20h18.4L12 4Zm0 6v4.5m0 2.6v.1",
  applications: "M4 4h6.5v6.5H4zm9.5 0H20v6.5h-6.5zM4 13.5h6.5V20H4zm9.5 0H20V20h-6.5z",
  audit: "M6 3.5h12v17H6zM9 8h6m-6 4h6m-6 4h3.5",
  badge: "M7 3.5h10v17l-5-3.5-5 3.5z",
  back: "M19 12H5m6-6.5L4.5 12l6.5 6.5",
  building: "M5 20.5v-16h9v16M14 10h5v10.5M3.5 20.5h17M8 8.5h3m-3 4h3m-3 4h3",
  browser: "M3.5 5h17v14h-17zm0 4.5h17M6.6 7.3h.1m2.3 0h.1",
  check: "m5 12.5 4.5 4.5L19 7.5",
  close: "m6 6 12 12M18 6 6 18",
  code: "m8.5 7-5 5 5 5m7-10 5 5-5 5",
  copy: "M9 8.5h11V20H9zM15 8.5V4H4v11.5h5",
  desktop: "M3.5 4.5h17v11h-17zM12 15.5v4m-4 0h8",
  download: "M12 4v11m-5-4.5 5 5 5-5M4.5 20h15",
  drive: "M3.5 14.5h17v5h-17zm0 0L6.5 5h11l3 9.5M16.8 17h.1",
  external: "M13.5 4.5H19.5V10.5M19.2 4.8 11 13M17 14v5.5H4.5V7H10",
  file: "M6 3.5h8l4 4v13H6zM13.5 3.5V8H18",
  folder: "M3.5 6h6l2 2.5h9V19h-17z",
  grid: "M4 4h6.5v6.5H4zm9.5 0H20v6.5h-6.5zM4 13.5h6.5V20H4zm9.5 0H20V20h-6.5z",
  home: "m4 11 8-7 8 7v9h-5.5v-6h-5v6H4z",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-10v5.5m0-9v.1",
  key: "M8 19.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9Zm3.2-7.7L19.5 3.5m-3.6 3.6 3 3",
  link: "M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 0 0 5.7 5.7l1-1",
  list: "M8.5 6.5H20m-11.5 5.5H20m-11.5 5.5H20M4 6.5h.5M4 12h.5M4 17.5h.5",
  lock: "M5.5 10.5h13v10h-13zm2.5 0V8a4 4 0 0 1 8 0v2.5",
  mail: "M3.5 5.5h17v13h-17zm0 1 8.5 6.5 8.5-6.5",
  menu: "M4 7h16M4 12h16M4 17h16",
  next: "m9.5 5.5 6.5 6.5-6.5 6.5",
  people:
    "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c0-3.3 2.7-5.5 6.5-5.5s6.5 2.2 6.5 5.5M16 4.8a3.5 3.5 0 0 1 0 6.4m2 3.8c2.2.8 3.5 2.5 3.5 5",
  person: "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c0-3.6 3.1-6 7.5-6s7.5 2.4 7.5 6",
  phone: "M7 3h10v18H7zm4 15h2",
  plus: "M12 5v14M5 12h14",
  provider: "M9 3v5m6-5v5M6 8h12v3.5a6 6 0 0 1-12 0zm6 9.5V21",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm4.7-1.8L20 20",
  settings:
    "M4 7h9m4 0h3M4 17h3m4 0h9M15 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM9 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z",
  shield: "M12 3.5 4.5 6v6c0 4.4 3 7.3 7.5 9 4.5-1.7 7.5-4.6 7.5-9V6z",
  signOut: "M14 4H5v16h9M10 12h10.5m-4-4.5L21 12l-4.5 4.5",
  tree: "M9 3.5h6v5H9zM4 15.5h6v5H4zm10 0h6v5h-6zM12 8.5V12m-5 3.5V12h10v3.5",
  upload: "M12 16V4.5M7 9.5l5-5 5 5M4.5 20h15",
} as const;

export type IconName = keyof typeof paths;

interface IconProps {
  readonly name: IconName;
}

export const Icon = ({ name }: IconProps) => (
  <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
    <path
      d={paths[name]}
      fill="none"
      stroke="currentColor"
      stroke-width="1.7"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
);
