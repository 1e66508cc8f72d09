/**
 * The addresses of Casdoor's pages, which applications link to: each sends the browser on to the page of ours that does the
 * same. A token in such an address (`?access_token=`) signs nobody in and goes nowhere: a link must not change who somebody is.
 */
import { type Endpoint, seeOther } from "../../lib/endpoint.ts";

/** An authorization request that begins with signing up is the same request: the sign-in page offers it. */
export const toAuthorize: Endpoint = ({ query }) =>
  seeOther(query === "" ? "/login/oauth/authorize" : `/login/oauth/authorize?${query}`);

export const to =
  (path: `/${string}`): Endpoint =>
  () =>
    seeOther(path);
