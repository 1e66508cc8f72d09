/** The hub's port: free, or held by a hub, and then by one that calls itself what this configuration calls it. */
import { z } from "zod";
import { createOutbound } from "../../lib/outbound.ts";
import { Failure } from "../failure.ts";
import { choosePorts } from "../ports.ts";
import { type Finding, failed, ok, type Patient } from "./finding.ts";

const metadata = z.object({ issuer: z.string() });

const isFree = async (host: string, port: number): Promise<boolean> => {
  try {
    await choosePorts([{ program: "the hub", host, port, flag: "--port" }]);
    return true;
  } catch (error) {
    if (error instanceof Failure && error.code === "port_taken") return false;
    throw error;
  }
};

/** Names for "all addresses" are none to call. */
const nameOf = (host: string): string =>
  host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;

type Answered = { readonly issuer: string } | { readonly trouble: "silent" | "stranger" };

/** What says at this port that it is an issuer. */
async function whoAnswers({ configuration, port }: Patient): Promise<Answered> {
  const host = nameOf(configuration.host);
  const { fetch, close } = createOutbound({
    allow: [`${host}:${port}`],
    headMilliseconds: 2000,
    totalMilliseconds: 3000,
  });
  try {
    const answer = await fetch(
      `${configuration.tls ? "https" : "http"}://${host}:${port}/.well-known/openid-configuration`,
    );
    const parsed = metadata.safeParse(await answer.json().catch(() => null));
    return parsed.success ? { issuer: parsed.data.issuer } : { trouble: "stranger" };
  } catch {
    return { trouble: "silent" };
  } finally {
    close();
  }
}

export async function port(patient: Patient): Promise<Finding> {
  const { configuration, issuer, port: number } = patient;
  if (await isFree(configuration.host, number)) return ok("port", `Port ${number} is free; no hub is running there.`);
  const answered = await whoAnswers(patient);
  if ("issuer" in answered) {
    if (answered.issuer === issuer.origin) return ok("port", `Port ${number} is held by this hub, and it answers.`);
    return failed(
      "port",
      `Port ${number} is held by a hub that calls itself ${answered.issuer}, not ${issuer.origin}.`,
      "Start it with the same --issuer as here, or choose another --port.",
    );
  }
  const unseen = configuration.tls && answered.trouble === "silent";
  if (unseen)
    return ok(
      "port",
      `Port ${number} is held; whether by this hub can't be seen from here, since its certificate is for another name.`,
    );
  return failed(
    "port",
    `Port ${number} is held by something that is no hub.`,
    `Stop it, or choose another port: --port ${number + 100}`,
  );
}
