/**
 * What only a browser can tell about a page: contrast as it is painted (WCAG 2.2, 1.4.3 and 1.4.11), reflow (1.4.10),
 * the size of what is pressed (2.5.8).
 *
 * The file is sent into the page as it is and its value is a list of what is wrong, in words. It is JavaScript because
 * it runs there alone: the types of a browser are no types of the tests around it.
 */
(() => {
  const read = (value) => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (value.match(/[\d.]+/g) ?? []).map(Number);
    return [red, green, blue, alpha];
  };

  const over = ([r, g, b, a], [r2, g2, b2]) => [r * a + r2 * (1 - a), g * a + g2 * (1 - a), b * a + b2 * (1 - a), 1];

  const luminance = ([red, green, blue]) => {
    const channel = (value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
  };

  const contrast = (one, other) => {
    const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };

  const groundOf = (element) => {
    if (!element) return [255, 255, 255, 1];
    const colour = read(getComputedStyle(element).backgroundColor);
    return colour[3] === 1 ? colour : over(colour, groundOf(element.parentElement));
  };

  const isSeen = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest(".unseen, .skip");

  const nameOf = (element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`;

  const problems = [];

  // Everything that unfolds is looked at too.
  for (const folded of document.querySelectorAll("details")) folded.open = true;

  if (document.documentElement.scrollWidth > innerWidth) {
    problems.push(`scrolls sideways: ${document.documentElement.scrollWidth} > ${innerWidth}`);
  }

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement;
    if (!element || !node.textContent?.trim() || !isSeen(element) || element.closest("svg, option")) continue;
    const style = getComputedStyle(element);
    const size = Number.parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ground = groundOf(element);
    const ratio = contrast(over(read(style.color), ground), ground);
    if (ratio < (large ? 3 : 4.5))
      problems.push(`contrast ${ratio.toFixed(2)}: ${nameOf(element)} ${node.textContent.trim()}`);
  }

  for (const field of document.querySelectorAll(
    "input:not([type=hidden], [type=radio], [type=checkbox], [readonly]), select, textarea",
  )) {
    if (!isSeen(field)) continue;
    const ground = groundOf(field.parentElement);
    const ratio = contrast(over(read(getComputedStyle(field).borderTopColor), ground), ground);
    if (ratio < 3) problems.push(`edge ${ratio.toFixed(2)}: ${nameOf(field)}`);
  }

  for (const target of document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary")) {
    // Links inside a sentence are excepted by 2.5.8; a box is pressed through its label too, and has its own spacing.
    const inText = target.tagName === "A" && getComputedStyle(target).display === "inline";
    if (!isSeen(target) || inText || target.matches("[type=radio], [type=checkbox]")) continue;
    const { width, height } = target.getBoundingClientRect();
    if (Math.min(width, height) < 24) problems.push(`small ${width}×${height}: ${nameOf(target)}`);
  }

  return problems;
})();
