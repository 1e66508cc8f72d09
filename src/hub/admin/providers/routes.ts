/** Routes of sign-in providers: the catalogue, registrations and their rules. */
import type { PageRoute } from "../../web/route.ts";
import { changed, SECTIONS, shown } from "../frame.ts";
import { showLinking } from "./linking-page.tsx";
import {
  createRegistration,
  removeRegistration,
  saveRegistration,
  showNewProvider,
  showProvider,
} from "./provider-page.tsx";
import { LINKING, saveRules } from "./provider-rules.ts";
import { ADD, showCatalogue, showProviders } from "./providers-page.tsx";

const { providers } = SECTIONS;

export const providerRoutes: readonly PageRoute[] = [
  { ...shown, path: providers, page: showProviders },
  { ...shown, path: ADD, page: showCatalogue },
  { ...shown, path: `${ADD}/:entry`, recent: true, page: showNewProvider },
  { ...changed, path: `${ADD}/:entry`, page: createRegistration },
  { ...shown, path: `${providers}/:id`, page: showProvider },
  { ...changed, path: `${providers}/:id`, page: saveRegistration },
  { ...changed, path: `${providers}/:id/remove`, page: removeRegistration },
  { ...changed, path: `${providers}/:id/applications`, page: saveRules },
  { ...shown, path: LINKING, page: showLinking },
];
