/**
 * The way back from a provider that answers behind the `#` of our address, which no browser sends to a server: it is put into
 * the page's form, taken out of the address and out of the history, and sent.
 */
const form = document.querySelector<HTMLFormElement>("form[data-fragment]");
const field = form?.querySelector<HTMLInputElement>("input[name=fragment]");
const answer = location.hash.slice(1);
if (form && field && answer !== "") {
  field.value = answer;
  history.replaceState(null, "", location.pathname);
  form.submit();
}
