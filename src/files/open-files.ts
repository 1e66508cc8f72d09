/** Makes the file server's services from what it is told, and closes them again. */
import { type Clock, systemClock } from "../lib/clock.ts";
import { createLog, type Log } from "../lib/log.ts";
import { addressList } from "../lib/network.ts";
import { createOutbound } from "../lib/outbound.ts";
import { createVault, sealingKey } from "../lib/seal.ts";
import type { Files } from "./files.ts";
import { hubEntry } from "./sso/hub-entry.ts";
import { createPendingSignIns } from "./sso/pending.ts";
import { createSessions } from "./sso/session.ts";
import { CALLBACK_PATH } from "./sso/sign-in.ts";

export interface FilesOptions {
  /** The origin under which browsers reach us. */
  readonly address: string;
  readonly hub: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string };
  /** What seals cookies: 32 random bytes as text, kept from start to start. */
  readonly cookieKey: string;
  /** Addresses and ranges of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies?: readonly string[];
  /** Certificates (PEM) that the hub may have besides those of the system's authorities. */
  readonly ca?: readonly string[];
  readonly clock?: Clock;
  readonly log?: Log;
}

/** Where the hub sends browsers back to: what is registered there, byte for byte. */
export const callbackAddress = (address: string): string => `${address}${CALLBACK_PATH}`;

/** The hub is who the administrator says it is, so it may live on a private address, at that host and port alone. */
function hostAndPort(issuer: string): string {
  const { hostname, port, protocol } = new URL(issuer);
  return `${hostname}:${port || (protocol === "https:" ? "443" : "80")}`;
}

/** @throws Refusal `configuration_invalid`; TypeError where the issuer is not an address */
export function openFiles(options: FilesOptions): { readonly files: Files; close(): void } {
  const { address, hub, clock = systemClock, log = createLog("info", "files"), trustedProxies = [], ca } = options;
  const secure = address.startsWith("https:");
  const vault = createVault([sealingKey(options.cookieKey)]);
  const outbound = createOutbound({ allow: [hostAndPort(hub.issuer)], ...(ca === undefined ? {} : { ca }) });
  const files: Files = {
    address,
    secure,
    clock,
    log,
    trustedProxies: addressList(trustedProxies),
    pending: createPendingSignIns(vault, secure, clock),
    sessions: createSessions(vault, secure, clock),
    hub: {
      app: {
        provider: hubEntry,
        clientId: hub.clientId,
        clientSecret: hub.clientSecret,
        settings: { issuer: hub.issuer },
        redirectUri: callbackAddress(address),
      },
      fetch: outbound.fetch,
    },
  };
  return {
    files,
    close() {
      outbound.close();
      log.flush();
    },
  };
}
