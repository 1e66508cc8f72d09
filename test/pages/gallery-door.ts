/** The pages before the door, in their notable states. */

import { loadAssets } from "../../src/pages/assets.ts";
import { ConnectIdentityPage } from "../../src/pages/hub/account/connect.tsx";
import { ConsentPage } from "../../src/pages/hub/consent.tsx";
import { DeviceCodePage, DeviceOutcomePage, DeviceQrPage, DeviceRequestPage } from "../../src/pages/hub/device.tsx";
import { EmbeddedPage } from "../../src/pages/hub/embedded.tsx";
import { ErrorPage } from "../../src/pages/hub/error.tsx";
import { FragmentPage } from "../../src/pages/hub/fragment.tsx";
import { IdentityConflictPage } from "../../src/pages/hub/identity-conflict.tsx";
import { PromptedLinkPage, type PromptedLinkProps } from "../../src/pages/hub/prompted-link.tsx";
import { ProviderKeysPage } from "../../src/pages/hub/provider-keys.tsx";
import { ProviderScriptPage } from "../../src/pages/hub/provider-script.tsx";
import { RecoveryCodesPage } from "../../src/pages/hub/recovery-codes.tsx";
import { SecondStepPage, type SecondStepProps } from "../../src/pages/hub/second-step.tsx";
import { SetupClosedPage, SetupPage } from "../../src/pages/hub/setup.tsx";
import { SignInPage, type SignInProps } from "../../src/pages/hub/sign-in.tsx";
import { ConfirmSignOutPage, SignedOutPage } from "../../src/pages/hub/sign-out.tsx";
import { SignUpPage, type SignUpProps } from "../../src/pages/hub/sign-up.tsx";
import { type Picture, picture } from "./picture.ts";
import {
  authenticatorOffer,
  csrf,
  fewProviders,
  manyProviders,
  rightToLeft,
  sampleLogo,
  sandboxProviders,
  turning,
  unbroken,
} from "./samples.ts";

const noValues = { username: "", display_name: "", email: "" };

const signIn: Omit<SignInProps, "t" | "assets"> = {
  application: { name: "Harbour Notes", logo: null },
  providers: fewProviders,
  passwordEnabled: true,
  passkeyOptions: "{}",
  passkeyAction: "/sign-in/passkey",
  emailHref: "/sign-in/email?flow=req_01",
  recoverHref: "/recover?flow=req_01",
  signUpHref: "/sign-up?flow=req_01",
  username: "",
  confirming: false,
  error: null,
  reference: null,
  notice: null,
  action: "/sign-in",
  csrf,
  hidden: { flow: "req_01" },
};

const promptedLink: Omit<PromptedLinkProps, "t" | "assets"> = {
  csrf,
  application: "Harbour Notes",
  provider: { name: "GitHub", colour: "#24292f", sandbox: false },
  failed: false,
  linkAction: "/accounts/github/login/",
  next: "/sign-in/link?flow=req_01",
  skipAction: "/sign-in/link",
  hidden: { flow: "req_01", provider: "github" },
};

const signUp: Omit<SignUpProps, "t" | "assets"> = {
  application: { name: "Harbour Notes", logo: null },
  providers: fewProviders,
  passwordEnabled: true,
  values: noValues,
  fieldErrors: {},
  error: null,
  passwordMinimum: 15,
  emailHref: "/sign-in/email?flow=req_01",
  signInHref: "/sign-in?flow=req_01",
  action: "/sign-up",
  csrf,
  hidden: { flow: "req_01" },
};

const consent = {
  resources: [],
  application: { name: "Harbour Notes", logo: null, host: "harbour-notes.example.com", type: "confidential" as const },
  account: { displayName: "Ines Okonkwo", username: "ines", email: "ines@example.com" },
  switchHref: "/sign-in?flow=req_01&prompt=select_account",
  scopes: ["openid", "profile", "email", "offline_access"],
  redirectHost: "harbour-notes.example.com",
  loopback: false,
  action: "/consent",
  csrf,
  hidden: { flow: "req_01" },
};

const signInPictures: readonly Picture[] = [
  picture("sign-in", SignInPage, signIn),
  picture("sign-in-wrong", SignInPage, { ...signIn, username: "ines", error: "invalid_credentials" }),
  picture("sign-in-sandbox", SignInPage, { ...signIn, application: null, hidden: {}, providers: sandboxProviders }),
  picture("sign-in-many", SignInPage, {
    ...signIn,
    application: { name: unbroken, logo: sampleLogo },
    providers: manyProviders,
  }),
  picture("sign-in-password-only", SignInPage, {
    ...signIn,
    application: { name: rightToLeft, logo: null },
    providers: [],
    signUpHref: null,
    notice: "signed_out",
  }),
  picture("sign-in-providers-only", SignInPage, {
    ...signIn,
    passwordEnabled: false,
    error: "provider_failed",
    reference: "9m6g4",
  }),
  picture("sign-in-confirm", SignInPage, {
    ...signIn,
    application: null,
    hidden: {},
    confirming: true,
    username: "ines",
    providers: fewProviders.slice(0, 1),
  }),
  picture("sign-in-closed", SignInPage, { ...signIn, providers: [], passwordEnabled: false, signUpHref: null }),
];

