/** Routes of sessions of people, and what applications hold. */
import type { PageRoute } from "../../web/route.ts";
import { changed, SECTIONS, shown } from "../frame.ts";
import { revokeAllGrants, revokeOneGrant, showGrants } from "./grants-page.tsx";
import { endOneSession, showSessions } from "./sessions-page.tsx";

const { sessions, grants } = SECTIONS;

export const accessRoutes: readonly PageRoute[] = [
  { ...shown, path: sessions, page: showSessions },
  { ...changed, path: `${sessions}/:id/end`, page: endOneSession },
  { ...shown, path: grants, page: showGrants },
  { ...changed, path: `${grants}/:id/revoke`, page: revokeOneGrant },
  { ...changed, path: `${grants}/application/:id/revoke`, page: revokeAllGrants },
];
