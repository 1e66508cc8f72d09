/**
 * admin: the console. Pages alone; what they do is in the plain functions beside them (`clients.ts`, `providers.ts`,
 * `people.ts`, `keys.ts`), which the command line and an API call too. Every route asks for an administrator, and every
 * change for a fresh sign-in; a form that is long to fill in asks for that before it is shown.
 */
import type { PageRoute } from "../web/route.ts";
import { createAccount, editPath, NEW_ACCOUNT, saveAccount, showEditAccount, showNewAccount } from "./account-page.tsx";
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
import { EXPORT, exportAudit, RETENTION, saveRetention, showAudit } from "./audit-page.tsx";
import { showDangers } from "./dangers-page.tsx";
import { showFlow, showFlows } from "./flows-page.tsx";
import { SECTIONS } from "./frame.ts";
import { revokeAllGrants, revokeOneGrant, showGrants } from "./grants-page.tsx";
import {
  addToGroup,
  createGroupOf,
  NEW_GROUP,
  removeGroupOf,
  saveGroup,
  showGroup,
  showGroups,
  showNewGroup,
  takeFromGroup,
} from "./groups-page.tsx";
import { impersonate, STOP_LOOKING, stopImpersonating } from "./impersonation.ts";
import { rotate, showKeys } from "./keys-page.tsx";
import { showLinking } from "./linking-page.tsx";
import { LOOK_PATH, LOOK_PREVIEW_PATH, LOOK_UPLOAD, saveLookForm, showLook, showLookPreview } from "./look-page.tsx";
import { saveMail, sendTest, showMail } from "./mail-page.tsx";
import {
  disableOrganization,
  enableOrganization,
  joinOrganization,
  makeOrganization,
  NEW_ORGANIZATION,
  saveOrganization,
  showNewOrganization,
  showOrganization,
  showOrganizations,
} from "./organizations-page.tsx";
import { showOverview } from "./overview-page.tsx";
import { exportPeople, MOST_BYTES, PEOPLE_EXPORT, PEOPLE_IMPORT, showImport, takeImport } from "./people-csv-page.tsx";
import {
  createRegistration,
  removeRegistration,
  saveRegistration,
  showNewProvider,
  showProvider,
} from "./provider-page.tsx";
import { LINKING, saveRules } from "./provider-rules.ts";
import { ADD, showCatalogue, showProviders } from "./providers-page.tsx";
import {
  createToken,
  REGISTRATION,
  removeToken,
  saveRegistrationPolicy,
  showRegistration,
} from "./registration-page.tsx";
import {
  createRoleOf,
  giveRole,
  giveRoleToGroup,
  NEW_ROLE,
  removeRoleOf,
  saveRole,
  showNewRole,
  showRole,
  showRoles,
  takeRole,
  takeRoleFromGroup,
} from "./roles-page.tsx";
import { saveSecondFactorPolicy } from "./second-factor-policy.ts";
import { endOneSession, showSessions } from "./sessions-page.tsx";
import { showSettings } from "./settings-page.tsx";
import {
  deleteAccount,
  disable,
  enable,
  endUserSessions,
  makeAdministrator,
  resetUserFactors,
  showUser,
  takeAdministration,
  unlinkUserIdentity,
  verifyAddress,
} from "./user-page.tsx";
import { showUsers } from "./users-page.tsx";

import {
  deleteWebhook,
  makeWebhook,
  NEW_WEBHOOK,
  renewWebhookSecret,
  replayMessage,
  saveWebhook,
  showNewWebhook,
  showWebhook,
  showWebhooks,
} from "./webhooks-page.tsx";

const shown = { kind: "page", method: "GET", access: "administrator" } as const;
const changed = { kind: "page", method: "POST", access: "administrator", recent: true } as const;
const { overview, applications, providers, users, sessions, grants, keys, mail, flows, audit, groups, roles } =
  SECTIONS;
const { organizations, webhooks, dangers, settings } = SECTIONS;

