/** A page of the gallery: a component with the props of one notable state, rendered when a language is known. */

import type { AssetPaths } from "../../src/pages/assets.ts";
import { type PageProps, renderPage } from "../../src/pages/layout.tsx";
import type { Text } from "../../src/pages/text/index.ts";

type Rendered = Parameters<typeof renderPage>[0];

export interface Picture {
  /** Unique; the name of its files. */
  readonly name: string;
  /** Everything that the page was given but text and assets. */
  readonly props: object;
  /** @param props other values in the same shape (the escaping test puts markup into every string) */
  readonly render: (t: Text, assets: AssetPaths, props?: object) => string;
}

export const picture = <Props extends PageProps>(
  name: string,
  page: (props: Props) => Rendered,
  props: Omit<Props, keyof PageProps>,
): Picture => ({
  name,
  props,
  render: (t, assets, other = props) =>
    // The compiler cannot put an `Omit` of an open type together again.
    renderPage(page({ ...other, t, assets } as unknown as Props)),
});
