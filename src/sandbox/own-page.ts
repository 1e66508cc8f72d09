/**
 * Who may see the developer's pages and press their buttons. The pages show client secrets and the control interface
 * changes what is registered, so neither may be reachable through another site (CSRF) or through a name that an
 * attacker has pointed at this machine (DNS rebinding). Emulated endpoints are not guarded by this: they are called
 * from anywhere, as the real are.
 */

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

function hostnameOf(host: string | null): string | null {
  if (host === null || !URL.canParse(`http://${host}`)) return null;
  const url = new URL(`http://${host}`);
  return url.host === host.toLowerCase() || `${url.host}:80` === host.toLowerCase() ? url.hostname : null;
}

/** Whether the request came by a loopback name and, where the peer is known, from this machine. */
export function isLocal(request: Request, peer: string | undefined): boolean {
  const hostname = hostnameOf(request.headers.get("host") ?? new URL(request.url).host);
  const isNear = peer === undefined || peer === "::1" || /^(::ffff:)?127\./.test(peer);
  return isNear && hostname !== null && LOOPBACK.includes(hostname);
}

/** Whether the request came by the sandbox's own name. */
export function isOwnHost(request: Request, origin: string, peer: string | undefined): boolean {
  const host = request.headers.get("host") ?? new URL(request.url).host;
  return isLocal(request, peer) || host === new URL(origin).host;
}

/**
 * Whether no other site caused the request: what may change something must come from a page of ours or from no page.
 */
export function isFromOwnPage(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return false;
  const origin = request.headers.get("origin");
  if (origin === null) return true;
  const host = request.headers.get("host") ?? new URL(request.url).host;
  return URL.canParse(origin) && new URL(origin).host === host;
}
