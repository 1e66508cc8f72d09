/** Which test holds a module, or why none does: the one place that says so. */
import { plans } from "./plans.ts";

export type Held = { readonly file: string; readonly title: string } | { readonly reason: string };

const FAPI = "fapi2-security-profile-final-";
const MESSAGE_SIGNING = "fapi2-message-signing-final-test-plan";
const DYNAMIC = "oidcc-dynamic-certification-test-plan";

/** Modules of the message signing plan that ask for signed requests; the rest are those of the security profile. */
const SIGNED_REQUESTS = "Asks for signed requests and signed responses (JARM), which Alldoor does not give.";

/** What stands beside a module's test where it says less than the name may promise. */
export const remarks: Readonly<Record<string, string>> = {
  "oidcc-idtoken-unsigned": "`none` is not offered, so the suite skips it; the test holds that nothing is unsigned.",
  "oidcc-request-uri-unsigned": "By reference: not offered, refused as unsupported.",
  "oidcc-request-uri-signed-rs256": "By reference: not offered, and discovery says so. Pushed requests take its place.",
  "oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported": "Refused as unsupported.",
  "oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported": "Refused as unsupported.",
  "oidcc-ensure-request-object-with-redirect-uri": "Unsigned objects are refused; a signed one is what counts.",
  [`${FAPI}refresh-token`]: "The refresh token is kept, not rotated: it is bound to the client's key.",
};

/** @param module A name of the plan's list. */
export function heldBy(plan: string, module: string): Held {
  if (plan === MESSAGE_SIGNING) return { reason: SIGNED_REQUESTS };
  if (plan.startsWith("oidcc-session-management"))
    return {
      reason: "Session Management is not offered: browsers keep its frame from its cookie. Log-out channels are.",
    };
  if (plan.startsWith("oidcc-3rdparty")) return { file: "third-party-login.test.ts", title: module };
  if (plan.includes("logout")) return { file: "logout.test.ts", title: module };
  if (plan === DYNAMIC || plan.startsWith("oidcc-config")) return { file: "dynamic.test.ts", title: module };
  if (module.startsWith(FAPI)) return { file: "fapi2.test.ts", title: module.slice(FAPI.length) };
  return { file: "oidc-provider.test.ts", title: module };
}

const cell = (plan: string, module: string): string => {
  const held = heldBy(plan, module);
  if ("reason" in held) return `– | ${held.reason}`;
  return `\`${held.file}\` › ${held.title} | ${remarks[module] ?? ""}`;
};

/** The page, as it stands in `docs/conformance.md`. */
export function conformancePage(): string {
  const tables = Object.entries(plans).map(([plan, modules]) => {
    if (modules.every((module) => "reason" in heldBy(plan, module))) {
      const [first] = modules;
      const held = heldBy(plan, first ?? "");
      return `## ${plan}\n\n${"reason" in held ? held.reason : ""}\n\n${modules.map((module) => `- ${module}`).join("\n")}`;
    }
    const rows = modules.map((module) => `| ${module} | ${cell(plan, module)} |`);
    return [`## ${plan}`, "", "| module | test | |", "| --- | --- | --- |", ...rows].join("\n");
  });
  return `${INTRODUCTION}\n\n${tables.join("\n\n")}\n`;
}

const INTRODUCTION = `# Conformance

The OpenID Foundation certifies providers by test plans. Below stands every module of every plan for providers (release 5.1.43 of the
suite), with the test of this repository that does what the module does, or why there is none. The tests are in \`test/conformance\`,
are named by their modules, run on SQLite and on PostgreSQL, and are part of \`npm test\`. They are this project's reading of the
modules: **the suite itself has not been run against Alldoor, and Alldoor is not certified.**

What to set up for the suite:

- The basic, implicit, hybrid and form post plans use no PKCE, and the last three of these need tokens in redirects. Their client has
  the switches \`dangerouslyAllowCodeWithoutPkce\` and \`dangerouslyAllowImplicit\`. Without them those requests are refused, which is what
  an application of today wants.
- The dynamic plan needs \`alldoor organization registration open\`. A client that registers itself can't leave PKCE out, so of that plan
  the suite's own modules, which send none, are answered with \`invalid_request\`; the tests here do what they do with PKCE.
- The FAPI 2.0 plan needs a client with \`private_key_jwt\`, pushed requests and DPoP. Whoever has all three is held to the rest of the
  profile: one audience in assertions, the profile's algorithms, a refresh token that stays.`;
