/** What goes with an application that goes: its roles. A person's groups and roles go with their account (`users/delete-user.ts`). */
import type { Writer } from "../../db/database.ts";

/** Deletes the roles of one application, whoever has them. @param clientId The client's row. */
export async function forgetRolesOfClient(tx: Writer, clientId: string): Promise<void> {
  const own = tx.query.selectFrom("roles").select("id").where("client_id", "=", clientId);
  await tx.query.deleteFrom("role_members").where("role_id", "in", own).execute();
  await tx.query.deleteFrom("role_groups").where("role_id", "in", own).execute();
  await tx.query.deleteFrom("roles").where("client_id", "=", clientId).execute();
}
