/** As much of passport and its OpenID Connect strategy as the test calls; the packages bring no types. */
declare module "passport" {
  export interface Authenticator {
    use(strategy: object): this;
    authenticate(
      name: string,
      options: { readonly session: boolean },
      done: (error: unknown, user: never, info: unknown) => void,
    ): (request: object, response: object, next: (error?: unknown) => void) => void;
  }
  export const Passport: new () => Authenticator;
}

declare module "passport-openidconnect" {
  interface Profile {
    readonly id: string;
    readonly displayName?: string;
    readonly username?: string;
  }
  export default class Strategy {
    constructor(
      options: Readonly<Record<string, string | readonly string[]>>,
      verify: (issuer: string, profile: Profile, done: (error: unknown, user?: Profile) => void) => void,
    );
  }
}
