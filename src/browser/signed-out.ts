/**
 * Goes on from the signed-out page once its hidden frames have loaded, or after five seconds where one of them hangs (OpenID
 * Connect Front-Channel Logout, 3). The link that it follows is there without it.
 */
const link = document.querySelector<HTMLAnchorElement>("a[data-goes-on]");
if (link) {
  let gone = false;
  const goOn = () => {
    if (gone) return;
    gone = true;
    location.replace(link.href);
  };
  // The window's own `load` waits for every frame that stands in the page.
  if (document.readyState === "complete") goOn();
  else addEventListener("load", goOn, { once: true });
  setTimeout(goOn, 5000);
}
