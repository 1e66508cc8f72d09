/** A person of the file server as commands show one. */
import { roleNumber, type User } from "../files/users/user.ts";
import { facts } from "./output.ts";

export const personDocument = (user: User) => ({
  id: user.id,
  username: user.username,
  role: roleNumber[user.role],
  base_path: user.basePath,
  permission: user.permission,
  has_password: user.hasPassword,
  otp: user.hasOtp,
  disabled: user.disabledAt !== null,
  created_at: user.createdAt,
});

export const personFacts = ({ username, role, basePath, permission }: User): string =>
  facts([
    ["Username", username],
    ["Role", role],
    ["Base path", basePath],
    ["Permission", role === "admin" ? "everything" : String(permission)],
  ]);
