/** Routes of the overview: the first page of the console. */
import type { PageRoute } from "../../web/route.ts";
import { SECTIONS, shown } from "../frame.ts";
import { showOverview } from "./overview-page.tsx";

const { overview } = SECTIONS;

export const overviewRoutes: readonly PageRoute[] = [{ ...shown, path: overview, page: showOverview }];