const secondStep: Omit<SecondStepProps, "t" | "assets"> = {
  person: "Ines Okonkwo",
  asks: "totp",
  otherHref: "/sign-in/second-step?login=l1&with=recovery",
  passkeyOptions: null,
  canRemember: true,
  enrolment: null,
  error: null,
  signInHref: "/sign-in",
  action: "/sign-in/second-step",
  passkeyAction: "/sign-in/second-step/passkey",
  enrolAction: "/sign-in/second-step/enrol",
  csrf,
  hidden: { login: "l1" },
};

const secondStepPictures: readonly Picture[] = [
  picture("second-step", SecondStepPage, secondStep),
  picture("second-step-wrong", SecondStepPage, { ...secondStep, passkeyOptions: "{}", error: "otp_wrong" }),
  picture("second-step-recovery", SecondStepPage, {
    ...secondStep,
    person: unbroken,
    asks: "recovery",
    canRemember: false,
  }),
  picture("second-step-passkey", SecondStepPage, { ...secondStep, asks: null, otherHref: null, passkeyOptions: "{}" }),
  picture("second-step-enrol", SecondStepPage, {
    ...secondStep,
    asks: null,
    otherHref: null,
    enrolment: authenticatorOffer,
  }),
  picture("recovery-codes", RecoveryCodesPage, {
    codes: Array.from({ length: 10 }, (_, at) => `abcd-efgh-jkmn-pq${(at % 8) + 2}${(at % 7) + 2}`),
    onHref: "/account/second-factor",
  }),
];

const signUpPictures: readonly Picture[] = [
  picture("sign-up", SignUpPage, signUp),
  picture("sign-up-wrong", SignUpPage, {
    ...signUp,
    application: null,
    providers: [],
    values: { username: "ines okonkwo", display_name: "Ines Okonkwo", email: "ines@example" },
    fieldErrors: { username: "invalid_username", email: "invalid_email", password: "common_password" },
    error: "invalid",
  }),
  picture("sign-up-closed", SignUpPage, { ...signUp, providers: [], passwordEnabled: false }),
];

const setup = { action: "/setup", csrf, token: "st_4Jx9", values: noValues, fieldErrors: {}, passwordMinimum: 15 };

const setupPictures: readonly Picture[] = [
  picture("setup", SetupPage, { ...setup, error: null }),
  picture("setup-wrong", SetupPage, {
    ...setup,
    values: { username: "", display_name: "Ines", email: "ines@example.com" },
    fieldErrors: { username: "required", password: "too_short" },
    error: "invalid",
  }),
  picture("setup-closed", SetupClosedPage, { signInHref: "/sign-in" }),
];

const consentPictures: readonly Picture[] = [
  picture("consent", ConsentPage, consent),
  picture("consent-public", ConsentPage, {
    ...consent,
    application: { name: turning, logo: null, host: null, type: "public" },
    account: { displayName: unbroken, username: unbroken.toLowerCase(), email: null },
    scopes: ["openid", "notes:read-and-write:everything", "address", "phone"],
    redirectHost: "127.0.0.1:51004",
    loopback: true,
  }),
  picture("consent-document", ConsentPage, {
    ...consent,
    application: {
      name: "Editor (3f9a1c)",
      logo: null,
      host: null,
      type: "public",
      unknown: { type: "document", host: "editor.example.com", callsItself: "Editor" },
    },
    redirectHost: "localhost:33418",
    loopback: true,
  }),
  picture("consent-registered", ConsentPage, {
    ...consent,
    application: {
      name: "Notes (5b20de)",
      logo: null,
      host: "notes.example.com",
      type: "public",
      unknown: { type: "registration" },
    },
  }),
  picture("consent-long-host", ConsentPage, {
    ...consent,
    resources: ["https://orders.example.com/api", `https://${"long".repeat(30)}.example.com/`],
    redirectHost: "accounts.example.com.sign-in.very-long-label-that-hides-the-truth.xn--80ak6aa92e.attacker.test:8443",
  }),
];

const device = { userCode: "BCDF-GHJK", action: "/login/oauth/device", csrf };
const devicePage = "https://id.example.com/login/oauth/device";

