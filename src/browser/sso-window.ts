/** The end of a sign-in in a small window: the outcome goes to the opener, if it is of our own origin, and the window closes. */
const place = document.querySelector<HTMLElement>("[data-message]");
const message = place?.dataset["message"];
const opener = window.opener as Window | null;
place?.remove();
if (message !== undefined && opener) {
  opener.postMessage(JSON.parse(message), location.origin);
  window.close();
}
