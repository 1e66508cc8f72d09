/**
 * The mark of Alldoor: a door left ajar, light falling out of it. Drawn here once; the icon in the browser's tab is
 * the same drawing as a file of its own. The colours are fixed, so that it is recognised in light and dark alike.
 */
const frame = "M5 29V14a11 11 0 0 1 22 0v15z";
const light = "M9.5 29V14.2a6.5 6.5 0 0 1 13 0V29z";
const leaf = "M9.5 29V14.2c0-3.4 2.5-6.1 5.8-6.5l2.7 3.1V31z";

const Drawing = () => (
  <>
    <path d={frame} fill="#12604f" />
    <path d={light} fill="#f3d9a0" />
    <path d={leaf} fill="#2b8a73" />
    <circle cx="15.4" cy="20" r="1.15" fill="#f3d9a0" />
  </>
);

export const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
    <Drawing />
  </svg>
);

interface WordmarkProps {
  readonly name: string;
}

export const Wordmark = ({ name }: WordmarkProps) => (
  <span class="wordmark">
    <Mark />
    <span>{name}</span>
  </span>
);

/** The icon as a file. */
export const iconSvg = (): string =>
  (
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
      <Drawing />
    </svg>
  ).toString();
