/**
 * The rules that every page keeps in every state and language: strict content security policy, anti-forgery tokens,
 * labels, headings, names (WCAG 2.2: 1.1.1, 1.3.1, 1.3.5, 2.4.2, 2.4.6, 2.5.3, 3.3.1, 3.3.2, 4.1.2). A rule reads a
 * parsed page and tells what breaks it.
 */
import type { Assets } from "../../src/pages/assets.ts";
import type { Text } from "../../src/pages/text/index.ts";
import { ancestors, attr, byTag, type Element, elements, textOf } from "./html.ts";

export interface Rule {
  readonly name: string;
  readonly broken: (
    root: Element,
    given: { readonly t: Text; readonly assets: Assets; readonly csrf: string },
  ) => string[];
}

const show = (element: Element): string =>
  `<${[element.tag, ...[...element.attributes].map(([name, value]) => `${name}="${value}"`)].join(" ")}>`;

const unless = (kept: boolean, complaint: string): string[] => (kept ? [] : [complaint]);

const idsOf = (root: Element): string[] => elements(root).flatMap((element) => attr(element, "id") ?? []);

const isInside = (element: Element, tag: string): boolean =>
  ancestors(element).some((ancestor) => ancestor.tag === tag);

const references = ["for", "aria-labelledby", "aria-describedby", "popovertarget", "data-copy-from"];

const document: Rule = {
  name: "says its language, and has one title and one main heading, neither empty",
  broken: (root, { t }) => [
    ...unless(
      byTag(root, "html")
        .map((html) => attr(html, "lang"))
        .join() === t.lang,
      "lang",
    ),
    ...unless(/^\S.* · Alldoor/.test(byTag(root, "title").map(textOf).join("|")), "title"),
    ...unless(byTag(root, "title").length === 1, "number of titles"),
    ...unless(byTag(root, "h1").length === 1 && byTag(root, "h1").every((h1) => textOf(h1).trim() !== ""), "h1"),
  ],
};

const headings: Rule = {
  name: "leaves out no level of headings",
  broken: (root) => {
    const levels = byTag(root, "h1", "h2", "h3", "h4", "h5", "h6").map(({ tag }) => Number(tag[1]));
    return levels.flatMap((level, index) => unless(level <= (levels[index - 1] ?? 0) + 1, `h${level} at ${index}`));
  },
};

const landmarks: Rule = {
  name: "has one main landmark, and differently named navigations of which one place is the current one",
  broken: (root) => {
    const navs = byTag(root, "nav");
    const names = navs.map((nav) => attr(nav, "aria-label"));
    const current = byTag(root, "a").filter((link) => attr(link, "aria-current") === "page");
    const side = navs.some((nav) => attr(nav, "id") === "nav");
    return [
      ...unless(byTag(root, "main").length === 1, "main"),
      ...unless(new Set(names).size === names.length && !names.includes(undefined), `nav: ${names.join()}`),
      ...unless(current.length === (side ? 1 : 0), `${current.length} current places`),
    ];
  },
};

const inline: Rule = {
  name: "has no inline style, no inline script and no script in an address",
  broken: (root, { assets }) => [
    ...byTag(root, "style").map(show),
    ...byTag(root, "script")
      .filter((script) => {
        const { copyScript, fragmentScript, passkeyScript, providerScript, topWindowScript } = assets.paths;
        const { uploadScript, permissionSumScript } = assets.paths;
        const ours = [copyScript, fragmentScript, passkeyScript, providerScript, topWindowScript].concat(
          uploadScript,
          permissionSumScript,
        );
        return !ours.includes(attr(script, "src") ?? "") || script.children.length > 0;
      })
      .map(show),
    ...elements(root).flatMap((element) =>
      [...element.attributes]
        .filter(([name, value]) => /^style$|^on/i.test(name) || /^\s*(?:javascript|data|vbscript):/i.test(value))
        .map(() => show(element)),
    ),
  ],
};

const loads: Rule = {
  name: "loads the assets that exist and nothing from elsewhere, a script only where it is needed",
  broken: (root, { assets }) => {
    const served = assets.files.map((file) => file.path);
    const has = (...names: string[]) =>
      elements(root).some(({ attributes }) => names.some((name) => attributes.has(name)));
    const needed =
      Number(
        has("data-copy-from", "data-fragment", "data-sdk", "data-top-window", "data-upload", "data-permission-sum"),
      ) + Number(has("data-passkey"));
    return [
      ...byTag(root, "link")
        // An application's colour is a style sheet that its address says everything of.
        .filter((link) => !/^\/accents\/[0-9a-f]{6}\.css$/.test(attr(link, "href") ?? ""))
        .filter((link) => !served.includes(attr(link, "href") ?? ""))
        .map(show),
      ...byTag(root, "img")
        .filter((image) => !/^\/[^/]/.test(attr(image, "src") ?? ""))
        .map(show),
      ...unless(byTag(root, "script").length === needed, "number of scripts"),
    ];
  },
};

