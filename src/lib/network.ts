/**
 * Network addresses: who is really calling, and which group of addresses counts as one caller.
 *
 * Forwarded headers are believed only from listed proxies, and read from the right: each proxy appends what it saw, so
 * the first address from the right that is no proxy of ours is the caller (RFC 7239 leaves the order the same).
 */
import { BlockList, isIP } from "node:net";

const bare = (address: string): string => {
  const plain = address.startsWith("::ffff:") && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
  const zone = plain.indexOf("%");
  return zone === -1 ? plain : plain.slice(0, zone);
};

/** Reads addresses and CIDR ranges. @throws RangeError naming the part that is neither. */
export function addressList(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = "", prefix] = entry.trim().split("/");
    const family = isIP(address);
    const bits = prefix === undefined ? undefined : Number(prefix);
    const valid = family !== 0 && (bits === undefined || (Number.isInteger(bits) && bits >= 0 && bits <= (family === 4 ? 32 : 128)));
    if (!valid) throw new RangeError(`"${entry}" is not an address or a range of addresses (CIDR).`);
    if (bits === undefined) list.addAddress(address, family === 4 ? "ipv4" : "ipv6");
    else list.addSubnet(address, bits, family === 4 ? "ipv4" : "ipv6");
  }
  return list;
}

const isIn = (list: BlockList, address: string): boolean => {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 4 ? "ipv4" : "ipv6");
};

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
  if (isIP(address) !== 6) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const groups = tail === undefined ? left : [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right];
  return `${groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}
