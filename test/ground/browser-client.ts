/**
 * A browser without a screen, for flow tests: keeps cookies per host as a browser does, sends the headers that a browser
 * sends, follows redirects while they stay on servers of the test, and fills in the forms that it is shown, hidden fields
 * and all. Whatever it is not shown it does not know.
 */

export interface Shown {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** Where it would have gone next, when that is not one of the test's servers. */
  readonly leftTo: URL | null;
}

interface Form {
  readonly action: string;
  readonly method: string;
  readonly fields: ReadonlyArray<readonly [string, string]>;
}

const decodeEntities = (text: string): string =>
  text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

const attribute = (tag: string, name: string): string | undefined => {
  const match = new RegExp(`\\s${name}="([^"]*)"`).exec(tag);
  return match?.[1] === undefined ? undefined : decodeEntities(match[1]);
};

/** The forms of a page with the values that stand in their inputs. Submit buttons are not fields until pressed. */
export function formsOf(html: string): Form[] {
  return [...html.matchAll(/<form\b[^>]*>([\s\S]*?)<\/form>/g)].map(([whole, inside = ""]) => {
    const tag = whole.slice(0, whole.indexOf(">") + 1);
    const inputs = [...inside.matchAll(/<input\b[^>]*>/g)].map(([input]) => input);
    const fields = inputs.flatMap((input): [string, string][] => {
      const name = attribute(input, "name");
      const type = attribute(input, "type");
      if (name === undefined || ((type === "checkbox" || type === "radio") && !/\schecked(?=[\s>=])/.test(input)))
        return [];
      return [[name, attribute(input, "value") ?? (type === "checkbox" ? "on" : "")]];
    });
    const areas = [...inside.matchAll(/(<textarea\b[^>]*>)([\s\S]*?)<\/textarea>/g)].flatMap(
      ([, area = "", value = ""]): [string, string][] => {
        const name = attribute(area, "name");
        return name === undefined ? [] : [[name, decodeEntities(value)]];
      },
    );
    const selects = [...inside.matchAll(/(<select\b[^>]*>)([\s\S]*?)<\/select>/g)].flatMap(
      ([, select = "", options = ""]): [string, string][] => {
        const name = attribute(select, "name");
        const chosen = /<option\b[^>]*\sselected[^>]*>/.exec(options)?.[0] ?? /<option\b[^>]*>/.exec(options)?.[0];
        return name === undefined || chosen === undefined ? [] : [[name, attribute(chosen, "value") ?? ""]];
      },
    );
    return {
      action: attribute(tag, "action") ?? "",
      method: (attribute(tag, "method") ?? "get").toUpperCase(),
      fields: [...fields, ...areas, ...selects],
    };
  });
}

export class BrowserClient {
  readonly #cookies = new Map<string, Map<string, string>>();
  readonly #own: ReadonlySet<string>;

  /** @param origins The test's servers; anything else is not called. */
  constructor(...origins: string[]) {
    this.#own = new Set(origins.map((origin) => new URL(origin).origin));
  }

  cookie(url: string, name: string): string | undefined {
    return this.#cookies.get(new URL(url).hostname)?.get(name);
  }

  setCookie(url: string, name: string, value: string): void {
    const host = new URL(url).hostname;
    const jar = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, jar.set(name, value));
  }

  cookieHeader(url: string): string {
    return [...(this.#cookies.get(new URL(url).hostname) ?? [])].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  #keep(url: string, response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...rest] = line.split(";");
      const equals = pair.indexOf("=");
      const gone = rest.some((part) => /^\s*max-age=0\s*$/i.test(part));
      if (gone) this.#cookies.get(new URL(url).hostname)?.delete(pair.slice(0, equals));
      else this.setCookie(url, pair.slice(0, equals), pair.slice(equals + 1));
    }
  }

  /** One request, no redirect followed. */
  async request(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = this.cookieHeader(url);
    const response = await fetch(url, {
      redirect: "manual",
      ...init,
      headers: {
        accept: "text/html",
        "user-agent": "Mozilla/5.0 (X11; Linux x86_64) test",
        ...(cookie ? { cookie } : {}),
        ...(init.headers as Record<string, string>),
      },
    });
    this.#keep(url, response);
    return response;
  }

  /** Opens an address and follows where it leads. */
  async open(url: string, init: RequestInit = {}): Promise<Shown> {
    let at = url;
    let response = await this.request(at, init);
    for (let hop = 0; hop < 20; hop += 1) {
      const location = response.headers.get("location");
      if (response.status < 300 || response.status >= 400 || location === null) {
        return {
          url: at,
          status: response.status,
          headers: response.headers,
          html: await response.text(),
          leftTo: null,
        };
      }
      await response.body?.cancel();
      const next = new URL(location, at);
      if (!this.#own.has(next.origin))
        return { url: at, status: response.status, headers: response.headers, html: "", leftTo: next };
      at = next.href;
      response = await this.request(at);
    }
    throw new Error(`too many redirects, last at ${at}`);
  }

  /**
   * Fills in the form of a page that has the given field (or button) and sends it.
   * @param values What is typed, or the button that is pressed.
   */
  submit(page: Shown, values: Readonly<Record<string, string>>, action?: string): Promise<Shown> {
    const names = Object.keys(values);
    const offers = (form: Form, name: string) =>
      form.fields.some(([field]) => field === name) || hasButton(page.html, form.action, name);
    const form = formsOf(page.html).find(
      (each) => (action === undefined || each.action === action) && names.every((name) => offers(each, name)),
    );
    if (!form) throw new Error(`no form with ${names.join(", ")} at ${page.url}: ${page.html.slice(0, 400)}`);
    const fields = new URLSearchParams(
      form.fields.filter(([name]) => !names.includes(name)).map(([name, value]) => [name, value]),
    );
    for (const [name, value] of Object.entries(values)) fields.append(name, value);
    const target = form.action === "" ? new URL(page.url) : new URL(form.action, page.url);
    if (form.method === "GET") return this.open(`${target.href}?${fields}`);
    return this.open(target.href, {
      method: "POST",
      body: fields.toString(),
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        origin: new URL(page.url).origin,
        referer: page.url,
        "sec-fetch-site": target.origin === new URL(page.url).origin ? "same-origin" : "cross-site",
      },
    });
  }
}

const hasButton = (html: string, action: string, name: string): boolean =>
  [...html.matchAll(/<form\b[^>]*>([\s\S]*?)<\/form>/g)].some(
    ([whole]) =>
      (attribute(whole.slice(0, whole.indexOf(">") + 1), "action") ?? "") === action &&
      new RegExp(`<button\\b[^>]*\\sname="${name}"`).test(whole),
  );
