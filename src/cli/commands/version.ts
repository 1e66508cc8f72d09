/** `alldoor version`: of Alldoor and of the Node.js it runs on. */
import { readFileSync } from "node:fs";
import { command } from "../command.ts";

const packageVersion = (): string => {
  const { version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return version;
};

export const version = command({
  about: [],
  settings: "none",
  options: {},
  async run({ output }) {
    const versions = { alldoor: packageVersion(), node: process.versions.node };
    output.answer(versions, `Alldoor ${versions.alldoor} on Node.js ${versions.node}`);
  },
});
