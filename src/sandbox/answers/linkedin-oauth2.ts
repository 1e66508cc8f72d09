/** LinkedIn. Claims as its page on OpenID Connect shows them; errors of the API carry a `serviceErrorCode`. */

import type { Json } from "../../providers/provider.ts";
import { refusal } from "./refusal.ts";
import type { AnswerContext, JsonObject, Shape } from "./shape.ts";
import { emailClaims, nameClaims } from "./standard-claims.ts";

const subject = ({ ids }: AnswerContext): string => ids.text(10);

const claims = (context: AnswerContext): JsonObject => ({
  ...nameClaims(context),
  ...(context.scope.has("profile")
    ? { picture: `https://media.licdn-ei.com/dms/image/${context.ids.hex(20, "picture")}/` }
    : {}),
  ...emailClaims(context),
});

/** A text of version 2 of the profile API. */
const localized = (text: string): Json => ({
  localized: { en_US: text },
  preferredLocale: { country: "US", language: "en" },
});

const displayImage = (context: AnswerContext, width: number): Json => ({
  artifact: `urn:li:digitalmediaMediaArtifact:(${width})`,
  authorizationMethod: "PUBLIC",
  data: {
    "com.linkedin.digitalmedia.mediaartifact.StillImage": {
      mediaType: "image/jpeg",
      displaySize: { width, uom: "PX", height: width },
    },
  },
  identifiers: [
    {
      identifier: `https://media.licdn-ei.com/dms/image/${context.ids.hex(20, "picture")}/${width}`,
      identifierType: "EXTERNAL_URL",
    },
  ],
});

const common: Shape = {
  scopes: ["openid", "profile", "email", "w_member_social", "r_liteprofile", "r_emailaddress"],
  refusedCallback: ({ code, error, message }) =>
    code === "access_denied"
      ? { error: "user_cancelled_authorize", error_description: "The user cancelled the authorization" }
      : { error, error_description: message },
  lifetime: 5_184_000,
  refresh: { given: () => false, rotation: "omit" },
  reject: (_rejection, place) =>
    place === "api"
      ? refusal(401, {
          status: 401,
          serviceErrorCode: 65_600,
          code: "INVALID_ACCESS_TOKEN",
          message: "Invalid access token",
        })
      : null,
};

export const linkedinOauth2: Shape = {
  ...common,
  subject,
  idToken: claims,
  profile: (context) => ({ sub: subject(context), ...claims(context) }),
  variants: {
    v2: {
      ...common,
      profile: (context) => ({
        id: subject(context),
        firstName: localized(context.person.givenName),
        lastName: localized(context.person.familyName),
        profilePicture: {
          displayImage: `urn:li:digitalmediaAsset:${context.ids.text(20, "picture")}`,
          "displayImage~": { elements: [100, 200].map((width) => displayImage(context, width)) },
        },
      }),
      extra: {
        emails: ({ ids, person }) => ({
          elements:
            person.email === null
              ? []
              : [
                  {
                    handle: `urn:li:emailAddress:${ids.digits(10)}`,
                    "handle~": { emailAddress: person.email },
                  },
                ],
        }),
      },
    },
    oauth1: {
      profile: (context) => ({
        id: subject(context),
        firstName: context.person.givenName,
        lastName: context.person.familyName,
        ...(context.person.email === null ? {} : { emailAddress: context.person.email }),
        pictureUrls: { _total: 1, values: [`https://media.licdn-ei.com/mpr/${context.ids.hex(20, "picture")}`] },
      }),
    },
  },
};
