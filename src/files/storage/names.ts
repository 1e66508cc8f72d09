/**
 * Names that a local storage keeps to itself, and names that no path of ours can say. What is being written or taken away
 * lies under a name of ours beside its place (`.alldoor-…`), so that a rename puts it there or away at once; such a name is
 * never shown and never reached. A backslash would be a separator to half of all clients, so a name that holds one is not
 * shown either.
 */
import { randomToken } from "../../lib/random.ts";

const ASIDE = ".alldoor-";

/** Milliseconds after which what lies aside has been left behind by a process that ended: an upload changes it all the time. */
export const LEFT_BEHIND = 3_600_000;

/** Disks may not tell capitals apart. */
export const isAside = (name: string): boolean => name.slice(0, ASIDE.length).toLowerCase() === ASIDE;

/** A name that nothing has yet. */
export const newAside = (): string => ASIDE + randomToken(15);

/** What Windows reads as something else: devices, streams, ends that it drops. */
const ODD_ON_WINDOWS = /[<>:"|?*\u0000-\u001f]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Whether a path can name it, here and on this system. */
export const isSayable = (name: string): boolean =>
  name !== "" &&
  name !== "." &&
  name !== ".." &&
  !/[/\\\u0000]/.test(name) &&
  !isAside(name) &&
  !(process.platform === "win32" && ODD_ON_WINDOWS.test(name));

/** Bytes that are no UTF-8 come as this sign, and such a name can't be found again. */
export const isNoText = (name: string): boolean => name.includes("\ufffd");
