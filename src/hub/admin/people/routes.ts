/** Routes of people: one by one, and as a file. */
import type { PageRoute } from "../../web/route.ts";
import { changed, SECTIONS, shown } from "../frame.ts";
import { createAccount, editPath, NEW_ACCOUNT, saveAccount, showEditAccount, showNewAccount } from "./account-page.tsx";
import { impersonate, STOP_LOOKING, stopImpersonating } from "./impersonation.ts";
import { exportPeople, MOST_BYTES, PEOPLE_EXPORT, PEOPLE_IMPORT, showImport, takeImport } from "./people-csv-page.tsx";
import { saveSecondFactorPolicy } from "./second-factor-policy.ts";
import {
  deleteAccount,
  disable,
  enable,
  endUserSessions,
  invite,
  makeAdministrator,
  resetUserFactors,
  showUser,
  takeAdministration,
  unlinkUserIdentity,
  verifyAddress,
} from "./user-page.tsx";
import { showUsers } from "./users-page.tsx";

const { users } = SECTIONS;

export const peopleRoutes: readonly PageRoute[] = [
  { ...shown, path: users, page: showUsers },
  { ...changed, path: users, page: createAccount },
  { ...shown, path: NEW_ACCOUNT, recent: true, page: showNewAccount },
  { ...shown, path: PEOPLE_IMPORT, recent: true, page: showImport },
  { ...changed, path: PEOPLE_IMPORT, upload: MOST_BYTES, page: takeImport },
  { ...changed, path: PEOPLE_EXPORT, page: exportPeople },
  { ...shown, path: `${users}/:id`, page: showUser },
  { ...shown, path: editPath, recent: true, page: showEditAccount },
  { ...changed, path: editPath, page: saveAccount },
  { ...changed, path: `${users}/second-factor`, page: saveSecondFactorPolicy },
  { ...changed, path: `${users}/:id/reset-second-factors`, page: resetUserFactors },
  { ...changed, path: `${users}/:id/disable`, page: disable },
  { ...changed, path: `${users}/:id/enable`, page: enable },
  { ...changed, path: `${users}/:id/make-administrator`, page: makeAdministrator },
  { ...changed, path: `${users}/:id/remove-administrator`, page: takeAdministration },
  { ...changed, path: `${users}/:id/end-sessions`, page: endUserSessions },
  { ...changed, path: `${users}/:id/impersonate`, page: impersonate },
  { kind: "page", method: "POST", access: "anyone", path: STOP_LOOKING, page: stopImpersonating },
  { ...changed, path: `${users}/:id/verify-address`, page: verifyAddress },
  { ...changed, path: `${users}/:id/invite`, page: invite },
  { ...changed, path: `${users}/:id/delete`, page: deleteAccount },
  { ...changed, path: `${users}/:id/identities/:identity/unlink`, page: unlinkUserIdentity },
];
