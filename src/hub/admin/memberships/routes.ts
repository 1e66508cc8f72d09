/** Routes of groups and roles, and who has them. */
import type { PageRoute } from "../../web/route.ts";
import { changed, SECTIONS, shown } from "../frame.ts";
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
import { giveUserRole, putIntoGroup, takeOutOfGroup, takeUserRole } from "./user-memberships.ts";

const { groups, roles, users } = SECTIONS;

export const membershipRoutes: readonly PageRoute[] = [
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

  { ...changed, path: `${users}/:id/groups`, page: putIntoGroup },
  { ...changed, path: `${users}/:id/groups/remove`, page: takeOutOfGroup },
  { ...changed, path: `${users}/:id/roles`, page: giveUserRole },
  { ...changed, path: `${users}/:id/roles/remove`, page: takeUserRole },
];
