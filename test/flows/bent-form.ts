/** A form of a page, sent with fields changed, added or left out: what a switch does, and what no page would ever send. */
import { type BrowserClient, formsOf, type Shown } from "../ground/browser-client.ts";

/** A value, several of the same name, or `null` for none. */
export type Change = Readonly<Record<string, string | readonly string[] | null>>;

/** Sends the page's form with that action. Fields that are not changed go as they stand on the page. */
export function sendForm(browser: BrowserClient, page: Shown, action: string, change: Change = {}): Promise<Shown> {
  const form = formsOf(page.html).find((each) => each.action === action);
  if (!form) throw new Error(`no form to ${action} at ${page.url}`);
  const fields = new URLSearchParams(
    form.fields.filter(([name]) => !Object.hasOwn(change, name)).map(([name, value]) => [name, value]),
  );
  for (const [name, values] of Object.entries(change)) {
    for (const value of values === null ? [] : [values].flat()) fields.append(name, value);
  }
  const { origin } = new URL(page.url);
  return browser.open(`${origin}${action}`, {
    method: "POST",
    body: fields.toString(),
    headers: { "content-type": "application/x-www-form-urlencoded", origin, referer: page.url },
  });
}
