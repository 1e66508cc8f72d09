/** `alldoor config drift`: for a watch that calls it regularly, whether somebody changed what a document says. */
import { command } from "../command.ts";
import { compare, FILE } from "../configuring/compare.ts";

/** The exit code where there is a difference. */
const DRIFTED = 2;

export const configDrift = command({
  about: [
    "It shows what plan shows, and ends with exit code 2 where there is a difference, with 0 where there is none.",
  ],
  settings: "hub",
  operands: [FILE],
  options: {},
  examples: ["config drift alldoor.yaml"],
  run: async ({ operands: [file = ""], configuration, environment, output }) =>
    (await compare({ file, configuration: configuration(), environment, output })) > 0 ? DRIFTED : 0,
});
