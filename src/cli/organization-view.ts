/** An organization as the command line shows it, and as its options say it. */
import type { Reader } from "../db/database.ts";
import { type OrganizationWish, SECOND_FACTOR_POLICIES } from "../hub/organizations/change.ts";
import { findOrganization, type Organization, type SecondFactorPolicy } from "../hub/organizations/store.ts";
import type { OptionValues } from "./command.ts";
import { Failure } from "./failure.ts";

export const organizationDocument = (organization: Organization) => ({
  name: organization.name,
  display_name: organization.displayName,
  require_second_factor: organization.requireSecondFactor,
  allow_sign_up: organization.allowSignUp,
  allow_account_deletion: organization.allowAccountDeletion,
  take_pictures: organization.takePictures,
  allow_impersonation: organization.allowImpersonation,
  default_locale: organization.defaultLocale,
  created_at: organization.createdAt,
  disabled: organization.disabledAt !== null,
});

const ON_OFF = ["on", "off"] as const;

export const organizationOptions = {
  displayName: { kind: "text", value: "NAME", help: "What people read." },
  requireSecondFactor: {
    kind: "text",
    value: "POLICY",
    choices: SECOND_FACTOR_POLICIES,
    help: "Whose sign-ins need a second factor: nobody's, those by password or mail, or providers' too.",
  },
  signUp: { kind: "text", value: "SWITCH", choices: ON_OFF, help: "Whether people may open an account themselves." },
  accountDeletion: {
    kind: "text",
    value: "SWITCH",
    choices: ON_OFF,
    help: "Whether people may delete their own account.",
  },
  takePictures: {
    kind: "text",
    value: "SWITCH",
    choices: ON_OFF,
    help: "Whether pictures are fetched from providers at the first sign-in.",
  },
  allowImpersonation: {
    kind: "text",
    value: "SWITCH",
    choices: ON_OFF,
    help: "Whether administrators may look at people's accounts as those see them.",
  },
  locale: { kind: "text", value: "TAG", help: "Language of letters to people whose own nobody knows; none for none." },
} as const;

/** By the domain's names: how each option is written. */
export const ORGANIZATION_FLAGS_TYPED = {
  displayName: "--display-name",
  defaultLocale: "--locale",
  requireSecondFactor: "--require-second-factor",
};

const isOn = (text: string | undefined): boolean | undefined => (text === undefined ? undefined : text === "on");

export const organizationWish = (options: OptionValues<typeof organizationOptions>): OrganizationWish => ({
  displayName: options.displayName,
  requireSecondFactor: options.requireSecondFactor as SecondFactorPolicy | undefined,
  allowSignUp: isOn(options.signUp),
  allowAccountDeletion: isOn(options.accountDeletion),
  takePictures: isOn(options.takePictures),
  allowImpersonation: isOn(options.allowImpersonation),
  defaultLocale: options.locale === "none" ? null : options.locale,
});

/** @throws Failure `organization_missing` */
export async function organizationCalled(reader: Reader, name: string): Promise<Organization> {
  const organization = await findOrganization(reader, name);
  if (!organization)
    throw new Failure("organization_missing", `There is no organization "${name}". See alldoor organization list.`);
  return organization;
}
