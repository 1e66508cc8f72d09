/** What would let strangers in, or make them look like others: the sandbox, and proxies that are believed. */
import { isLocalHost } from "../../lib/configuration.ts";
import { type Finding, failed, ok, type Patient, warning } from "./finding.ts";

export function sandbox({ configuration, issuer }: Patient): Finding {
  const { sandbox: address } = configuration;
  if (address === undefined) return ok("sandbox", "Off: sign-in providers are the real ones.");
  if (!isLocalHost(issuer.hostname)) {
    return failed(
      "sandbox",
      `The sandbox is on, and others reach this hub as ${issuer.origin}: whoever reaches the sandbox can sign in as anybody in it.`,
      "Start without --sandbox (ALLDOOR_SANDBOX), and disable the providers that were registered with it.",
    );
  }
  return ok("sandbox", `On, at ${address}, on this machine: people sign in as made-up characters.`);
}

/** Ranges that hold everybody, or nearly. */
const isWide = (range: string): boolean => {
  const [address = "", bits] = range.split("/");
  return bits !== undefined && Number(bits) < (address.includes(":") ? 16 : 8);
};

export function trustedProxies({ configuration, issuer }: Patient): Finding {
  const { trustedProxies: proxies, tls } = configuration;
  const wide = proxies.filter(isWide);
  if (wide.length > 0) {
    return failed(
      "trusted-proxies",
      `${wide.join(", ")} lets nearly everybody say which address they come from: limits and the log mean nothing then.`,
      "List the proxies' own addresses.",
    );
  }
  if (proxies.length > 0) return ok("trusted-proxies", `X-Forwarded-For is believed from ${proxies.join(", ")}.`);
  if (!tls && !isLocalHost(issuer.hostname)) {
    return warning(
      "trusted-proxies",
      "A proxy has to stand in front of this hub, and none is listed: everybody seems to come from its address, and shares one limit of attempts.",
      "List it: --trusted-proxies ADDRESS",
    );
  }
  return ok("trusted-proxies", "None: addresses are taken from the connection.");
}

export function allowPrivate({ configuration }: Patient): Finding | null {
  const wide = configuration.allowPrivate.filter((entry) => entry.includes("/") && isWide(entry));
  if (wide.length === 0) return null;
  return warning(
    "allow-private",
    `${wide.join(", ")} lets a provider's settings lead this server anywhere inside your network.`,
    "List the hosts that are meant: keycloak.internal:8443",
  );
}
