/** Routes of the server as a whole: organizations, webhooks, keys, mail, recent sign-ins, the audit log and settings. */
import type { PageRoute } from "../../web/route.ts";
import { changed, SECTIONS, shown } from "../frame.ts";
import { EXPORT, exportAudit, RETENTION, saveRetention, showAudit } from "./audit-page.tsx";
import { showDangers } from "./dangers-page.tsx";
import { showFlow, showFlows } from "./flows-page.tsx";
import { rotate, showKeys } from "./keys-page.tsx";
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
import { showSettings } from "./settings-page.tsx";
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

const { organizations, webhooks, keys, mail, flows, audit, dangers, settings } = SECTIONS;

export const serverRoutes: readonly PageRoute[] = [
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