const devicePictures: readonly Picture[] = [
  picture("device-code", DeviceCodePage, { ...device, userCode: "", wrong: false, phoneAddress: null }),
  picture("device-code-wrong", DeviceCodePage, { ...device, wrong: true, phoneAddress: null }),
  picture("device-request", DeviceRequestPage, {
    ...device,
    application: { name: "Living-room TV", type: "public" },
    account: { displayName: "Ines Okonkwo", username: "ines" },
    scopes: ["openid", "profile", "films:watch"],
    resources: ["https://films.example.com"],
    address: "203.0.113.7",
    askedAt: 1_790_000_000,
    now: 1_790_000_090,
  }),
  picture("device-approved", DeviceOutcomePage, { decision: "approved", applicationName: "Living-room TV" }),
  picture("device-denied", DeviceOutcomePage, { decision: "denied", applicationName: "Living-room TV" }),
  picture("device-qr", DeviceQrPage, {
    userCode: device.userCode,
    shortAddress: devicePage,
    address: `${devicePage}?user_code=${device.userCode}`,
  }),
];

const errorPictures: readonly Picture[] = [
  picture("error-redirect-uri", ErrorPage, {
    code: "redirect_uri_unknown",
    status: 400,
    requestId: "req-7fq2m4x9",
    detail: "redirect_uri is not registered for this application",
    homeHref: null,
  }),
  picture("error-not-found", ErrorPage, {
    code: "not_found",
    status: 404,
    requestId: "req-7fq2m4x9",
    detail: null,
    homeHref: "/",
  }),
  picture("error-internal", ErrorPage, {
    code: "some_code_without_words",
    status: 500,
    requestId: "req-7fq2m4x9",
    detail: "must not be shown",
    homeHref: "/",
  }),
];

const signOutPictures: readonly Picture[] = [
  picture("sign-out", ConfirmSignOutPage, {
    displayName: "Ines Okonkwo",
    application: "Harbour Notes",
    action: "/sign-out",
    csrf,
    hidden: { client_id: "so_01" },
    stayHref: "/account",
  }),
  picture("signed-out", SignedOutPage, {
    signInHref: "/sign-in",
    back: { name: "Harbour Notes", href: "https://harbour-notes.example.com/bye" },
    frames: [],
  }),
];

const otherPictures: readonly Picture[] = [
  picture("identity-conflict", IdentityConflictPage, {
    provider: { name: "GitHub", colour: "#24292f" },
    email: "ines@example.com",
    signInHref: "/sign-in",
    connects: true,
  }),
  picture("connect-identity", ConnectIdentityPage, {
    csrf,
    provider: { name: "GitHub", colour: "#24292f" },
    identity: "ines-okonkwo",
    account: "ines",
    action: "/account/identities/connect",
    hidden: { proof: "handle" },
    skipHref: "/account",
  }),
  picture("provider-keys", ProviderKeysPage, {
    provider: { name: "Shopify", colour: null },
    fields: [
      {
        name: "shop",
        label: "Shop",
        help: "petstore for petstore.myshopify.com.",
        choices: [],
        value: "pet store",
        error: "invalid",
      },
      { name: "region", label: "Region", help: null, choices: ["eu", "us"], value: "us", error: null },
    ],
    action: "/accounts/shopify/login/",
    csrf: null,
    hidden: { next: "/account" },
    backHref: "/sign-in",
  }),
  picture("provider-script", ProviderScriptPage, {
    provider: { name: "Facebook", colour: "#1877f2" },
    // Any script that is there: the real one is the provider's.
    sdk: {
      address: loadAssets().paths.copyScript,
      object: "FB",
      ready: "fbAsyncInit",
      init: "{}",
      login: "{}",
      answer: "authResponse",
    },
    action: "/accounts/facebook/login/token/",
    csrf,
    state: "state",
    redirectHref: "https://www.facebook.com/v24.0/dialog/oauth?client_id=1",
    backHref: "/sign-in",
  }),
  picture("embedded", EmbeddedPage, {
    provider: { name: "Shopify", colour: null },
    href: "/accounts/shopify/login/?shop=petstore",
  }),
  picture("prompted-link", PromptedLinkPage, promptedLink),
  picture("prompted-link-failed", PromptedLinkPage, {
    ...promptedLink,
    application: rightToLeft,
    provider: { name: unbroken, colour: null, sandbox: false },
    failed: true,
  }),
  picture("fragment", FragmentPage, {
    provider: { name: "Telegram", colour: "#26a5e4" },
    action: "/accounts/telegram/login/fragment/",
    csrf,
    state: "state",
    backHref: "/sign-in",
  }),
];

export const doorPictures: readonly Picture[] = [
  ...setupPictures,
  ...signInPictures,
  ...secondStepPictures,
  ...signUpPictures,
  ...consentPictures,
  ...devicePictures,
  ...errorPictures,
  ...signOutPictures,
  ...otherPictures,
];
