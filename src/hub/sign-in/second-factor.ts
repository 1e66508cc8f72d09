/** How each way in hands over what it has proven, and where the browser goes with what came of it. */
import type { Answer } from "../../lib/endpoint.ts";
import type { Flow } from "../flows/store.ts";
import type { Admission, Arrival } from "../sessions/admit.ts";
import type { PageContext } from "../web/route.ts";
import type { Destination } from "./destination.ts";

/** What is known of the browser that somebody comes in with. */
export const visitOf = ({ browser, deviceValue, sessionValue, occasion }: PageContext) => ({
  browser,
  device: deviceValue,
  previousSession: sessionValue,
  occasion,
});

/** Somebody on the way to a destination, by one of our own pages. */
export const arrivalOf = (
  context: PageContext,
  { client, flow, path }: Destination,
  proven: Pick<Arrival, "userId" | "amr" | "way">,
): Arrival => ({
  ...proven,
  ...visitOf(context),
  clientId: client?.id,
  flowId: flow?.id,
  returnTo: path,
  confirming: (context.signedIn !== null && context.form.has("confirm")) || asksForStrength(flow),
});

/** An application that names classes of sign-in is to get as strong a one as there can be, so no remembered browser counts. */
export const asksForStrength = (flow: Flow | null): boolean =>
  flow !== null && (flow.request.acrValues.length > 0 || flow.request.claims?.idToken.acr !== undefined);

/** On to the destination, or to the page of the second step first. */
export const goOn = ({ redirect, cookies }: PageContext, admission: Admission, path: string): Answer =>
  admission.step === "done" ? redirect(path, [cookies.signIn(admission.session)]) : redirect(admission.path);
