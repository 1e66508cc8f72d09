/**
 * Sends an authorization answer, or an authorization error, back to a client: in the query, in the fragment, or in a form that
 * the browser posts. The redirect URI was proven before; what it has of its own is kept to the byte.
 */
import { type Answer, seeOther } from "../../lib/endpoint.ts";
import { pageHeaders } from "../../lib/page-headers.ts";
import { withFragment, withQuery } from "../../lib/redirect-uri.ts";
import type { AssetPaths } from "../../pages/assets.ts";
import { FormPostPage } from "../../pages/hub/form-post.tsx";
import { renderPage } from "../../pages/layout.tsx";
import type { Text } from "../../pages/text/index.ts";
import type { ProvenRedirect } from "./oauth-error.ts";

export interface Drawing {
  readonly t: Text;
  readonly assets: AssetPaths;
}

type Parameters = Readonly<Record<string, string | undefined>>;

export function answerClient(
  { redirectUri, state, mode }: ProvenRedirect,
  issuer: string,
  parameters: Parameters,
  drawing: Drawing,
): Answer {
  // RFC 9207: the issuer is in every answer, so that a client with several servers knows whose it is.
  const all = { ...parameters, state: state ?? undefined, iss: issuer };
  if (mode === "query") return seeOther(withQuery(redirectUri, all));
  if (mode === "fragment") return seeOther(withFragment(redirectUri, all));
  const fields = Object.entries(all).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  return {
    status: 200,
    headers: pageHeaders(true),
    body: renderPage(<FormPostPage t={drawing.t} assets={drawing.assets} action={redirectUri} fields={fields} />),
  };
}
