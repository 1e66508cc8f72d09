/**
 * A start page that stands in another site's frame: nobody's cookies are there, so the whole window goes on instead. Browsers
 * that want a click for that leave the link.
 */
const link = document.querySelector<HTMLAnchorElement>("a[data-top-window]");
if (link && window.top !== null && window.top !== window) {
  try {
    window.top.location.href = link.href;
  } catch {
    link.focus();
  }
}