export const adminRoutes: readonly PageRoute[] = [
  { ...shown, path: overview, page: showOverview },

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

  { ...shown, path: providers, page: showProviders },
  { ...shown, path: ADD, page: showCatalogue },
  { ...shown, path: `${ADD}/:entry`, recent: true, page: showNewProvider },
  { ...changed, path: `${ADD}/:entry`, page: createRegistration },
  { ...shown, path: `${providers}/:id`, page: showProvider },
  { ...changed, path: `${providers}/:id`, page: saveRegistration },
  { ...changed, path: `${providers}/:id/remove`, page: removeRegistration },
  { ...changed, path: `${providers}/:id/applications`, page: saveRules },
  { ...shown, path: LINKING, page: showLinking },

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
  { ...changed, path: `${users}/:id/delete`, page: deleteAccount },
  { ...changed, path: `${users}/:id/identities/:identity/unlink`, page: unlinkUserIdentity },

  { ...shown, path: sessions, page: showSessions },
  { ...changed, path: `${sessions}/:id/end`, page: endOneSession },
  { ...shown, path: grants, page: showGrants },
  { ...changed, path: `${grants}/:id/revoke`, page: revokeOneGrant },
  { ...changed, path: `${grants}/application/:id/revoke`, page: revokeAllGrants },

  { ...shown, path: groups, page: showGroups },
  { ...changed, path: groups, page: createGroupOf },
  { ...shown, path: NEW_GROUP, recent: true, page: showNewGroup },
  { ...shown, path: `${groups}/:id`, page: showGroup },
  { ...changed, path: `${groups}/:id`, page: saveGroup },
  { ...changed, path: `${groups}/:id/members`, page: addToGroup },
  { ...changed, path: `${groups}/:id/members/remove`, page: takeFromGroup },
  { ...changed, path: `${groups}/:id/remove`, page: removeGroupOf },

  { ...shown, path: roles, page: showRoles },
  { ...changed, path: roles, page: createRoleOf },
  { ...shown, path: NEW_ROLE, recent: true, page: showNewRole },
  { ...shown, path: `${roles}/:id`, page: showRole },
  { ...changed, path: `${roles}/:id`, page: saveRole },
  { ...changed, path: `${roles}/:id/members`, page: giveRole },
  { ...changed, path: `${roles}/:id/members/remove`, page: takeRole },
  { ...changed, path: `${roles}/:id/groups`, page: giveRoleToGroup },
  { ...changed, path: `${roles}/:id/groups/remove`, page: takeRoleFromGroup },
  { ...changed, path: `${roles}/:id/remove`, page: removeRoleOf },

  { ...shown, path: organizations, page: showOrganizations },
  { ...changed, path: organizations, page: makeOrganization },
  { ...shown, path: NEW_ORGANIZATION, recent: true, page: showNewOrganization },
  { ...shown, path: `${organizations}/:id`, page: showOrganization },
  { ...changed, path: `${organizations}/:id`, page: saveOrganization },
  { ...changed, path: `${organizations}/:id/join`, page: joinOrganization },
  { ...changed, path: `${organizations}/:id/disable`, page: disableOrganization },
  { ...changed, path: `${organizations}/:id/enable`, page: enableOrganization },

  { ...shown, path: webhooks, page: showWebhooks },
  { ...changed, path: webhooks, page: makeWebhook },
  { ...shown, path: NEW_WEBHOOK, recent: true, page: showNewWebhook },
  { ...shown, path: `${webhooks}/:id`, page: showWebhook },
  { ...changed, path: `${webhooks}/:id`, page: saveWebhook },
  { ...changed, path: `${webhooks}/:id/secret`, page: renewWebhookSecret },
  { ...changed, path: `${webhooks}/:id/remove`, page: deleteWebhook },
  { ...changed, path: `${webhooks}/:id/replay/:message`, page: replayMessage },

  { ...shown, path: keys, page: showKeys },
  { ...changed, path: `${keys}/rotate`, page: rotate },

  { ...shown, path: mail, recent: true, page: showMail },
  { ...changed, path: mail, page: saveMail },
  { ...changed, path: `${mail}/test`, page: sendTest },

  { ...shown, path: flows, page: showFlows },
  { ...shown, path: `${flows}/:id`, page: showFlow },

  { ...shown, path: audit, page: showAudit },
  { ...changed, path: EXPORT, page: exportAudit },
  { ...changed, path: RETENTION, page: saveRetention },

  { ...shown, path: dangers, page: showDangers },
  { ...shown, path: settings, page: showSettings },
];
