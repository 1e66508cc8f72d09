/**
 * How much of what somebody is has room in a token. Tokens travel in headers, which servers cut off at 16 KB (ours does, too), and
 * in base64, which makes four bytes of three: whoever has a hundred roles with long names would get tokens that nobody takes.
 */

/** Things of each kind, and bytes of all of them as JSON. */
const MOST_OF_A_KIND = 100;
const MOST_BYTES = 8000;

/** Whether a list goes in whole. */
export type Room = (list: readonly unknown[]) => boolean;

export const endlessRoom: Room = () => true;

/** The room of one token: what goes in leaves less for what comes after. */
export function tokenRoom(): Room {
  let left = MOST_BYTES;
  return (list) => {
    const bytes = Buffer.byteLength(JSON.stringify(list));
    if (list.length > MOST_OF_A_KIND || bytes > left) return false;
    left -= bytes;
    return true;
  };
}
