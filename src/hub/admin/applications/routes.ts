/** Routes of applications: what they are set to, how they look, what their tokens say, and how clients register themselves. */
import type { PageRoute } from "../../web/route.ts";
import { changed, SECTIONS, shown } from "../frame.ts";
import {
  createApplication,
  removeApplication,
  rotateSecret,
  saveApplication,
  showApplication,
  showNewApplication,
} from "./application-page.tsx";
import { PERMISSIONS_PATH, savePermissions, showPermissions } from "./application-permissions.tsx";
import { showApplications } from "./applications-page.tsx";
import { LOOK_PATH, LOOK_PREVIEW_PATH, LOOK_UPLOAD, saveLookForm, showLook, showLookPreview } from "./look-page.tsx";
import {
  createToken,
  REGISTRATION,
  removeToken,
  saveRegistrationPolicy,
  showRegistration,
} from "./registration-page.tsx";

const { applications } = SECTIONS;

export const applicationRoutes: readonly PageRoute[] = [
  { ...shown, path: applications, page: showApplications },
  { ...changed, path: applications, page: createApplication },
  { ...shown, path: `${applications}/new`, recent: true, page: showNewApplication },
  { ...shown, path: REGISTRATION, page: showRegistration },
  { ...changed, path: REGISTRATION, page: saveRegistrationPolicy },
  { ...changed, path: `${REGISTRATION}/tokens`, page: createToken },
  { ...changed, path: `${REGISTRATION}/tokens/remove`, page: removeToken },
  { ...shown, path: `${applications}/:id`, page: showApplication },
  { ...changed, path: `${applications}/:id`, page: saveApplication },
  { ...changed, path: `${applications}/:id/secret`, page: rotateSecret },
  { ...changed, path: `${applications}/:id/remove`, page: removeApplication },
  { ...shown, path: PERMISSIONS_PATH, recent: true, page: showPermissions },
  { ...changed, path: PERMISSIONS_PATH, page: savePermissions },

  { ...shown, path: LOOK_PATH, recent: true, page: showLook },
  { ...changed, path: LOOK_PATH, upload: LOOK_UPLOAD, page: saveLookForm },
  { ...shown, path: LOOK_PREVIEW_PATH, page: showLookPreview },
];
