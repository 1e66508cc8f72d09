/**
 * The list of the project's documents. A document itself is no function of words but of HTML that is made from our own files:
 * `flows/docs.test.ts` holds every one of them to its rules.
 */
import { DocsIndexPage } from "../../src/pages/hub/docs.tsx";
import { type Picture, picture } from "./picture.ts";

export const docsPictures: readonly Picture[] = [
  picture("docs-index", DocsIndexPage, {
    guides: [
      { title: "Operations", href: "/docs/operations" },
      { title: "Configuration", href: "/docs/configuration" },
    ],
  }),
];
