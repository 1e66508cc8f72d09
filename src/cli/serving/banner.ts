/** What `alldoor start` says once everything is open. */
import { facts } from "../output.ts";
import { setUpLines } from "./hub.ts";

export interface Banner {
  /** Addresses. */
  readonly hub: string;
  readonly files: string;
  readonly sandbox: string | undefined;
  readonly setUpLink: string | null;
  readonly dataDirectory: string;
  /** It listens on more than this machine. */
  readonly isShared: boolean;
}

export const bannerDocument = ({ hub, files, sandbox, setUpLink, dataDirectory }: Banner) => ({
  hub: { address: hub },
  files: { address: files },
  sandbox: sandbox === undefined ? null : { address: sandbox },
  set_up_link: setUpLink,
  data: dataDirectory,
});

export function bannerText({ hub, files, sandbox, setUpLink, dataDirectory, isShared }: Banner): string {
  const addresses: [string, string][] = [
    ["Hub", hub],
    ["Files", files],
    ...(sandbox === undefined ? [] : [["Sandbox", sandbox] as [string, string]]),
  ];
  return [
    "",
    "  Alldoor is open.",
    "",
    facts(addresses).replace(/^/gm, "  "),
    ...setUpLines(setUpLink),
    "",
    ...(sandbox === undefined
      ? []
      : ["  The sandbox is on: people sign in as made-up characters, and nobody real can sign in with it."]),
    ...(sandbox !== undefined && isShared
      ? ["  Everybody who reaches this machine can do so: it listens on more than localhost."]
      : []),
    `  Everything is kept in ${dataDirectory}. Ctrl+C stops.`,
    "",
  ].join("\n");
}
