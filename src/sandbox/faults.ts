/**
 * What can be made to go wrong, as data: the choice on the consent page, the control interface and the endpoints all
 * read this one list. A fault chosen on the consent page travels with the code and strikes once the application comes
 * to redeem it.
 */

/** Where a fault strikes. `answer` faults spoil the bytes of an HTTP answer, by default the token endpoint's. */
export type FaultStage = "consent" | "answer" | "grant" | "idToken" | "profile" | "script";

export interface Fault {
  readonly id: string;
  readonly title: string;
  /** What the application will see, in one sentence. */
  readonly about: string;
  readonly stage: FaultStage;
}

export const faults = [
  {
    id: "denied",
    stage: "consent",
    title: "Denied",
    about: "The person refuses; the provider's own error comes back.",
  },
  {
    id: "wrong_state",
    stage: "consent",
    title: "Changed state",
    about: "The callback carries a state that nobody sent.",
  },
  {
    id: "wrong_secret",
    stage: "grant",
    title: "Wrong secret",
    about: "The token endpoint says that the client secret is wrong.",
  },
  { id: "expired_code", stage: "grant", title: "Expired code", about: "The code has run out before it is redeemed." },
  { id: "slow", stage: "answer", title: "Slow", about: "The token endpoint keeps the application waiting." },
  { id: "html", stage: "answer", title: "HTML instead of JSON", about: "A maintenance page with status 200." },
  { id: "not_json", stage: "answer", title: "Broken JSON", about: "Labelled as JSON, and cut off in the middle." },
  {
    id: "oversized",
    stage: "answer",
    title: "Oversized answer",
    about: "Many megabytes where a few hundred bytes belong.",
  },
  { id: "server_error", stage: "answer", title: "Server error", about: "Status 500 without a body worth reading." },
  {
    id: "redirect",
    stage: "answer",
    title: "Redirect",
    about: "Status 302 to another address, which must not be followed.",
  },
  {
    id: "wrong_nonce",
    stage: "idToken",
    title: "Wrong nonce",
    about: "An ID Token that was made for another sign-in.",
  },
  {
    id: "wrong_audience",
    stage: "idToken",
    title: "Wrong audience",
    about: "An ID Token that was made for another application.",
  },
  { id: "wrong_issuer", stage: "idToken", title: "Wrong issuer", about: "An ID Token that names another issuer." },
  { id: "expired_id_token", stage: "idToken", title: "Expired ID Token", about: "An ID Token of yesterday." },
  { id: "unsigned_id_token", stage: "idToken", title: "Unsigned ID Token", about: "An ID Token with algorithm none." },
  {
    id: "foreign_key",
    stage: "idToken",
    title: "Foreign key",
    about: "An ID Token signed by a key that is not in the key set.",
  },
  {
    id: "other_subject",
    stage: "profile",
    title: "Somebody else's profile",
    about: "The profile call answers for another person.",
  },
  {
    id: "foreign_token",
    stage: "script",
    title: "Another application's token",
    about: "The provider's script brings a token that was made for another application.",
  },
  {
    id: "expired_token",
    stage: "script",
    title: "Expired token",
    about: "The provider's script brings a token that has run out.",
  },
] as const satisfies readonly Fault[];

export type FaultId = (typeof faults)[number]["id"];

/** How much an oversized answer holds, in bytes: far over any sane cap, sent in pieces. */
export const OVERSIZED_BYTES = 8 * 1024 * 1024;

export const isFaultId = (id: string): id is FaultId => faults.some((fault) => fault.id === id);

export const stageOf = (id: FaultId): FaultStage => faults.find((fault) => fault.id === id)?.stage ?? "consent";
