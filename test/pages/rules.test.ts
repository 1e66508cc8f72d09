/**
 * The rules that every page keeps in every state of the gallery and in every language: strict content security policy,
 * anti-forgery tokens, labels, headings, names (WCAG 2.2: 1.1.1, 1.3.1, 1.3.5, 2.4.2, 2.4.6, 2.5.3, 3.3.2, 4.1.2).
 */
import { describe, expect, test } from "vitest";
import { loadAssets } from "../../src/pages/assets.ts";
import { languages } from "../../src/pages/text/index.ts";
import { gallery } from "./gallery.ts";
import { ancestors, attr, byTag, type Element, elements, parse, textOf } from "./html.ts";
import { csrf } from "./samples.ts";

const { paths, files } = loadAssets();

const pages = Object.entries(languages).flatMap(([language, t]) =>
  gallery.map((picture) => ({
    name: `${picture.name} (${language})`,
    t,
    picture,
    root: parse(picture.render(t, paths)),
  })),
);

const ids = (root: Element): string[] => elements(root).flatMap((element) => attr(element, "id") ?? []);

test("the gallery shows every page in at least one state, under different names", () => {
  expect(gallery.length).toBeGreaterThanOrEqual(55);
  expect(new Set(gallery.map(({ name }) => name)).size).toBe(gallery.length);
});

