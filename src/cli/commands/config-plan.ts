/** `alldoor config plan`: what a document would change. */
import { command } from "../command.ts";
import { compare, FILE } from "../configuring/compare.ts";

export const configPlan = command({
  about: [
    "Every change is tried and taken back, so that what apply would refuse is refused here. + is made, ~ is changed, - is removed; nothing is removed unless the document says prune: true.",
  ],
  settings: "hub",
  operands: [FILE],
  options: {},
  examples: ["config plan alldoor.yaml"],
  async run({ operands: [file = ""], configuration, environment, output }) {
    await compare({ file, configuration: configuration(), environment, output });
    return undefined;
  },
});
