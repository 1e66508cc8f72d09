/**
 * A browser as far as a sign-in needs one: it follows redirects between the origins of this machine, keeps each one's
 * cookies, and goes nowhere else. It is slower than `Connection`, which does no harm where the server's processor time alone is measured.
 */

const MOST_REDIRECTS = 10;
const THIS_MACHINE = new Set(["127.0.0.1", "localhost"]);

export interface Shown {
  readonly url: string;
  /** 0 where the address is not on this machine. */
  readonly status: number;
  readonly body: string;
}

export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();

  open(url: string): Promise<Shown> {
    return this.#follow(url, { method: "GET" });
  }

  /** Posts a form to the address where the browser stands. */
  submit(page: Shown, fields: Readonly<Record<string, string>>): Promise<Shown> {
    const { origin } = new URL(page.url);
    return this.#follow(page.url, { method: "POST", body: new URLSearchParams(fields), headers: { origin } });
  }

  /** Whether an origin has given it a cookie of that name. */
  has(origin: string, name: RegExp): boolean {
    return [...(this.#cookies.get(origin)?.keys() ?? [])].some((each) => name.test(each));
  }

  async #follow(url: string, first: RequestInit): Promise<Shown> {
    let at = new URL(url);
    let init = first;
    for (let count = 0; count < MOST_REDIRECTS; count += 1) {
      if (!THIS_MACHINE.has(at.hostname)) return { url: at.href, status: 0, body: "" };
      const jar = this.#cookies.get(at.origin) ?? new Map<string, string>();
      this.#cookies.set(at.origin, jar);
      const headers = new Headers(init.headers);
      if (jar.size > 0) headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
      const answer = await fetch(at, { ...init, headers, redirect: "manual" });
      for (const line of answer.headers.getSetCookie()) keep(jar, line);
      const body = await answer.text();
      const next = answer.headers.get("location");
      if (next === null) return { url: at.href, status: answer.status, body };
      at = new URL(next, at);
      init = { method: "GET" };
    }
    throw new Error(`more than ${MOST_REDIRECTS} redirects, the last to ${at.origin}${at.pathname}`);
  }
}

function keep(jar: Map<string, string>, line: string): void {
  const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (value === "" || /;\s*max-age=0/i.test(line)) jar.delete(name);
  else jar.set(name, value);
}
