/**
 * What goes wrong, as values with a public and a private half. A `Refusal` is thrown anywhere; one writer per program
 * turns it into JSON, a page or a redirect, shows `code` and `message`, and logs `cause` beside the request id.
 *
 * Every code is listed here, is stable, and has its HTTP status and its words. Codes of OAuth and OpenID Connect keep
 * the names their documents give them and live in `hub/web/oauth-error.ts`.
 */

const refusals = {
  bad_request: [400, "The request could not be understood."],
  body_too_large: [413, "The request is too large."],
  content_type_unsupported: [415, "The request's content type is not supported here."],
  parameter_repeated: [400, "A parameter is there more than once."],
  field_invalid: [422, "A field is not valid."],
  form_expired: [403, "This form has expired or was opened in another browser. Go back and try again."],
  cross_site: [403, "This request came from another site and was refused."],
  not_found: [404, "There is nothing at this address."],
  method_not_allowed: [405, "This address does not answer this method."],
  sign_in_required: [401, "Sign in first."],
  recent_sign_in_required: [401, "Sign in again to go on: this needs a fresh sign-in."],
  forbidden: [403, "You may not do this."],
  token_invalid: [401, "This needs an access token that is good."],
  scope_insufficient: [403, "The access token does not have the scope that this needs."],
  precondition_failed: [412, "It has been changed since it was read."],
  idempotency_key_reused: [422, "This idempotency key was used for another request."],
  otp_wrong: [401, "The code is not right, or it was used before."],
  mail_code_wrong: [401, "The code is not right."],
  mail_code_spent: [401, "There were too many wrong codes. Ask for a new mail."],
  mail_off: [409, "This server sends no mail."],
  credentials_wrong: [401, "The username or the password is not right."],
  second_factor_required: [401, "This sign-in needs a second step."],
  second_factor_set: [409, "An authenticator is set up already. Turn it off first."],
  passkey_refused: [401, "This passkey can't be used here."],
  passkey_known: [409, "This passkey is here already."],
  too_many_attempts: [429, "Too many attempts. Wait a while and try again."],
  busy: [503, "The server is busy. Try again in a moment."],
  account_disabled: [403, "This account is disabled."],
  sign_up_closed: [403, "New accounts can't be made here."],
  email_taken: [409, "This e-mail address is in use."],
  username_taken: [409, "This username is taken."],
  name_taken: [409, "This name is taken."],
  set_up_done: [410, "This set-up link has been used, or a newer one has been printed."],
  flow_expired: [
    400,
    "This sign-in has expired or was begun in another browser. Go back to the application and start again.",
  ],
  provider_unknown: [404, "This sign-in provider does not exist or is turned off."],
  provider_refused: [502, "The sign-in provider did not complete the sign-in."],
  provider_unreachable: [502, "The sign-in provider can't be reached right now."],
  identity_linked_elsewhere: [409, "This identity is linked to another account."],
  identity_kept: [409, "An application that is used here needs this link."],
  identity_last: [409, "This is the last way into your account. Set a password first."],
  looking_only: [403, "You are only looking at this account: nothing can be changed, and nothing entered."],
  own_standing: [403, "Another administrator has to change your own rights."],
  organization_needed: [409, "The first organization can't be switched off: this server is at home in it."],
  still_required: [409, "An application requires it of its people. Change that first."],
  last_administrator: [409, "This is the last administrator. Make somebody else one first."],
  redirect_uri_unknown: [400, "The application sent an address to return to that is not registered for it."],
  client_unknown: [400, "The application is not known here."],
  path_not_allowed: [403, "This path leads out of where you may go."],
  permission_denied: [403, "You do not have the permission for this."],
  folder_password_wrong: [403, "This folder has a password, and none or a wrong one was given."],
  file_not_found: [404, "There is no such file or folder."],
  file_exists: [409, "There is something of this name already."],
  folder_expected: [409, "This is a file, and a folder is needed."],
  file_expected: [409, "This is a folder, and a file is needed."],
  file_locked: [423, "Somebody has locked this file."],
  upload_incomplete: [400, "The upload ended too early or was longer than announced; nothing was changed."],
  too_many_files: [400, "There are more files in this form than it takes at once: a thousand."],
  name_too_long: [400, "This name is too long."],
  into_itself: [409, "A folder can't be put into itself."],
  mount_in_the_way: [403, "A storage is mounted here or below; only an administrator's settings can change that."],
  storages_crossed: [502, "This can't be moved from one storage to another; copy it."],
  storage_denied: [403, "The storage does not let us do this."],
  link_invalid: [401, "This link does not count, or no longer."],
  not_implemented: [501, "This is not offered here."],
  storage_unavailable: [503, "The storage can't be reached right now."],
  storage_not_found: [404, "No storage is mounted here."],
  storage_read_only: [403, "This storage can only be read."],
  storage_full: [507, "There is no room left; nothing was changed."],
  configuration_invalid: [500, "The configuration is not valid."],
  encryption_key_wrong: [500, "The encryption key does not open what is stored."],
  database_unavailable: [503, "The database can't be reached right now."],
  unexpected: [500, "Something went wrong on our side."],
} as const satisfies Record<string, readonly [number, string]>;

