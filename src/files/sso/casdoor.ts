/**
 * What AList's settings say of a Casdoor server beside its address: each that is set is held against the sign-in, and one that is not
 * met, or that the server does not speak of, ends it.
 *
 * - The certificate: it, and not only the keys that the server publishes, has signed the ID Token.
 * - The organization: the ID Token's `owner`.
 * - The application: by our own credentials, the server calls it by that name, with our client id and that organization.
 */
import { compactVerify } from "jose/jws/compact/verify";
import { idTokenAlgs } from "../../providers/entry.ts";
import { isJsonObject, parseJson } from "../../providers/json.ts";
import { readPath } from "../../providers/path.ts";
import type { Json, ProviderApp, UpstreamTokens } from "../../providers/provider.ts";
import { ProviderError } from "../../providers/provider-error.ts";
import type { Files } from "../files.ts";
import { certificateKey } from "../platforms/certificate.ts";
import { casdoorEntry } from "../platforms/entries.ts";

const invalid = (why: string, cause?: unknown): ProviderError => new ProviderError("id_token_invalid", why, cause);

async function checkCertificate(certificate: string, token: string): Promise<void> {
  const key = certificateKey(certificate);
  if (key === null) throw new ProviderError("misconfigured", "the certificate is none");
  try {
    await compactVerify(token, key, { algorithms: [...idTokenAlgs] });
  } catch (error) {
    throw invalid("the certificate did not sign it", error);
  }
}

/** The claims of a token that has been verified. */
function claimsOf(token: string): Json {
  const [, payload = ""] = token.split(".", 3);
  return parseJson(Buffer.from(payload, "base64url").toString("utf8"));
}

async function askedApplication({ upstream }: Files, app: ProviderApp, name: string): Promise<Json> {
  const address = `${app.settings?.["endpoint"] ?? ""}/api/get-application?id=${encodeURIComponent(`admin/${name}`)}`;
  const credentials = Buffer.from(`${app.clientId}:${app.clientSecret ?? ""}`).toString("base64");
  try {
    const answer = await upstream.fetch(address, {
      headers: { authorization: `Basic ${credentials}`, accept: "application/json" },
    });
    return parseJson(await answer.text());
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw new ProviderError("unreachable", "the application can't be asked for", error);
  }
}

async function checkApplication(files: Files, app: ProviderApp, name: string, organization: string): Promise<void> {
  const answer = await askedApplication(files, app, name);
  const said = (path: string) => readPath(answer, `data.${path}`);
  if (!isJsonObject(answer) || answer["status"] !== "ok") throw invalid("the server does not tell of the application");
  if (said("name") !== name || said("clientId") !== app.clientId) throw invalid("the application is another one");
  if (organization !== "" && said("organization") !== organization)
    throw invalid("the application is of another organization");
}

/** @throws ProviderError `id_token_invalid`, `misconfigured`, `unreachable`, `bad_answer` */
export async function checkCasdoor(files: Files, app: ProviderApp, { idToken = "" }: UpstreamTokens): Promise<void> {
  if (app.provider.id !== casdoorEntry.id) return;
  const { certificate = "", organization = "", application = "" } = app.settings ?? {};
  if (certificate !== "") await checkCertificate(certificate, idToken);
  if (organization !== "" && readPath(claimsOf(idToken), "owner") !== organization)
    throw invalid("the person is of another organization");
  if (application !== "") await checkApplication(files, app, application, organization);
}
