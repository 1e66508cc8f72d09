/** A visit: how one page of the three programs is come to, by whom, and what is seen there. */

import { createFilesApp } from "../../src/files/app.ts";
import { createHubApp } from "../../src/hub/app.ts";
import type { BrowserClient } from "../ground/browser-client.ts";
import type { Seeded } from "./seeded.ts";

export type Program = "hub" | "files" | "sandbox";

/** A browser that has come so far, and the address that it opens next. */
export interface Arrival {
  readonly browser: BrowserClient;
  readonly url: string;
}

export interface Visit {
  /** Unique; the name of its pictures. */
  readonly name: string;
  readonly program: Program;
  /** The pattern of the route that it is of, as the program's table has it. */
  readonly route: string;
  /** @returns where the page is; opening it again shows it again. */
  readonly arrive: (town: Seeded) => Arrival | Promise<Arrival>;
}

/** A route whose answer is no page of ours, and why. */
export interface NoPage {
  readonly program: Program;
  readonly route: string;
  readonly why: string;
}

interface TableRoute {
  readonly program: Program;
  readonly path: string;
}

/** Every route of every program that a browser may open with an address alone. */
export function openedRoutes(town: Seeded): readonly TableRoute[] {
  const hub = createHubApp(town.hub.hub).routes.filter((route) =>
    route.kind === "page" ? route.method === "GET" : route.errors === "page" && route.methods.includes("GET"),
  );
  const files = createFilesApp(town.files.files).routes.filter(
    ({ errors, methods }) => errors === "page" && (methods?.includes("GET") ?? true),
  );
  const sandbox = town.hub.sandbox.sandbox.routes.filter(({ method }) => method !== "POST");
  return [
    ...hub.map(({ path }) => ({ program: "hub" as const, path })),
    ...files.map(({ path }) => ({ program: "files" as const, path })),
    ...sandbox.map(({ path }) => ({ program: "sandbox" as const, path })),
  ];
}

const hasPlaces = (path: string): boolean => /[:*]/.test(path);

/** `/admin/users/new` as a name of a file. */
const nameOf = ({ program, path }: TableRoute): string =>
  [program, ...path.split(/[^\w-]+/).filter((part) => part !== "")].join("-");

/** The visit of a route that needs nothing but an administrator. */
const plainVisit = (route: TableRoute): Visit => ({
  name: nameOf(route),
  program: route.program,
  route: route.path,
  arrive: ({ as, hub, files }) =>
    route.program === "files"
      ? { browser: as.filesAdministrator, url: `${files.url}${route.path}` }
      : { browser: as.administrator, url: `${route.program === "hub" ? hub.url : hub.sandbox.url}${route.path}` },
});

export interface Itinerary {
  readonly visits: readonly Visit[];
  /** Routes with places in their paths for which nobody has said what stands there. */
  readonly unknown: readonly string[];
  /** What is listed of a route that no program has. */
  readonly stale: readonly string[];
}

/** The visits that are written down, and one of each further page that an administrator opens by its address alone. */
export function plan(town: Seeded, written: readonly Visit[], noPages: readonly NoPage[]): Itinerary {
  const routes = openedRoutes(town);
  const same = (route: TableRoute, other: { readonly program: Program; readonly route: string }): boolean =>
    route.program === other.program && route.path === other.route;
  const open = routes.filter((route) => ![...written, ...noPages].some((each) => same(route, each)));
  return {
    visits: [...written, ...open.filter(({ path }) => !hasPlaces(path)).map(plainVisit)],
    unknown: open.filter(({ path }) => hasPlaces(path)).map(({ program, path }) => `${program} ${path}`),
    stale: [...written, ...noPages]
      .filter((each) => !routes.some((route) => same(route, each)))
      .map(({ program, route }) => `${program} ${route}`),
  };
}