const ids: Rule = {
  name: "uses every id once, and every reference to an id leads somewhere",
  broken: (root) => {
    const known = idsOf(root);
    return [
      ...known.filter((id, index) => known.indexOf(id) !== index),
      ...elements(root).flatMap((element) =>
        references.flatMap((name) =>
          (attr(element, name)?.split(" ") ?? []).filter((id) => !known.includes(id)).map(() => show(element)),
        ),
      ),
    ];
  },
};

const forms: Rule = {
  name: "protects every form that changes something; searches and the start of a sign-in change nothing",
  broken: (root, { csrf }) =>
    byTag(root, "form").flatMap((form) => {
      const inputs = byTag(form, "input");
      const tokens = inputs.filter((input) => attr(input, "name") === "csrf");
      const [token] = tokens;
      const isProtected =
        tokens.length === 1 && token !== undefined && attr(token, "type") === "hidden" && attr(token, "value") === csrf;
      const isSearch = tokens.length === 0 && isInside(form, "search");
      // A sign-in starts by an address: it changes nothing that is anybody's.
      const isStart = tokens.length === 0 && /^\/accounts\/[\w-]+\/login\/$/.test(attr(form, "action") ?? "");
      return [
        ...unless(!isInside(form, "form"), `nested ${show(form)}`),
        ...unless(/^\/[^/]/.test(attr(form, "action") ?? ""), show(form)),
        ...unless(
          attr(form, "method") === "post" ? isProtected : attr(form, "method") === "get" && (isSearch || isStart),
          show(form),
        ),
      ];
    }),
};

const labels: Rule = {
  name: "labels every field, says what may be filled in by itself, and sends no password back",
  broken: (root) => {
    const labelled = byTag(root, "label").flatMap((label) => (textOf(label).trim() === "" ? [] : [attr(label, "for")]));
    const isRight = (field: Element): boolean => {
      const type = attr(field, "type");
      // What is not typed is not filled in either (HTML, 4.10.18.7).
      const isBox = type === "radio" || type === "checkbox" || type === "file";
      return (
        labelled.filter((id) => id === attr(field, "id")).length === 1 &&
        isInside(field, "form") &&
        (type !== "radio" || isInside(field, "fieldset")) &&
        (isBox || Boolean(attr(field, "autocomplete"))) &&
        (type !== "password" || attr(field, "value") === undefined)
      );
    };
    return [
      ...byTag(root, "input", "select", "textarea")
        .filter((field) => attr(field, "type") !== "hidden" && !isRight(field))
        .map(show),
      ...byTag(root, "fieldset")
        .filter((group) => byTag(group, "legend").length !== 1)
        .map(show),
    ];
  },
};

const errors: Rule = {
  name: "ties every error to its field, and begins the title with the error",
  broken: (root, { t }) => {
    const wrong = elements(root).filter(
      (element) => attr(element, "aria-invalid") === "true" || element.tag === "fieldset",
    );
    const described = wrong.flatMap((element) => attr(element, "aria-describedby")?.split(" ") ?? []);
    const alerts = elements(root).filter((element) => attr(element, "role") === "alert");
    const title = byTag(root, "title").map(textOf).join();
    return [
      ...elements(root)
        .filter((element) => attr(element, "class") === "field-error" && !described.includes(attr(element, "id") ?? ""))
        .map(show),
      ...unless(alerts.length <= 1, "several alerts"),
      ...unless(alerts.length === 0 || title.startsWith(`${t.common.errorPrefix}: `), `title: ${title}`),
    ];
  },
};

const names: Rule = {
  name: "names every button and link, with the visible words in the name",
  broken: (root) =>
    byTag(root, "button", "a", "summary").flatMap((element) => {
      const visible = textOf(element).trim();
      const label = attr(element, "aria-label");
      return [
        ...unless((label ?? visible) !== "", show(element)),
        ...unless(
          label === undefined || label.toLowerCase().includes(visible.toLowerCase()),
          `${show(element)}: ${visible}`,
        ),
        ...unless(element.tag !== "button" || /^(?:submit|button)$/.test(attr(element, "type") ?? ""), show(element)),
        ...unless(
          element.tag !== "a" || /^(?:\/(?!\/)|https:\/\/|#content$)/.test(attr(element, "href") ?? ""),
          show(element),
        ),
        ...unless(
          attr(element, "target") !== "_blank" || attr(element, "rel") === "noopener noreferrer",
          show(element),
        ),
      ];
    }),
};

const pictures: Rule = {
  name: "hides decoration from screen readers and describes pictures",
  broken: (root) => [
    ...byTag(root, "svg")
      .filter((svg) => attr(svg, "aria-hidden") !== "true")
      .map(show),
    ...byTag(root, "img")
      .filter((image) => attr(image, "alt") === undefined)
      .map(show),
  ],
};

export const rules: readonly Rule[] = [
  document,
  headings,
  landmarks,
  inline,
  loads,
  ids,
  forms,
  labels,
  errors,
  names,
  pictures,
];
