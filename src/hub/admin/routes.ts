/**
 * admin: the console, a folder a section. Pages alone; what they do is in the plain functions beside them
 * (`clients.ts`, `providers.ts`, `people.ts`, `keys.ts`), which the command line and the API call too. Every route asks
 * for an administrator, and every change for a fresh sign-in; a form that is long to fill in asks for that before it is
 * shown.
 */
import type { PageRoute } from "../web/route.ts";
import { accessRoutes } from "./access/routes.ts";
import { applicationRoutes } from "./applications/routes.ts";
import { membershipRoutes } from "./memberships/routes.ts";
import { overviewRoutes } from "./overview/routes.ts";
import { peopleRoutes } from "./people/routes.ts";
import { providerRoutes } from "./providers/routes.ts";
import { serverRoutes } from "./server/routes.ts";

export const adminRoutes: readonly PageRoute[] = [
  ...overviewRoutes,
  ...applicationRoutes,
  ...providerRoutes,
  ...peopleRoutes,
  ...accessRoutes,
  ...membershipRoutes,
  ...serverRoutes,
];
