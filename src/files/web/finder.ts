/** Which route a path means: the exact one, else the longest folder (`/dav/*`) that it lies in. */
import type { Route } from "./route.ts";

export function createFinder(routes: readonly Route[]): (path: string) => Route | undefined {
  const exact = new Map<string, Route>();
  const folders: { readonly prefix: string; readonly route: Route }[] = [];
  for (const route of routes) {
    if (!route.path.endsWith("/*")) exact.set(route.path, route);
    else {
      const prefix = route.path.slice(0, -1);
      folders.push({ prefix, route });
      exact.set(prefix.slice(0, -1), route);
    }
  }
  folders.sort((a, b) => b.prefix.length - a.prefix.length);
  return (path) => exact.get(path) ?? folders.find(({ prefix }) => path.startsWith(prefix))?.route;
}
