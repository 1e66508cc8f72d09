/**
 * Which IP addresses a server may call on somebody's word: those of the public internet alone (IANA's special-purpose
 * registries for IPv4 and IPv6, RFC 6890). Loopback, private networks, link-local metadata services, carrier networks,
 * documentation, multicast and every form that carries an IPv4 address inside an IPv6 one are special.
 *
 * For IPv6 the rule is turned round: only global unicast (2000::/3) is public, less what is set aside inside it. What is
 * not understood is special.
 */
import { type BlockList, isIP } from "node:net";
import { addressList } from "./network.ts";

const SPECIAL_V4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];

const GLOBAL_V6 = ["2000::/3"];

/** Protocol assignments with Teredo, documentation (two blocks), and 6to4. */
const SPECIAL_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

const specialV4 = addressList(SPECIAL_V4);
const globalV6 = addressList(GLOBAL_V6);
const specialV6 = addressList(SPECIAL_V6);

/** Whether an address lies in one of the networks. */
export const isWithin = (list: BlockList, address: string): boolean =>
  list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

/** Whether an address belongs to the public internet. Anything that is not an IP address does not. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !isWithin(specialV4, address);
  return version === 6 && isWithin(globalV6, address) && !isWithin(specialV6, address);
}
