/**
 * The stylesheet of the sandbox's pages, in one piece, with the providers' colours at its end. Light and dark come from
 * the browser's preference; there is no script and no image.
 */
import type { Provider } from "../providers/provider.ts";

const base = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f7f2e8, #15130f);
  --grain: light-dark(#e6dcc8, #28241c);
  --surface: light-dark(#fffdf9, #1e1b16);
  --raised: light-dark(#ffffff, #262219);
  --line: light-dark(#e2d9c8, #3a342a);
  --line-strong: light-dark(#8a7f6c, #857a68);
  --ink: light-dark(#221d15, #f3ecdf);
  --ink-soft: light-dark(#625847, #b8ad9b);
  --accent: light-dark(#9c4312, #f0a25f);
  --on-accent: light-dark(#ffffff, #1d1206);
  --good: light-dark(#1c6b3a, #7fd49b);
  --good-ground: light-dark(#e2f3e6, #16301f);
  --warn: light-dark(#8a4b00, #f3bd6c);
  --warn-ground: light-dark(#fcedd2, #3a290d);
  --bad: light-dark(#a1260d, #ff9d86);
  --quiet-ground: light-dark(#ece6da, #302b22);
  --brand: light-dark(#57503f, #6b6350);
  --on-brand: #ffffff;
  --radius: 14px;
  --shadow: 0 1px 2px rgb(60 40 10 / 6%), 0 10px 30px -14px rgb(60 40 10 / 22%);
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace;
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; color: var(--ink); background: var(--ground);
  background-image: radial-gradient(var(--grain) 1px, transparent 1.4px); background-size: 18px 18px;
  font: 1rem/1.5 var(--sans); overflow-wrap: break-word;
}
h1, h2, h3, p, ul, ol, dl, dd, figure, fieldset { margin: 0; padding: 0; }
h1, h2, h3 { line-height: 1.2; letter-spacing: -0.012em; text-wrap: balance; }
h1 { font-size: clamp(1.5rem, 1.2rem + 1.4vw, 2.1rem); font-weight: 680; }
h2 { font-size: 1.15rem; font-weight: 650; }
h3 { font-size: 0.95rem; font-weight: 650; }
ul, ol { list-style: none; }
a { color: var(--accent); text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
code, pre { font-family: var(--mono); font-size: 0.86em; }
code, dd, .person-text, .provider-text, td { overflow-wrap: anywhere; }
button, label, th { overflow-wrap: normal; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
.nowrap { white-space: nowrap; }
.quiet-text { color: var(--ink-soft); }
.lead { color: var(--ink-soft); font-size: 1.05rem; max-width: 44rem; text-wrap: pretty; }

.band {
  position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: 0.1rem 0.8rem; align-items: center;
  padding: 0.5rem 1.25rem; color: #231804; font-size: 0.875rem;
  background: repeating-linear-gradient(-45deg, #f5bf4f 0 14px, #f0b23a 14px 28px);
  border-bottom: 1px solid #a86f08;
}
.band strong { letter-spacing: 0.16em; text-transform: uppercase; font-weight: 800; }
main { margin: 0 auto; padding: 2rem 1.25rem 4rem; }
main.narrow { max-width: 36rem; }
main.wide { max-width: 66rem; }
main > section, main > .columns, .columns section + section { margin-top: 2.75rem; }
main > section > h2, .columns h2 { margin-bottom: 0.9rem; }

.mark {
  display: inline-grid; place-items: center; flex: none; width: 3rem; height: 3rem; border-radius: 13px;
  color: var(--on-brand); background: var(--brand); font-size: 1.35rem; font-weight: 700; line-height: 1;
  box-shadow: inset 0 0 0 1px rgb(255 255 255 / 14%);
}
.card {
  padding: 1.4rem; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius);
  box-shadow: var(--shadow);
}
.badge {
  display: inline-block; padding: 0.06rem 0.5rem; border-radius: 99px; font-size: 0.75rem; font-weight: 650;
  white-space: nowrap;
  vertical-align: 0.06em;
}
.badge.good { color: var(--good); background: var(--good-ground); }
.badge.warn { color: var(--warn); background: var(--warn-ground); }
.badge.quiet { color: var(--ink-soft); background: var(--quiet-ground); }
.chip {
  display: inline-block; padding: 0.1rem 0.45rem; margin: 0.1rem 0; border-radius: 6px;
  background: var(--quiet-ground);
}

button { font: inherit; color: inherit; cursor: pointer; }
.field-row button, .plain-button {
  min-height: 2.75rem; padding: 0.5rem 1.1rem; border-radius: 10px; border: 1px solid var(--line-strong);
  font-weight: 600;
  background: var(--raised); color: var(--ink);
}
.field-row button { border-color: transparent; background: var(--accent); color: var(--on-accent); }
.field-row button:hover { filter: brightness(1.08); }
.plain-button:hover { border-color: var(--ink); }
input[type="text"], input[type="search"] {
  min-height: 2.75rem; width: 100%; padding: 0.5rem 0.8rem; border: 1px solid var(--line-strong); border-radius: 10px;
  background: var(--raised); color: var(--ink); font: inherit;
}

.person {
  display: flex; gap: 0.9rem; align-items: flex-start; width: 100%; padding: 0.85rem 1rem; text-align: start;
  background: var(--raised); border: 1px solid var(--line); border-radius: 12px;
}
button.person { transition: border-color 120ms, box-shadow 120ms; }
button.person:hover {
  border-color: var(--brand-line, var(--line-strong)); box-shadow: 0 0 0 1px var(--brand-line, var(--line-strong));
}
.avatar {
  display: grid; place-items: center; flex: none; width: 2.6rem; height: 2.6rem; border-radius: 50%;
  font-size: 0.9rem; font-weight: 700;
  color: #20180a;
}
.tint-1 { background: #f4c79a; } .tint-2 { background: #b9d8a8; } .tint-3 { background: #a9cdea; }
.tint-4 { background: #e9b7c9; } .tint-5 { background: #cfc0ee; } .tint-6 { background: #e5a59a; }
.tint-7 { background: #efdd88; }
.person-text { display: grid; gap: 0.1rem; min-width: 0; }
.person-name {
  font-weight: 650; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; line-clamp: 2;
  overflow: hidden;
}
.person-note { color: var(--accent); font-size: 0.78rem; font-weight: 700; }
.person-contact { font-size: 0.92rem; }
.person-about { color: var(--ink-soft); font-size: 0.875rem; }

.consent { display: grid; gap: 1.75rem; }
.consent-head { display: grid; gap: 0.8rem; justify-items: start; }
.people h2 { margin-bottom: 0.75rem; }
.people ul { display: grid; gap: 0.6rem; }
.consent-side { display: grid; gap: 1.4rem; align-content: start; }
.consent-side > .plain-button { justify-self: start; }
@media (min-width: 56rem) {
  .consent {
    grid-template-columns: 5fr 6fr; grid-template-rows: auto auto 1fr; gap: 1.75rem 3.5rem; padding-top: 1.5rem;
  }
  .consent-head, .faults, .consent-side { grid-column: 1; }
  .people { grid-column: 2; grid-row: 1 / span 3; }
}
.facts { display: grid; grid-template-columns: minmax(6.5rem, max-content) 1fr; gap: 0.55rem 1.1rem; }
.facts dt { color: var(--ink-soft); font-size: 0.92rem; }
.facts dd { min-width: 0; }
@media (max-width: 30rem) {
  .card .facts, .facts.card { grid-template-columns: 1fr; gap: 0.2rem; }
  .card .facts dd, .facts.card dd { margin-bottom: 0.6rem; }
}
.faults { border: 1px solid var(--line); border-radius: 12px; background: var(--surface); }
.faults > summary { padding: 0.8rem 1rem; font-weight: 600; cursor: pointer; border-radius: 12px; }
.faults > summary:hover { color: var(--accent); }
.faults[open] > summary { border-bottom: 1px solid var(--line); border-radius: 12px 12px 0 0; }
.faults > .choice, .faults fieldset { margin: 0.75rem 1rem; }
fieldset { border: 0; min-width: 0; }
legend { padding: 0; margin-bottom: 0.35rem; font-size: 0.8rem; font-weight: 700; color: var(--ink-soft); }
.choice { display: flex; gap: 0.7rem; padding: 0.35rem 0; cursor: pointer; }
.choice input { flex: none; width: 1.15rem; height: 1.15rem; margin: 0.18rem 0 0; accent-color: var(--accent); }
.choice-title { display: block; font-weight: 550; }
.choice-about { display: block; color: var(--ink-soft); font-size: 0.875rem; }

.narrow .card > * { min-width: 0; max-width: 100%; }
.narrow .card p { overflow-wrap: anywhere; }
.narrow .card { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; justify-items: start; }
.error-code { font-size: 1.05rem; }
.error-code code { color: var(--bad); }

.hero { display: grid; gap: 0.8rem; padding-top: 0.5rem; }
.steps {
  display: grid; gap: 1rem; counter-reset: step;
  grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr));
}
.steps li {
  counter-increment: step; display: grid; gap: 0.35rem; align-content: start; padding: 1.1rem 1.2rem;
  background: var(--surface);
  border: 1px solid var(--line); border-radius: var(--radius);
}
.steps li::before { content: counter(step); color: var(--accent); font-weight: 750; font-size: 1.05rem; }
.steps span { color: var(--ink-soft); font-size: 0.94rem; }
.section-head {
  display: flex; flex-wrap: wrap; gap: 0.75rem 1.5rem; align-items: center; justify-content: space-between;
  margin-bottom: 0.9rem;
}
.search { display: flex; gap: 0.5rem; align-items: center; }
.search label { font-size: 0.92rem; color: var(--ink-soft); }
.providers, .cast {
  display: grid; gap: 0.75rem; grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr));
}
.provider {
  display: grid; grid-template-columns: auto 1fr; gap: 0.9rem; align-items: center; padding: 0.85rem 1rem;
  color: var(--ink);
  text-decoration: none; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius);
}
.provider:hover { border-color: var(--line-strong); box-shadow: var(--shadow); }
.provider-text { display: grid; min-width: 0; }
.provider-name { font-weight: 650; }
.provider-host { color: var(--ink-soft); font-size: 0.875rem; }
.still { background: var(--surface); }

nav { margin-bottom: 1.4rem; }
.provider-head { display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; align-items: center; }
.provider-head .links {
  display: flex; flex-wrap: wrap; gap: 0.6rem 1.2rem; align-items: center; margin-inline-start: auto;
}
.button {
  display: inline-flex; align-items: center; min-height: 2.75rem; padding: 0.5rem 1.1rem; border-radius: 10px;
  font-weight: 600;
  color: var(--on-accent); background: var(--accent); text-decoration: none;
}
.button:hover { filter: brightness(1.08); }
.outcome { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; }
main > .outcome { margin-top: 1.4rem; }
main > .outcome > h2 { margin: 0; }
.notice {
  margin-top: 1.2rem; padding: 0.9rem 1.1rem; color: var(--warn); background: var(--warn-ground);
  border-radius: 12px;
}
.alert {
  margin-bottom: 0.9rem; padding: 0.8rem 1rem; color: var(--bad); border: 1px solid currentcolor;
  border-radius: 12px;
}
.columns { display: grid; gap: 2.75rem; }
.columns > * { min-width: 0; }
@media (min-width: 60rem) { .columns { grid-template-columns: 6fr 5fr; gap: 3rem; } }
.copy {
  display: block; width: fit-content; max-width: 100%; padding: 0.15rem 0.5rem; margin-bottom: 0.25rem;
  border-radius: 6px; background: var(--quiet-ground); user-select: all;
}
.inline-form {
  display: grid; gap: 0.4rem; margin-top: 1.2rem; padding-top: 1.2rem; border-top: 1px solid var(--line);
}
.inline-form label { font-size: 0.92rem; font-weight: 600; }
.field-row { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.field-row input { flex: 1 1 14rem; width: auto; }
.columns section p + .facts { margin-top: 0.9rem; }
.checks { display: grid; gap: 0.4rem; margin: 0.5rem 0 1.3rem; }
.checks:last-child { margin-bottom: 0; }
.checks li { position: relative; padding-inline-start: 1.5rem; font-size: 0.95rem; }
.checks li::before {
  content: ""; position: absolute; inset-inline-start: 0.2rem; top: 0.42em; width: 0.38rem; height: 0.68rem;
  border: solid var(--good);
  border-width: 0 2px 2px 0; transform: rotate(45deg);
}
.sample { border: 1px solid var(--line); background: var(--surface); }
.sample:first-of-type { border-start-start-radius: var(--radius); border-start-end-radius: var(--radius); }
.sample:last-of-type { border-end-start-radius: var(--radius); border-end-end-radius: var(--radius); }
.sample + .sample { border-top: 0; }
.sample > summary { padding: 0.75rem 1.1rem; cursor: pointer; font-weight: 600; }
.sample > summary .quiet-text { font-weight: 400; font-size: 0.92rem; }
.sample h3 { margin: 0.4rem 1.1rem; }
.sample pre { margin: 0.4rem 1.1rem 1.1rem; }
pre {
  margin: 0; padding: 0.9rem 1rem; overflow-x: auto; background: var(--quiet-ground); border-radius: 10px;
  overflow-wrap: normal; line-height: 1.45;
}
.table-scroll {
  overflow-x: auto; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius);
}
table { width: 100%; min-width: 42rem; border-collapse: collapse; font-size: 0.92rem; }
td code { white-space: normal; }
th, td { padding: 0.6rem 1rem; text-align: start; vertical-align: top; border-bottom: 1px solid var(--line); }
tr:last-child td { border-bottom: 0; }
th { color: var(--ink-soft); font-weight: 600; white-space: nowrap; }
td { min-width: 4rem; }
.method { font-weight: 700; }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
@media (forced-colors: active) { .mark, .avatar, .badge { border: 1px solid; } }
`;

/** Relative luminance (WCAG 2.2, 1.4.3). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const COLOUR = /^#[0-9a-f]{6}$/i;
const ID = /^[a-z0-9_-]+$/;

/** White or black, whichever reads better on the colour. */
const onColour = (colour: string): string => (luminance(colour) > 0.18 ? "#14110b" : "#ffffff");

function brand({ id, colour }: Provider): string {
  if (colour === undefined || !COLOUR.test(colour) || !ID.test(id)) return "";
  return `.brand-${id} { --brand: ${colour}; --on-brand: ${onColour(colour)}; }\n`;
}

/** The stylesheet with the colours of these providers. */
export const pageStyle = (providers: readonly Provider[]): string => base.trimStart() + providers.map(brand).join("");
