/**
 * The frame of every page of the sandbox: the band that says what this is, the stylesheet, and the headers that go with
 * it. No script and no inline style is ever sent.
 */
import type { Child } from "hono/jsx";

export interface LayoutProps {
  readonly title: string;
  /** What the band says after SANDBOX. */
  readonly band: string;
  /** The class that carries a provider's colour. */
  readonly brand?: string | undefined;
  readonly wide?: boolean;
  readonly children?: Child;
}

export const Layout = ({ title, band, brand, wide = false, children }: LayoutProps) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <title>{title}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex" />
      <link rel="icon" href="/_sandbox/icon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="/_sandbox/style.css" />
    </head>
    <body class={brand}>
      <header class="band">
        <strong>Sandbox</strong>
        <span>{band}</span>
      </header>
      <main class={wide ? "wide" : "narrow"}>{children}</main>
    </body>
  </html>
);

/** The initial of a provider in its colour; brands' own logos are theirs. */
export const Mark = ({ name, brand, small = false }: { name: string; brand: string; small?: boolean }) => (
  <span class={`mark ${brand}${small ? " small" : ""}`} aria-hidden="true">
    {[...name][0] ?? "?"}
  </span>
);

/** An address that may be broken after its slashes. */
export const Breakable = ({ text }: { text: string }) => (
  <>
    {text.split(/(?<=[^/:]\/)/).map((part, index) => (
      <>
        {index === 0 ? null : <wbr />}
        {part}
      </>
    ))}
  </>
);

/** The class name of a provider's colour. */
export const brandClass = (providerId: string): string => `brand-${providerId}`;

/**
 * @param endsElsewhere Whether the page holds a form that ends in a redirect to an application: Chrome holds
 * `form-action` against that redirect too, so there the directive is left off.
 */
export function pageHeaders(endsElsewhere = false): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  if (!endsElsewhere) policy.push("form-action 'self'");
  return {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": policy.join("; "),
    // `no-referrer` would make browsers send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    // A page that people come through on their way back may be in a small window: the tie to whoever opened it stays, as with the
    // providers themselves.
    ...(endsElsewhere ? {} : { "Cross-Origin-Opener-Policy": "same-origin" }),
  };
}

export interface PageOptions {
  readonly status?: number;
  readonly endsElsewhere?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function page(
  node: Child,
  { status = 200, endsElsewhere = false, headers }: PageOptions = {},
): Promise<Response> {
  const body = `<!doctype html>${String(await node)}`;
  return new Response(body, { status, headers: { ...pageHeaders(endsElsewhere), ...headers } });
}
