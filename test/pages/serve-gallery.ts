/**
 * The gallery behind a web server on a free loopback port, under the content security policy that the pages are made
 * for: `/<language>/<picture>` is a page, everything else an asset.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { accentSheet } from "../../src/pages/accent.ts";
import { assetCacheControl, loadAssets } from "../../src/pages/assets.ts";
import { languages } from "../../src/pages/text/index.ts";
import { gallery } from "./gallery.ts";
import { sampleLogo } from "./samples.ts";

/** No inline style or script, nothing from elsewhere. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

export interface GalleryServer {
  readonly url: string;
  readonly names: readonly string[];
  readonly close: () => Promise<void>;
}

export const serveGallery = async (): Promise<GalleryServer> => {
  const { files, paths } = loadAssets();
  const assets = new Map(files.map((file) => [file.path, file]));
  const icon = assets.get(paths.icon);
  if (icon) assets.set(sampleLogo, icon);
  const pictures = new Map(gallery.map((picture) => [picture.name, picture]));

  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    const [, accent] = /^\/accents\/([0-9a-f]{6})\.css$/.exec(path) ?? [];
    const file =
      accent === undefined ? assets.get(path) : { type: "text/css; charset=utf-8", body: accentSheet(`#${accent}`) };
    const [, language = "", name = ""] = path.split("/");
    const text = languages[language];
    const picture = pictures.get(name);
    if (file) {
      response.writeHead(200, { "content-type": file.type, "cache-control": assetCacheControl }).end(file.body);
    } else if (text && picture) {
      let page: string;
      try {
        page = picture.render(text, paths);
      } catch (error) {
        response.writeHead(500).end(String(error));
        return;
      }
      response
        .writeHead(200, {
          "content-type": "text/html; charset=utf-8",
          "content-security-policy": contentSecurityPolicy,
          "x-content-type-options": "nosniff",
        })
        .end(page);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    names: [...pictures.keys()],
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => (error ? reject(error) : resolve()));
      }),
  };
};
