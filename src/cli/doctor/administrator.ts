/** Whether somebody can administer the hub. */
import { isSetUp } from "../../hub/setup/setup.ts";
import { countAdministrators } from "../../hub/users/store.ts";
import { type Finding, failed, type OpenPatient, ok, warning } from "./finding.ts";

export async function administrator({ db }: OpenPatient): Promise<Finding> {
  const count = await countAdministrators(db);
  const fix = "alldoor admin create --username NAME";
  if (count === 0 && (await isSetUp(db)))
    return failed("administrator", "Nobody can administer this hub: no administrator is left who may sign in.", fix);
  if (count === 0)
    return warning(
      "administrator",
      "There is no administrator yet.",
      `Open the link that the start prints, or: ${fix}`,
    );
  if (count === 1) return ok("administrator", "There is one. A second one helps where the first is lost.");
  return ok("administrator", `There are ${count}.`);
}