export type RefusalCode = keyof typeof refusals;

/** What can be wrong with one field of a form; pages have words for each in every language. */
export const fieldFaults = {
  required: "is needed",
  too_short: "is too short",
  too_long: "is too long",
  taken: "is already in use",
  invalid: "is not valid",
  invalid_username: "may hold only letters, digits, dots, dashes and underscores",
  invalid_email: "is not an e-mail address",
  common_password: "is too easy to guess",
  same_password: "is the present one",
  picture_too_large: "is too large a file",
  picture_unknown: "is no PNG, JPEG or WebP picture",
  picture_dimensions: "has too many pixels",
  picture_unreadable: "can't be read as a picture",
  wrong_password: "is not right",
  not_the_same: "is not the one that is asked for",
  invalid_url: "is not a whole address",
  invalid_colour: "is not a colour written #rrggbb",
  redirect_not_absolute: "must be a whole address, without wildcard, user name or odd characters",
  redirect_fragment: "must not have a fragment (#)",
  redirect_insecure: "must be https, http on localhost, or a reverse-domain scheme",
  invalid_number: "is not a whole number",
  out_of_range: "is outside of what is allowed",
  invalid_choice: "is not one of the values there are",
  unknown_name: "names nothing of its organization",
  unknown_scope: "is not a known scope",
  unknown_field: "is not a field here",
  administrator: "is an administrator, whom no file changes",
} as const;

export type FieldFault = keyof typeof fieldFaults;
export type FieldFaults = Readonly<Record<string, FieldFault>>;

/** `field_invalid` for these fields, said in one sentence. */
export function fieldRefusal(fields: FieldFaults, code: RefusalCode = "field_invalid"): Refusal {
  const [[name, fault] = ["A field", "invalid" as const]] = Object.entries(fields);
  return new Refusal(code, `${name} ${fieldFaults[fault]}.`, { fields });
}

/** A refusal with a stable code. `message` is safe to show to anybody; the cause is for the log alone. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;
  /** HTTP status. */
  readonly status: number;
  /** What is wrong with which form field, by the field's name. */
  readonly fields: FieldFaults;
  /** Seconds after which another try makes sense. */
  readonly retryAfter: number | undefined;

  constructor(
    code: RefusalCode,
    message?: string,
    extra: { cause?: unknown; fields?: FieldFaults; retryAfter?: number } = {},
  ) {
    super(message ?? refusals[code][1], extra.cause === undefined ? undefined : { cause: extra.cause });
    this.code = code;
    this.status = refusals[code][0];
    this.fields = extra.fields ?? {};
    this.retryAfter = extra.retryAfter;
  }
}

/** Whether something is refused for what is wrong with fields. */
export const isFieldRefusal = (error: unknown): error is Refusal =>
  error instanceof Refusal && Object.keys(error.fields).length > 0;

/** Faults of fields, to be told in the form that brought them. @throws anything else, as it came */
export function faultsOf(error: unknown): { readonly fields: FieldFaults; readonly status: number } {
  if (!isFieldRefusal(error)) throw error;
  return error;
}

/** The same faults under other names of their fields. */
export const renameFaults = (fields: FieldFaults, nameOf: (field: string) => string): FieldFaults =>
  Object.fromEntries(Object.entries(fields).map(([field, fault]) => [nameOf(field), fault]));

/** The refusal itself, or `unexpected` around anything else. */
export const asRefusal = (error: unknown): Refusal =>
  error instanceof Refusal ? error : new Refusal("unexpected", undefined, { cause: error });
