/**
 * Where a call may go: https to the public internet, and besides it only what an administrator has listed by host, by
 * host and port, or by network.
 *
 * A name is judged by the addresses it leads to at the moment of connecting, so that a name which changes its mind
 * between a check and a call gains nothing. A literal address never reaches the resolver and is judged by itself.
 */
import type { LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { addressList } from "./network.ts";
import { OutboundError } from "./outbound-error.ts";
import { isPublicAddress, isWithin } from "./special-addresses.ts";

/** A name's addresses, as the operating system or a test knows them. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

export interface OutboundPolicy {
  /**
   * How the address's host may be looked up.
   * @throws OutboundError `blocked` where the address may not be called.
   */
  lookupFor(url: URL): LookupFunction;
}

interface ListedHost {
  readonly hostname: string;
  readonly port: string | undefined;
}

/** A listed host in the spelling that `URL` gives it. */
function listedHost(entry: string): ListedHost {
  const [, name = "", port] = /^(\[[^\]]+\]|[^:/?#@\s]+)(?::(\d{1,5}))?$/.exec(entry) ?? [];
  if (name === "" || !URL.canParse(`http://${name}`)) throw new TypeError(`not a host, host:port or network: ${entry}`);
  return { hostname: new URL(`http://${name}`).hostname, port };
}

const portOf = (url: URL): string => url.port || (url.protocol === "https:" ? "443" : "80");

function guardedLookup(resolve: Resolve, isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const open = found.filter(({ address }) => isAllowed(address));
        const [first] = open;
        if (first === undefined) {
          const why = found.length === 0 ? "the name leads nowhere" : "the name leads to a special address";
          callback(Object.assign(new Error(why), { code: found.length === 0 ? "ENOTFOUND" : "EBLOCKED" }), "", 0);
        } else if (options.all === true) {
          callback(null, open as LookupAddress[]);
        } else {
          callback(null, first.address, first.family);
        }
      },
      (error: NodeJS.ErrnoException) => callback(error, "", 0),
    );
  };
}

/**
 * @param allow Hosts, `host:port` and networks (CIDR) that may be called though they are private. A listed host may be
 *   called over http too.
 * @throws TypeError or RangeError where an entry is none of these.
 */
export function outboundPolicy(allow: readonly string[], resolve: Resolve): OutboundPolicy {
  const listedNetworks = addressList(allow.filter((entry) => entry.includes("/")));
  const listedHosts = allow.filter((entry) => !entry.includes("/")).map(listedHost);
  const isAllowed = (address: string): boolean => isPublicAddress(address) || isWithin(listedNetworks, address);
  const guarded = guardedLookup(resolve, isAllowed);
  const open = guardedLookup(resolve, () => true);

  return {
    lookupFor(url) {
      const { hostname, protocol } = url;
      if ((protocol !== "https:" && protocol !== "http:") || url.username !== "" || url.password !== "") {
        throw new OutboundError("blocked", new Error("not a plain http(s) address"));
      }
      const port = portOf(url);
      if (listedHosts.some((host) => host.hostname === hostname && (host.port ?? port) === port)) return open;
      const literal = hostname.replace(/^\[(.*)\]$/, "$1");
      const listed = isIP(literal) !== 0 && isWithin(listedNetworks, literal);
      if (protocol === "http:" && !listed) throw new OutboundError("blocked", new Error("http is not allowed here"));
      if (isIP(literal) !== 0 && !isAllowed(literal)) throw new OutboundError("blocked", new Error("special address"));
      return guarded;
    },
  };
}
