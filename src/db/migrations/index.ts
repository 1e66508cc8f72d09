/**
 * The hub's migrations, oldest first, imported as a list. Forward only: what has landed is never edited, a change is a new file,
 * and each change leaves the schema readable by the version before it.
 */

import type { MigrationList } from "../migrate.ts";
import { foundation } from "./0001-foundation.ts";
import { authorizationServer } from "./0002-authorization-server.ts";
import { exchangedGrants } from "./0003-exchanged-grants.ts";
import { shortGrants } from "./0004-short-grants.ts";
import { logOut } from "./0005-log-out.ts";
import { registration } from "./0006-registration.ts";
import { upstream } from "./0007-upstream.ts";
import { waysIn } from "./0008-ways-in.ts";
import { mail } from "./0009-mail.ts";
import { api } from "./0011-api.ts";
import { apiWebhooks } from "./0011-api-webhooks.ts";
import { inspector } from "./0012-inspector.ts";
import { initiateLogin } from "./0013-initiate-login.ts";
import { upstreamMore } from "./0015-upstream-more.ts";
import { roles } from "./0016-roles.ts";
import { impersonation } from "./0017-impersonation.ts";
import { people } from "./0017-people.ts";
import { look } from "./0018-look.ts";
import { counters } from "./0019-counters.ts";
import { account } from "./0020-account.ts";
import { avatars } from "./0020-avatars.ts";
import { unusedRegistrations } from "./0021-unused-registrations.ts";
import { invitations } from "./0022-invitations.ts";

export const hubMigrations: MigrationList = {
  ledger: "migrations",
  migrations: [
    foundation,
    authorizationServer,
    exchangedGrants,
    shortGrants,
    logOut,
    registration,
    upstream,
    waysIn,
    mail,
    api,
    apiWebhooks,
    inspector,
    initiateLogin,
    upstreamMore,
    roles,
    impersonation,
    people,
    look,
    counters,
    account,
    avatars,
    unusedRegistrations,
    invitations,
  ],
};
