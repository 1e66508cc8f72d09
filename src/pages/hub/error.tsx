/**
 * An error as a page: what happened in plain words, what can be done, and the stable code and request id for whoever
 * helps. A code without words of its own is told by its HTTP status; no detail of a 5xx error is ever shown.
 */
import type { PageProps } from "../layout.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { DoorFrame, DoorTitle } from "../parts/door-frame.tsx";
import { Fact, Facts } from "../parts/facts.tsx";
import { safeHref } from "../parts/href.ts";
import { Icon } from "../parts/icon.tsx";
import { Code, Said } from "../parts/said.tsx";
import type { Text } from "../text/index.ts";

type ErrorWords = Text["error"]["byCode"];

/** The codes that have words of their own. */
export type ErrorCode = keyof ErrorWords;

export interface ErrorProps extends PageProps {
  /** The stable code; one without words of its own is shown as it is. */
  readonly code: string;
  /** The HTTP status. */
  readonly status: number;
  readonly requestId: string;
  /** Where an administrator sees what happened; null for anybody else, who is shown the id alone. */
  readonly inspectHref?: string | null;
  /** One safe technical sentence ("redirect_uri is not registered for this application"), or null. */
  readonly detail: string | null;
  readonly homeHref: string | null;
}

const byStatus = (status: number): ErrorCode => {
  if (status === 401 || status === 403) return "forbidden";
  if (status === 404) return "not_found";
  if (status === 405) return "method_not_allowed";
  if (status === 429) return "too_many_attempts";
  if (status === 503) return "busy";
  return status >= 500 ? "unexpected" : "bad_request";
};

const isKnown = (words: ErrorWords, code: string): code is ErrorCode => Object.hasOwn(words, code);

export const ErrorPage = ({ t, assets, code, status, requestId, inspectHref = null, detail, homeHref }: ErrorProps) => {
  const words = t.error.byCode[isKnown(t.error.byCode, code) ? code : byStatus(status)];
  return (
    <DoorFrame t={t} assets={assets} title={words.title} failed>
      <DoorTitle
        title={words.title}
        lead={words.body}
        above={
          <span class="badge-round badge-round-danger">
            <Icon name="alert" />
          </span>
        }
      />
      <section class="next" aria-labelledby="next-title">
        <h2 id="next-title">{t.error.next}</h2>
        <p>{words.next}</p>
      </section>
      {homeHref !== null && (
        <ButtonLink href={homeHref} wide>
          {t.error.home}
        </ButtonLink>
      )}
      <div class="fine-print">
        <Facts>
          {detail !== null && status < 500 && (
            <Fact name={t.error.detail}>
              <Said>{detail}</Said>
            </Fact>
          )}
          <Fact name={t.error.code}>
            <Code>{`${status} ${code}`}</Code>
          </Fact>
          <Fact name={t.error.requestId}>
            {inspectHref === null ? (
              <Code>{requestId}</Code>
            ) : (
              <a href={safeHref(inspectHref)}>
                <Code>{requestId}</Code>
              </a>
            )}
          </Fact>
        </Facts>
      </div>
    </DoorFrame>
  );
};
