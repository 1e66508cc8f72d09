/**
 * A sign-in by a provider's own script on our page, which gives the page an access token instead of the callback a code. A
 * token says nothing of who asked for it: one that another application got would do as well (the confused deputy of OAuth's
 * implicit grant). So an entry can offer this way only with an inspection, by which the provider says for which application
 * the token was made, that it is good, and whose it is.
 */

/** A setting, and the value of it that is meant. */
export interface SettingIs {
  readonly setting: string;
  readonly value: string;
}

/** What an entry says of its script. Values may hold placeholders, as elsewhere in the entry. */
export interface ScriptSignIn {
  /** What chooses this way; otherwise the entry is the ordinary one. */
  readonly when: SettingIs;
  /** The script's address. */
  readonly script: string;
  /** The setting that stands for `script` where it is filled in; the entry's placeholders may stand in it, too. */
  readonly scriptSetting?: string;
  /** The global object that the script makes, with `init(options)` and `login(callback, options)`. */
  readonly object: string;
  /** The global function that the script calls once it is there. */
  readonly ready: string;
  readonly init: Readonly<Record<string, string>>;
  /** The setting with further options of `init`: `name=value`, with commas between; `true` and `false` are truth values. */
  readonly initSetting?: string;
  /** Where the access token is in what `login` gives its callback. */
  readonly answer: string;
  /** Origins that the script calls and frames, besides the one that it is loaded from. */
  readonly origins: readonly string[];
  readonly inspection: Inspection;
  /** A token of longer life, bought with the page's at the token endpoint. */
  readonly exchange?: { readonly when: SettingIs; readonly parameters: Readonly<Record<string, string>> };
}

/** How the provider is asked about a token, as the application. Paths are into its answer. */
export interface Inspection {
  readonly url: string;
  readonly query: Readonly<Record<string, string>>;
  /** Members and what they must be. One of them is to be the client id. */
  readonly expect: Readonly<Record<string, string | boolean>>;
  /** Whose the token is: the profile's `sub` has to be the same. */
  readonly subject: string;
  /** When the token ends. Unix seconds; 0: never. */
  readonly expires: string;
}

/** What a page needs to begin such a sign-in. */
export interface SignInScript {
  readonly address: string;
  readonly object: string;
  readonly ready: string;
  readonly init: Readonly<Record<string, string | boolean>>;
  /** The options of `login`. */
  readonly login: Readonly<Record<string, string>>;
  readonly answer: string;
  readonly origins: readonly string[];
}
