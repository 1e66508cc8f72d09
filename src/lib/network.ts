/**
 * Network addresses: who is really calling, and which group of addresses counts as one caller.
 *
 * Forwarded headers are believed only from listed proxies, and read from the right: each proxy appends what it saw, so
 * the first address from the right that is no proxy of ours is the caller (RFC 7239 leaves the order the same).
 */
import { BlockList, isIP } from "node:net";

const MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/** The one spelling of an address: IPv6 as RFC 5952 has it, without zone, and IPv4 in IPv6 as the IPv4 address it is. */
function bare(address: string): string {
  if (address.startsWith("::ffff:") && isIP(address.slice(7)) === 4) return address.slice(7);
  if (isIP(address) !== 6) return address;
  const zone = address.indexOf("%");
  const plain = new URL(`http://[${zone === -1 ? address : address.slice(0, zone)}]`).hostname.slice(1, -1);
  const [, high, low] = MAPPED.exec(plain) ?? [];
  if (high === undefined || low === undefined) return plain;
  const bytes = Buffer.from(high.padStart(4, "0") + low.padStart(4, "0"), "hex");
  return bytes.join(".");
}

/** Reads addresses and CIDR ranges. @throws RangeError naming the part that is neither. */
export function addressList(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [, address = "", prefix] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(entry.trim()) ?? [];
    const family = isIP(address);
    const bits = prefix === undefined ? undefined : Number(prefix);
    if (family === 0 || (bits ?? 0) > (family === 4 ? 32 : 128))
      throw new RangeError(`"${entry}" is not an address or a range of addresses (CIDR).`);
    if (bits === undefined) list.addAddress(address, family === 4 ? "ipv4" : "ipv6");
    else list.addSubnet(address, bits, family === 4 ? "ipv4" : "ipv6");
  }
  return list;
}

const isIn = (list: BlockList, address: string): boolean => {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 4 ? "ipv4" : "ipv6");
};

/** Whether whoever holds the other end of the connection is a proxy of ours. */
export const isProxy = (peer: string | undefined, proxies: BlockList): boolean => isIn(proxies, bare(peer ?? ""));

/**
 * The caller's address.
 * @param forwardedFor The `X-Forwarded-For` header, all its lines joined by commas.
 */
export function callerAddress(peer: string | undefined, forwardedFor: string | undefined, proxies: BlockList): string {
  let address = bare(peer ?? "");
  if (forwardedFor === undefined || !isIn(proxies, address)) return address || "unknown";
  const hops = forwardedFor.split(",").map((hop) => bare(hop.trim()));
  while (hops.length > 0 && isIn(proxies, address)) {
    const next = hops.pop();
    if (next === undefined || isIP(next) === 0) break;
    address = next;
  }
  return address;
}

/** The group that limits count by: an IPv4 address, or the /64 that one household or host is given of IPv6. */
export function networkOf(address: string): string {
  const plain = bare(address);
  if (isIP(plain) !== 6) return plain;
  const [head = "", tail] = plain.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill("0"), ...right];
  return `${groups.slice(0, 4).join(":")}::/64`;
}
