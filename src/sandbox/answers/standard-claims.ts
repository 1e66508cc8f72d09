/**
 * The claims that OpenID Connect Core 1.0, section 5.4, ties to the scopes `profile` and `email`, as providers give them
 * that keep to it. What a provider adds or leaves out stands in its own shape.
 */
import type { AnswerContext, JsonObject } from "./shape.ts";

/** The address and the word on its proof; nothing where the person shows none. */
export const emailClaims = ({ person, scope }: AnswerContext): JsonObject =>
  scope.has("email") && person.email !== null ? { email: person.email, email_verified: person.emailVerified } : {};

/** The parts of the name. */
export const nameClaims = ({ person, scope }: AnswerContext): JsonObject =>
  scope.has("profile") ? { name: person.name, given_name: person.givenName, family_name: person.familyName } : {};
