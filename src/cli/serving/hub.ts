/** The hub as the command line serves it: its log beside the answer, its answer once it listens. */
import type { HubOptions } from "../../hub/open-hub.ts";
import { type ServedHub, serveHub } from "../../hub/serve.ts";
import type { Configuration } from "../../lib/configuration.ts";
import { createLog } from "../../lib/log.ts";
import type { Output } from "../output.ts";

/** The address that browsers know, where the configuration names none. */
export const hubAddress = ({ issuer, tls }: Configuration, port: number): string =>
  issuer ?? `${tls ? "https" : "http"}://localhost:${port}`;

/**
 * @param ownApplication An application that is served beside it.
 * @throws what `serveHub` throws
 */
export const openHubProgram = (
  configuration: Configuration,
  port: number,
  output: Output,
  ownApplication?: HubOptions["ownApplication"],
): Promise<ServedHub> =>
  serveHub({
    ...(ownApplication === undefined ? {} : { ownApplication }),
    configuration: { ...configuration, port, issuer: hubAddress(configuration, port) },
    log: createLog(configuration.logLevel, "hub", output.writeLog),
  });

/** What is said of set-up while it is open. */
export const setUpLines = (link: string | null): string[] =>
  link === null
    ? []
    : ["", "  Nobody administers this yet. Open this link to make the first account; it works once:", `    ${link}`];
