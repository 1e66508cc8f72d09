/** `alldoor settings`: the configuration that a hub would be started with here and now, and where each part comes from. */
import { command } from "../command.ts";
import { table } from "../output.ts";

export const settingsShown = command({
  about: ["Secrets are told to be set, and no more. What is set in the console stands at /admin/settings."],
  settings: "hub",
  options: {},
  examples: ["settings", "settings --json"],
  async run({ configuration, output }) {
    const { effective } = configuration();
    const lines = effective.map(({ name, value, secret, source }) => [
      name,
      secret ? "(set, not shown)" : (value ?? "-"),
      source === "standard" ? "default" : source,
    ]);
    output.answer(effective, table(["SETTING", "VALUE", "FROM"], lines));
    return undefined;
  },
});
