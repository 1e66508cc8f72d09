import { command } from "../command.ts";
export const doctor = command({ about: [], settings: "hub", options: {}, async run() {} });
