/**
 * What the look of an application is made of: its logo (`GET /logos/<hash>.webp`) and the style sheet of its colour
 * (`GET /accents/<rrggbb>.css`). Both are named by what they hold, so they may be kept for ever. A logo is only bytes that our own
 * encoder wrote, and is sent as what it is and nothing else.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { ACCENT, accentSheet } from "../../pages/accent.ts";
import { assetCacheControl } from "../../pages/assets.ts";
import { findLogo } from "../clients/look.ts";
import type { Hub } from "../hub.ts";
import { ACCENTS, LOGOS } from "../web/dress.ts";
import type { ProtocolRoute } from "../web/route.ts";

const shown = { kind: "protocol", methods: ["GET"], errors: "page", anyOrigin: false } as const;

/** @throws Refusal `not_found` */
async function logo(hub: Hub, file: string): Promise<Answer> {
  const [, name] = /^([0-9a-f]{32})\.webp$/.exec(file) ?? [];
  const body = name === undefined ? undefined : await findLogo(hub.db, name);
  if (!body) throw new Refusal("not_found");
  return {
    status: 200,
    headers: {
      "content-type": "image/webp",
      "cache-control": assetCacheControl,
      "content-security-policy": "default-src 'none'; sandbox",
    },
    body,
  };
}

/** @throws Refusal `not_found` */
function accent(file: string): Answer {
  const hex = `#${file.slice(0, 6)}`;
  if (!ACCENT.test(hex) || file !== `${hex.slice(1)}.css`) throw new Refusal("not_found");
  return {
    status: 200,
    headers: { "content-type": "text/css; charset=utf-8", "cache-control": assetCacheControl },
    body: accentSheet(hex),
  };
}

export const lookFileRoutes = (hub: Hub): readonly ProtocolRoute[] => [
  { ...shown, path: `${LOGOS}/:file`, endpoint: (_http, { file = "" }) => logo(hub, file) },
  { ...shown, path: `${ACCENTS}/:file`, endpoint: (_http, { file = "" }) => accent(file) },
];
