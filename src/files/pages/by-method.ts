/** A page and its form under one address: a route answers an address, and here says what GET and POST of it are. */
import type { Route } from "../web/route.ts";

export const byMethod =
  (show: Route["answer"], send: Route["answer"]): Route["answer"] =>
  (context) =>
    context.http.method === "POST" ? send(context) : show(context);
