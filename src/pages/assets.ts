/**
 * The files that pages refer to: one stylesheet, the browser modules and the icon. They are read once at start and
 * named by a hash of their bytes, so they may be cached for ever (RFC 8246) and a new version is a new address. A
 * page without its stylesheet would still work, but no person should be the one to find that out: reading fails at start.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { iconSvg } from "./parts/logo.tsx";

/** The style's layers, lowest first: tokens, elements, then parts, then frames and pages. */
const sheets = [
  "tokens",
  "base",
  "button",
  "field",
  "card",
  "table",
  "overlay",
  "marks",
  "door",
  "shell",
  "pages",
  "files",
  "docs",
] as const;

/** One file to be served. */
export interface AssetFile {
  /** The address, such as `/assets/style-3f2a….css`. */
  readonly path: string;
  readonly body: string;
  /** The value of `Content-Type`. */
  readonly type: string;
}

/** The addresses that the document refers to. */
export interface AssetPaths {
  readonly stylesheet: string;
  readonly icon: string;
  readonly copyScript: string;
  readonly submitScript: string;
  readonly fragmentScript: string;
  readonly providerScript: string;
  readonly topWindowScript: string;
  readonly signedOutScript: string;
  readonly ssoWindowScript: string;
  readonly passkeyScript: string;
  readonly uploadScript: string;
  readonly permissionSumScript: string;
}

export interface Assets {
  readonly files: readonly AssetFile[];
  readonly paths: AssetPaths;
}

/** The value of `Cache-Control` for every asset. */
export const assetCacheControl = "public, max-age=31536000, immutable";

const asset = (name: string, extension: string, type: string, body: string): AssetFile => {
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 16);
  return { path: `/assets/${name}-${hash}.${extension}`, body, type };
};

/** Without what is there for its readers alone: comments and blanks where the language needs none. No string of ours has such in it. */
const readStyle = (): string =>
  sheets
    .map((name) => readFileSync(new URL(`./style/${name}.css`, import.meta.url), "utf8"))
    .join("\n")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\s*\n\s*/g, "\n")
    .replace(/([{};,])\n/g, "$1")
    .replace(/: /g, ":")
    .replace(/ \{/g, "{")
    .replace(/;\}/g, "}");

/** The compiled module; while the sources themselves run (tests), there is only TypeScript to take the types off. */
const readBrowserModule = (name: string): string => {
  const compiled = new URL(`../browser/${name}.js`, import.meta.url);
  if (existsSync(compiled)) return readFileSync(compiled, "utf8").replace(/^\/\/# sourceMappingURL=.*$/m, "");
  return stripTypeScriptTypes(readFileSync(new URL(`../browser/${name}.ts`, import.meta.url), "utf8"));
};

/**
 * Reads every asset.
 *
 * @throws Error when a file is missing
 */
export const loadAssets = (): Assets => {
  const stylesheet = asset("style", "css", "text/css; charset=utf-8", readStyle());
  const icon = asset("icon", "svg", "image/svg+xml", iconSvg());
  const copy = asset("copy", "js", "text/javascript; charset=utf-8", readBrowserModule("copy"));
  const submit = asset("submit", "js", "text/javascript; charset=utf-8", readBrowserModule("submit"));
  const fragment = asset("fragment", "js", "text/javascript; charset=utf-8", readBrowserModule("fragment"));
  const provider = asset("provider", "js", "text/javascript; charset=utf-8", readBrowserModule("provider-script"));
  const topWindow = asset("top-window", "js", "text/javascript; charset=utf-8", readBrowserModule("top-window"));
  const ssoWindow = asset("sso-window", "js", "text/javascript; charset=utf-8", readBrowserModule("sso-window"));
  const signedOut = asset("signed-out", "js", "text/javascript; charset=utf-8", readBrowserModule("signed-out"));
  const passkey = asset("passkey", "js", "text/javascript; charset=utf-8", readBrowserModule("passkey"));
  const upload = asset("upload", "js", "text/javascript; charset=utf-8", readBrowserModule("upload"));
  const sum = asset("permission-sum", "js", "text/javascript; charset=utf-8", readBrowserModule("permission-sum"));
  return {
    files: [stylesheet, icon, copy, submit, fragment, provider, topWindow, signedOut, ssoWindow, passkey, upload, sum],
    paths: {
      stylesheet: stylesheet.path,
      icon: icon.path,
      copyScript: copy.path,
      submitScript: submit.path,
      fragmentScript: fragment.path,
      providerScript: provider.path,
      topWindowScript: topWindow.path,
      signedOutScript: signedOut.path,
      ssoWindowScript: ssoWindow.path,
      passkeyScript: passkey.path,
      uploadScript: upload.path,
      permissionSumScript: sum.path,
    },
  };
};
