/** `GET /docs` and the documents below it. Whoever reaches the hub may read them: they are those of the project. */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { DocsIndexPage, DocumentPage } from "../../pages/hub/docs.tsx";
import { renderPage } from "../../pages/layout.tsx";
import type { PageContext, PageRoute } from "../web/route.ts";
import { DOCS, type Library, openLibrary } from "./library.ts";

const guidesOf = (library: Library) => library.guides.map(({ name, title }) => ({ title, href: `${DOCS}/${name}` }));

/** @throws Refusal `not_found` */
function show(library: Library, { html, t, assets }: PageContext, name: string): Answer {
  const document = library.find(name);
  if (!document) throw new Refusal("not_found");
  return html(renderPage(<DocumentPage t={t} assets={assets} indexHref={DOCS} {...document} />));
}

export function docsRoutes(): readonly PageRoute[] {
  const library = openLibrary();
  const open = { kind: "page", method: "GET", access: "anyone" } as const;
  return [
    {
      ...open,
      path: DOCS,
      page: ({ html, t, assets }) =>
        html(renderPage(<DocsIndexPage t={t} assets={assets} guides={guidesOf(library)} />)),
    },
    { ...open, path: `${DOCS}/:name`, page: (context) => show(library, context, context.params.name ?? "") },
    {
      ...open,
      path: `${DOCS}/providers/:name`,
      page: (context) => show(library, context, `providers/${context.params.name ?? ""}`),
    },
  ];
}
