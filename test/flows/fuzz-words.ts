/** The words that fuzzed requests are made of: what the protocols know, and what has been trouble somewhere. */
import fc from "fast-check";

/** Text that has been trouble somewhere: empty, long, NUL, half a surrogate pair, markup, SQL, paths, numbers at their ends. */
const odd = fc.constantFrom(
  ...[
    "",
    " ",
    "\u0000",
    "a\u0000b",
    "\ud800",
    "\udfff",
    "\u{1f600}",
    "\u202e",
    "\ufeff",
    "%",
    "%00",
    "%zz",
    "%ff",
    "..",
    "../../etc/passwd",
    "//evil.example",
    "\\",
    "'",
    "' OR 1=1 --",
    '"',
    "<script>",
    "${7*7}",
    "{{7*7}}",
    "\r\nSet-Cookie: x=y",
    "__proto__",
    "constructor",
    "toString",
    "null",
    "undefined",
    "NaN",
    "-1",
    "1e400",
    "9007199254740993",
    "0x10",
    "true",
    "[]",
    "{}",
    "a".repeat(5000),
    "é".repeat(300),
    "A".repeat(43),
    "A".repeat(48),
    "eyJhbGciOiJub25lIn0.e30.",
    "*",
    ".*",
    "(a+)+$",
    "https://app.example.com/callback",
  ],
);
export const text = fc.oneof({ weight: 3, arbitrary: odd }, fc.string(), fc.string({ unit: "binary", maxLength: 30 }));

const NAMES =
  "client_id client_secret redirect_uri response_type response_mode scope state nonce code_challenge code_challenge_method code_verifier prompt max_age login_hint id_token_hint claims request request_uri resource acr_values display ui_locales grant_type code refresh_token username password token token_type_hint access_token subject_token subject_token_type actor_token audience device_code user_code assertion client_assertion client_assertion_type flow next error notice csrf consent account name email display_name process action post_logout_redirect_uri logout_hint confirm before after search q page".split(
    " ",
  );
export const name = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...NAMES) }, text);
