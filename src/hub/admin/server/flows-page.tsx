/**
 * The flow inspector: `GET /admin/flows` lists the requests that sign-ins were made of, newest first, and takes an id off an
 * error page; `GET /admin/flows/<request id>` is the whole sign-in that the request was part of, as a timeline.
 */
import { seconds } from "../../../lib/clock.ts";
import type { Answer } from "../../../lib/endpoint.ts";
import { AdminFlowPage } from "../../../pages/hub/admin/server/flow.tsx";
import { AdminFlowsPage } from "../../../pages/hub/admin/server/flows.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import { findSteps, listSteps, type StoredStep } from "../../inspector/store.ts";
import type { PageContext } from "../../web/route.ts";
import { adminPage, SECTIONS } from "../frame.ts";

const MOST = 50;

/** A request's id, as `lib/exchange.ts` makes them. */
const REQUEST_ID = /^[0-9a-z]{5,16}$/;

const addressOf = (requestId: string): string => `${SECTIONS.flows}/${requestId}`;

const briefly = ({ requestId, at, method, path, status, failure, milliseconds }: StoredStep) => ({
  requestId,
  href: addressOf(requestId),
  at: Math.floor(at / 1000),
  method,
  path,
  status,
  failure,
  milliseconds,
});

export async function showFlows(context: PageContext): Promise<Answer> {
  const { hub, query } = context;
  const q = (query.get("q") ?? "").trim().toLowerCase();
  if (REQUEST_ID.test(q)) return context.redirect(addressOf(q));
  await hub.inspector.flush();
  const steps = await listSteps(hub.db, seconds(hub.clock), MOST);
  const page = (
    <AdminFlowsPage
      {...adminPage(context)}
      now={seconds(hub.clock)}
      searchAction={SECTIONS.flows}
      q={q}
      steps={steps.map(briefly)}
    />
  );
  return context.html(renderPage(page));
}

export async function showFlow(context: PageContext): Promise<Answer> {
  const { hub, params } = context;
  const requestId = params.id ?? "";
  await hub.inspector.flush();
  const steps = REQUEST_ID.test(requestId) ? await findSteps(hub.db, requestId, seconds(hub.clock)) : [];
  const began = steps[0]?.at ?? 0;
  const page = (
    <AdminFlowPage
      {...adminPage(context)}
      requestId={requestId}
      steps={steps.map((step) => ({ ...step, ...briefly(step), after: step.at - began }))}
    />
  );
  return context.html(renderPage(page), { status: steps.length === 0 ? 404 : 200 });
}
