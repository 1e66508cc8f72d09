/** ORCID. Answers as its API documentation shows the token, which names the iD, and version 3.0 of a record. */
import { refusal } from "./refusal.ts";
import type { AnswerContext, Shape } from "./shape.ts";

const orcidId = ({ ids }: AnswerContext): string => `0000-0002-${ids.digits(4, "three")}-${ids.digits(4, "four")}`;

export const orcid: Shape = {
  scopes: ["/authenticate", "/read-limited", "/activities/update", "/person/update", "openid"],
  lifetime: 631_138_518,
  refresh: { given: () => true, rotation: "renew" },
  token: (standard, context) => ({
    ...standard,
    token_type: "bearer",
    name: context.person.name,
    orcid: orcidId(context),
  }),
  profile: (context) => ({
    "orcid-identifier": {
      uri: `https://orcid.org/${orcidId(context)}`,
      path: orcidId(context),
      host: "orcid.org",
    },
    preferences: { locale: "en" },
    person: {
      name: {
        "given-names": { value: context.person.givenName },
        "family-name": { value: context.person.familyName },
        "credit-name": null,
        visibility: "public",
        path: orcidId(context),
      },
      emails: {
        email:
          context.person.email === null
            ? []
            : [
                {
                  email: context.person.email,
                  visibility: "public",
                  verified: context.person.emailVerified,
                  primary: true,
                },
              ],
        path: `/${orcidId(context)}/email`,
      },
    },
  }),
  reject: (_rejection, place) =>
    place === "api" ? refusal(401, { error: "invalid_token", error_description: "Invalid access token" }) : null,
};
