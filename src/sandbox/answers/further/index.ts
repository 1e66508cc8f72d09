/**
 * What a derived shape can't know of a further entry: lists that a claim is picked from, names that are given once and
 * for ever, settings with a form of their own. Written from the providers' documentation; everything else of these
 * providers is derived.
 */
import type { Shape } from "../shape.ts";
import { arcgis } from "./arcgis.ts";
import { bitly } from "./bitly.ts";
import { owncloud } from "./owncloud.ts";
import { steemconnect } from "./steemconnect.ts";
import { tumblr } from "./tumblr.ts";

/** A directory's or an environment's id. */
const EXAMPLE_ID = "6f1f5a3e-90c4-4f0b-8a51-2f7b8c1d9e04";

const written: Readonly<Record<string, Shape>> = {
  arcgis,
  azure_ad_b2c: { demo: { tenantId: EXAMPLE_ID } },
  bitly,
  owncloud,
  "ping-id": { demo: { environment: EXAMPLE_ID } },
  steemconnect,
  tumblr,
  tumblr_oauth2: tumblr,
};

/** What stands over the derived shape of an entry; empty for most. */
export const furtherAnswers = (id: string): Shape => (Object.hasOwn(written, id) ? (written[id] ?? {}) : {});
