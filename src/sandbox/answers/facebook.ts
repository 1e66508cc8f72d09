/** Facebook. Answers as the Graph API reference shows `/me` and its errors, as an object with message, type and code. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const facebook: Shape = {
  unknownScope: "refuse",
  faultsAsPages: true,
  responseTypeOptional: true,
  refusedCallback: ({ error }) => ({
    error,
    error_code: "200",
    error_description: "Permissions error",
    error_reason: "user_denied",
  }),
  lifetime: 5_183_944,
  refresh: { given: () => false, rotation: "omit" },
  token: ({ access_token, expires_in }) => ({
    access_token: access_token ?? null,
    token_type: "bearer",
    expires_in: expires_in ?? null,
  }),
  profile: ({ ids, person, scope }) => ({
    id: ids.digits(17),
    name: person.name,
    first_name: person.givenName,
    last_name: person.familyName,
    ...(scope.has("email") && person.email !== null ? { email: person.email } : {}),
    picture: {
      data: {
        height: 50,
        is_silhouette: false,
        url: `https://platform-lookaside.fbsbx.com/platform/profilepic/?asid=${ids.digits(17)}`,
        width: 50,
      },
    },
  }),
  scriptAnswer: (token, lifetime, { ids, now }) => ({
    authResponse: {
      accessToken: token,
      data_access_expiration_time: now + 7_776_000,
      expiresIn: lifetime,
      graphDomain: "facebook",
      signedRequest: "",
      userID: ids.digits(17),
    },
    status: "connected",
  }),
  scriptInspection: {
    token: "input_token",
    credentials: "access_token",
    answer: (inspected) =>
      inspected === null
        ? {
            data: {
              error: { code: 100, message: "(#100) The App_id in the input_token did not match the Viewing App" },
              is_valid: false,
              scopes: [],
            },
          }
        : {
            data: {
              app_id: inspected.context.clientId,
              type: "USER",
              application: "Alldoor",
              data_access_expires_at: inspected.context.now + 7_776_000,
              expires_at: inspected.expiresAt,
              is_valid: inspected.isValid,
              scopes: [...inspected.context.scope],
              user_id: inspected.context.ids.digits(17),
            },
          },
  },
  exchange: { grantType: "fb_exchange_token", parameter: "fb_exchange_token" },
  reject(rejection, place, { requestId }) {
    if (place === "authorize") return null;
    const [message, code] =
      place === "api" ? ["Invalid OAuth access token.", 190] : ["This authorization code is not usable.", 100];
    const said = rejection.code === "wrong_secret" ? "Error validating client secret." : message;
    return refusal(400, { error: { message: said, type: "OAuthException", code, fbtrace_id: requestId.slice(0, 11) } });
  },
};
