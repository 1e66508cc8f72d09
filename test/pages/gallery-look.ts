/** How applications look on the way to them, and the console's pages about that, their tokens and trials, in their notable states. */
import { movedIn, paintOf } from "../../src/pages/accent.ts";
import { AdminLookPage, type AdminLookProps } from "../../src/pages/hub/admin/applications/look.tsx";
import {
  AdminTokensPage,
  type AdminTokensProps,
  type ShownToken,
} from "../../src/pages/hub/admin/applications/tokens.tsx";
import { AdminTrialPage, type AdminTrialProps } from "../../src/pages/hub/admin/applications/trial.tsx";
import { MailAskPage, type MailAskProps } from "../../src/pages/hub/mail/ask.tsx";
import { SignInPage, type SignInProps } from "../../src/pages/hub/sign-in.tsx";
import type { ApplicationLook } from "../../src/pages/layout.tsx";
import { markedEntries } from "../../src/pages/parts/provider-marks.ts";
import { admin } from "./gallery-admin.ts";
import { type Picture, picture } from "./picture.ts";
import { csrf, rightToLeft, sampleLogo, unbroken } from "./samples.ts";

const look: ApplicationLook = {
  name: "Harbour Notes",
  logo: sampleLogo,
  stylesheet: "/accents/7c3aed.css",
  terms: "https://harbour-notes.example.com/terms",
  policy: "https://harbour-notes.example.com/privacy",
};

const DressedSignIn = ({ look: worn, ...props }: SignInProps & { readonly look: ApplicationLook }) =>
  SignInPage({ ...props, assets: { ...props.assets, look: worn } });
const DressedAsk = ({ look: worn, ...props }: MailAskProps & { readonly look: ApplicationLook }) =>
  MailAskPage({ ...props, assets: { ...props.assets, look: worn } });

const COLOURS = ["#24292f", "#1a73e8", "#5865f2", "#eb5424", "#00c300", "#fc6d26", "#2d8cff", "#e60023"];
const marked = markedEntries.map((entry, index) => ({
  id: entry,
  name: entry.charAt(0).toUpperCase() + entry.slice(1),
  colour: COLOURS[index % COLOURS.length] ?? null,
  entry,
  href: `/accounts/${entry}/login/?flow=req_01`,
  sandbox: false,
}));

const signIn = {
  look,
  application: { name: "Harbour Notes", logo: sampleLogo },
  providers: marked.filter(({ id }) => ["google", "github", "microsoft", "apple"].includes(id)),
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

const lookForm: Omit<AdminLookProps, "t" | "assets"> = {
  ...admin,
  application: { name: "Harbour Notes", logo: null, href: "/admin/applications/9f8c" },
  values: { accent: "", terms_uri: "", policy_uri: "", allow_passkey: true, ways_in: "" },
  fieldErrors: {},
  knownWays: ["passkey", "password", "email", "provider:github"],
  paint: null,
  action: "/admin/applications/9f8c/look",
  previewHref: "/admin/applications/9f8c/look/sign-in",
};
const painted = (hex: string) => ({ ...paintOf(hex), moved: movedIn(hex) });

const claims: ShownToken = [
  { name: "sub", value: "01890a5d-ac96-774b-bcce-b302099a8057", source: "account" },
  { name: "name", value: rightToLeft, source: "account (scope profile)" },
  { name: "groups", value: JSON.stringify([unbroken]), source: "account" },
  { name: "jti", value: null, source: "server" },
];
const application = {
  name: "Harbour Notes",
  href: "/admin/applications/9f8c",
  tryAction: "/admin/applications/9f8c/try",
};
const tokens: Omit<AdminTokensProps, "t" | "assets"> = {
  ...admin,
  application,
  person: "ines",
  scopes: ["openid", "profile", "email"],
  chosen: ["openid", "profile"],
  problem: null,
  tokens: { idToken: claims, accessToken: claims, userinfo: claims },
  action: "/admin/applications/9f8c/tokens",
};
const trial: Omit<AdminTrialProps, "t" | "assets"> = {
  ...admin,
  application,
  inspectHref: "/admin/flows",
  outcome: {
    kind: "succeeded",
    tokens: { idToken: claims, accessToken: claims, userinfo: claims },
    refreshable: true,
    nonceSame: true,
  },
};

export const lookPictures: readonly Picture[] = [
  picture("look-sign-in", DressedSignIn, signIn),
  picture("look-sign-in-order", DressedSignIn, {
    ...signIn,
    look: { ...look, stylesheet: "/accents/ffe600.css", terms: null },
    first: ["provider:github", "password"],
  }),
  picture("look-sign-in-preview", DressedSignIn, { ...signIn, preview: true }),
  picture("look-recover", DressedAsk, {
    look,
    kind: "recover" as const,
    value: "",
    fieldError: null,
    error: null,
    backHref: "/sign-in?flow=req_01",
    action: "/recover",
    csrf,
    hidden: { flow: "req_01" },
  }),
  picture("marks-all", SignInPage, { ...signIn, providers: marked, application: null }),
  picture("marks-twenty", SignInPage, { ...signIn, providers: marked.slice(0, 20) }),
  picture("admin-look", AdminLookPage, lookForm),
  picture("admin-look-painted", AdminLookPage, {
    ...lookForm,
    application: { ...lookForm.application, logo: sampleLogo },
    values: { ...lookForm.values, accent: "#ffe600", ways_in: "provider:github\npassword" },
    paint: painted("#ffe600"),
    notice: "saved",
  }),
  picture("admin-look-wrong", AdminLookPage, {
    ...lookForm,
    error: "invalid",
    values: { ...lookForm.values, accent: "blue", terms_uri: "nowhere" },
    fieldErrors: {
      logo: "picture_unknown",
      accent: "invalid_colour",
      terms_uri: "invalid_url",
      ways_in: "invalid_choice",
    },
    paint: painted("#0b1f14"),
  }),
  picture("admin-tokens", AdminTokensPage, tokens),
  picture("admin-tokens-none", AdminTokensPage, { ...tokens, tokens: null, problem: "unknown", person: unbroken }),
  picture("admin-trial", AdminTrialPage, trial),
  picture("admin-trial-refused", AdminTrialPage, {
    ...trial,
    outcome: { kind: "refused", error: "access_denied", description: "The person did not allow it." },
  }),
];
