/** Links to the neighbouring pages of a long list. The addresses hold the list's cursors; there are no page numbers. */
import type { Text } from "../text/index.ts";
import { ButtonLink } from "./button.tsx";

export interface Paging {
  readonly previousHref: string | null;
  readonly nextHref: string | null;
}

interface PagingLinksProps {
  readonly t: Text;
  readonly paging: Paging;
}

export const PagingLinks = ({ t, paging: { previousHref, nextHref } }: PagingLinksProps) =>
  previousHref === null && nextHref === null ? null : (
    <nav class="row row-between" aria-label={t.common.paging}>
      {previousHref === null ? <span /> : <ButtonLink href={previousHref}>{t.common.previousPage}</ButtonLink>}
      {nextHref !== null && <ButtonLink href={nextHref}>{t.common.nextPage}</ButtonLink>}
    </nav>
  );
