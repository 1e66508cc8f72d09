/** A person in AList's JSON. What proves who somebody is, is never in it. */
import { roleNumber, type User } from "../users/user.ts";

export const personJson = (user: User, ssoId: string) => ({
  id: user.id,
  username: user.username,
  password: "",
  base_path: user.basePath,
  role: roleNumber[user.role],
  disabled: user.disabledAt !== null,
  permission: user.permission,
  sso_id: ssoId,
});
