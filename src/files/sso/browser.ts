/** The browser that a sign-in begins and ends in. Routes of AList's API give browsers no value of their own, so it is done here. */
import type { Context } from "../web/route.ts";

export interface BoundBrowser {
  readonly value: string;
  /** `Set-Cookie` values, where it is new. */
  readonly cookies: readonly string[];
}

/** This browser's value; a new one, and the cookie that gives it, where it has none. */
export function boundBrowser({ files, http }: Pick<Context, "files" | "http">): BoundBrowser {
  const known = files.browsers.read(http.headers.cookie);
  if (known !== undefined) return { value: known, cookies: [] };
  const { value, setCookie } = files.browsers.create();
  return { value, cookies: [setCookie] };
}
