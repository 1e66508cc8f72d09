/** Sends the form of a form_post answer at once (OAuth 2.0 Form Post Response Mode, 2); without it there is the button. */
document.querySelector<HTMLFormElement>("form[data-submit-at-once]")?.submit();