describe.each(pages)("$name", ({ root, t, picture }) => {
  test("says its language, has a title and one main heading", () => {
    expect(byTag(root, "html").map((html) => attr(html, "lang"))).toEqual([t.lang]);
    const titles = byTag(root, "title");
    expect(titles).toHaveLength(1);
    expect(titles.map(textOf)[0]).toMatch(/\S+ · Alldoor/);
    const headings = byTag(root, "h1");
    expect(headings).toHaveLength(1);
    expect(headings.map(textOf)[0]?.trim()).not.toBe("");
  });

  test("its headings leave out no level", () => {
    const levels = byTag(root, "h1", "h2", "h3", "h4", "h5", "h6").map(({ tag }) => Number(tag[1]));
    expect(levels[0]).toBe(1);
    for (const [index, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
  });

  test("has one main landmark, and its navigations have different names", () => {
    expect(byTag(root, "main")).toHaveLength(1);
    const names = byTag(root, "nav").map((nav) => attr(nav, "aria-label"));
    expect(names).not.toContain(undefined);
    expect(new Set(names).size).toBe(names.length);
  });

  test("has no inline style, no inline script and no script in an address", () => {
    expect(byTag(root, "style")).toEqual([]);
    for (const element of elements(root)) {
      for (const [name, value] of element.attributes) {
        expect(name).not.toBe("style");
        expect(name).not.toMatch(/^on/i);
        expect(value).not.toMatch(/^\s*(?:javascript|data|vbscript):/i);
      }
    }
    for (const script of byTag(root, "script")) {
      expect(attr(script, "src")).toBe(paths.copyScript);
      expect(textOf(script)).toBe("");
    }
  });

  test("refers to assets that exist, and to nothing elsewhere", () => {
    const served = files.map((file) => file.path);
    for (const link of byTag(root, "link")) expect(served).toContain(attr(link, "href"));
    for (const image of byTag(root, "img")) expect(attr(image, "src")).toMatch(/^\/[^/]/);
  });

  test("loads the copy script exactly where there is something to copy", () => {
    const copies = elements(root).some((element) => element.attributes.has("data-copy-from"));
    expect(byTag(root, "script")).toHaveLength(copies ? 1 : 0);
  });

  test("uses every id once, and every reference to an id leads somewhere", () => {
    const known = ids(root);
    expect(new Set(known).size).toBe(known.length);
    for (const element of elements(root)) {
      for (const name of ["for", "aria-labelledby", "aria-describedby", "popovertarget", "data-copy-from"]) {
        const value = attr(element, name);
        if (value !== undefined) for (const id of value.split(" ")) expect(known).toContain(id);
      }
    }
  });

  test("protects every form that changes something", () => {
    for (const form of byTag(root, "form")) {
      expect(ancestors(form).map(({ tag }) => tag)).not.toContain("form");
      expect(attr(form, "action")).toMatch(/^\/[^/]/);
      const tokens = byTag(form, "input").filter((input) => attr(input, "name") === "csrf");
      if (attr(form, "method") === "post") {
        expect(tokens.map((token) => [attr(token, "type"), attr(token, "value")])).toEqual([["hidden", csrf]]);
      } else {
        expect(attr(form, "method")).toBe("get");
        expect(tokens).toEqual([]);
        expect(byTag(form, "input").map((input) => attr(input, "name"))).toEqual(["q"]);
      }
    }
  });

  test("labels every field, and says what may be filled in by itself", () => {
    const labelled = byTag(root, "label").flatMap((label) => (textOf(label).trim() ? [attr(label, "for")] : []));
    for (const field of byTag(root, "input", "select", "textarea")) {
      const type = attr(field, "type");
      if (type === "hidden") continue;
      expect(labelled.filter((id) => id === attr(field, "id"))).toHaveLength(1);
      expect(ancestors(field).map(({ tag }) => tag)).toContain("form");
      if (type === "radio") expect(ancestors(field).map(({ tag }) => tag)).toContain("fieldset");
      if (type !== "radio" && type !== "checkbox") expect(attr(field, "autocomplete")).toBeTruthy();
      if (type === "password") expect(attr(field, "value")).toBeUndefined();
    }
    for (const group of byTag(root, "fieldset")) expect(byTag(group, "legend")).toHaveLength(1);
  });

  test("ties every error to its field", () => {
    const wrong = elements(root).filter((element) => attr(element, "aria-invalid") === "true");
    const errors = elements(root).filter((element) => attr(element, "class") === "field-error");
    const described = [...wrong, ...byTag(root, "fieldset")].flatMap(
      (element) => attr(element, "aria-describedby")?.split(" ") ?? [],
    );
    for (const error of errors) expect(described).toContain(attr(error, "id"));
  });

  test("names every button and link, with the visible words in the name", () => {
    for (const element of byTag(root, "button", "a", "summary")) {
      const visible = textOf(element).trim();
      const label = attr(element, "aria-label");
      expect(label ?? visible).not.toBe("");
      if (label !== undefined && visible) expect(label.toLowerCase()).toContain(visible.toLowerCase());
      if (element.tag === "button") expect(attr(element, "type")).toMatch(/^(?:submit|button)$/);
      if (element.tag === "a") expect(attr(element, "href")).toMatch(/^(?:\/(?!\/)|https:\/\/|#content$)/);
      if (attr(element, "target") === "_blank") expect(attr(element, "rel")).toBe("noopener noreferrer");
    }
  });

  test("hides decoration from screen readers and describes pictures", () => {
    for (const svg of byTag(root, "svg")) expect(attr(svg, "aria-hidden")).toBe("true");
    for (const image of byTag(root, "img")) expect(attr(image, "alt")).toBeDefined();
  });

  test("marks the current place in the navigation once", () => {
    const navigation = byTag(root, "nav").find((nav) => attr(nav, "id") === "nav");
    if (!navigation) return expect(picture.name).not.toMatch(/^(?:account|admin)/);
    const current = byTag(navigation, "a").filter((link) => attr(link, "aria-current") === "page");
    expect(current).toHaveLength(1);
  });

  test("begins its title with the error when there is one", () => {
    const alerts = elements(root).filter((element) => attr(element, "role") === "alert");
    const title = byTag(root, "title").map(textOf)[0] ?? "";
    if (alerts.length > 0) expect(title.startsWith(`${t.common.errorPrefix}: `)).toBe(true);
    expect(alerts.length).toBeLessThanOrEqual(1);
  });
});
