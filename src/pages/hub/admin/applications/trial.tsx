/** What came back from a sign-in that was tried: what its tokens said, or why there were none. No token is on it. */
import { Card } from "../../../parts/card.tsx";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { safeHref } from "../../../parts/href.ts";
import { Notice } from "../../../parts/notice.tsx";
import { Code, Said } from "../../../parts/said.tsx";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";
import { type ShownTokens, TokenTables, type TriedApplication, TryCard } from "./tokens.tsx";

export type TrialOutcome =
  | { readonly kind: "refused"; readonly error: string; readonly description: string | null }
  | {
      readonly kind: "succeeded";
      readonly tokens: ShownTokens;
      readonly refreshable: boolean;
      /** Null where there is no ID Token. */
      readonly nonceSame: boolean | null;
    };

export interface AdminTrialProps extends AdminPageProps {
  readonly application: TriedApplication;
  readonly outcome: TrialOutcome;
  readonly inspectHref: string;
}

export const AdminTrialPage = (props: AdminTrialProps) => {
  const { t, csrf, application, outcome, inspectHref } = props;
  const text = t.look.trial;
  const isRefused = outcome.kind === "refused" || outcome.nonceSame === false;
  return (
    <AdminFrame
      page={props}
      section="applications"
      title={text.resultTitle}
      failed={isRefused}
      below={{ title: <Said>{application.name}</Said>, href: application.href }}
    >
      {outcome.kind === "refused" ? (
        <>
          <Notice kind="error" title={text.refused}>
            {text.refusedLead}
          </Notice>
          <Card id="refusal" title={text.refused}>
            <Facts>
              <Fact name={text.error}>
                <Code>{outcome.error.slice(0, 100)}</Code>
              </Fact>
              {outcome.description !== null && (
                <Fact name={text.description}>
                  <Said>{outcome.description.slice(0, 500)}</Said>
                </Fact>
              )}
            </Facts>
          </Card>
        </>
      ) : (
        <>
          <Notice kind="success">{text.succeeded}</Notice>
          <Card id="checks" title={text.steps}>
            <ul>
              <li>{text.stateSame}</li>
              <li>{text.issSame}</li>
              <li>{text.codeRedeemed}</li>
              {outcome.nonceSame === true && <li>{text.nonceSame}</li>}
              {outcome.nonceSame !== null && <li>{text.signature}</li>}
              <li>
                {text.refresh}: {outcome.refreshable ? text.refreshGiven : text.refreshNone}
              </li>
            </ul>
          </Card>
          <TokenTables t={t} tokens={outcome.tokens} />
        </>
      )}
      <p>
        <a href={safeHref(inspectHref)}>{text.inspect}</a>
      </p>
      <TryCard t={t} csrf={csrf} application={application} again />
    </AdminFrame>
  );
};
