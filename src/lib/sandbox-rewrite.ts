/**
 * Sandbox mode: a provider's addresses are moved under the sandbox's, host and all, and nothing else is changed.
 * `https://github.com/login/oauth/authorize?x` becomes `<base>/github.com/login/oauth/authorize?x`.
 *
 * The same function moves what this server calls (`createOutbound`'s `rewrite`) and the address that the browser is sent
 * to, so that both halves of a sign-in meet the same emulated provider.
 */

/**
 * @param base The sandbox's address, `http://localhost:9000`.
 * @param except Hosts (`host` or `host:port`) that stay where they are: this server's own.
 * @returns The function; addresses already under `base` stay as they are.
 * @throws TypeError where `base` is not an http(s) address.
 */
export function sandboxRewrite(base: string, except: readonly string[] = []): (url: URL) => URL {
  const sandbox = new URL(base);
  if (sandbox.protocol !== "http:" && sandbox.protocol !== "https:") throw new TypeError("not an http(s) address");
  const root = `${sandbox.origin}${sandbox.pathname.replace(/\/+$/, "")}`;
  const stays = new Set(except.map((host) => host.toLowerCase()));

  return (url) => {
    const under = url.origin === sandbox.origin && `${url.origin}${url.pathname}/`.startsWith(`${root}/`);
    if (under || stays.has(url.host) || stays.has(url.hostname)) return url;
    return new URL(`${root}/${url.host}${url.pathname}${url.search}${url.hash}`);
  };
}
