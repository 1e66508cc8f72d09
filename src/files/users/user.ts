/** A person of the file server, as the rest of the program sees one. */

/** The one guest is whoever is not signed in. */
export type Role = "general" | "guest" | "admin";

export interface User {
  /** Small, never given twice. */
  readonly id: number;
  readonly username: string;
  readonly role: Role;
  /** Clean and absolute: the person's `/` is this folder. */
  readonly basePath: string;
  /** The sum of the bits in `permissions.ts`. */
  readonly permission: number;
  readonly hasPassword: boolean;
  readonly hasOtp: boolean;
  /** Unix seconds; sessions and tokens that are older are over. */
  readonly passwordChangedAt: number;
  readonly createdAt: number;
  readonly disabledAt: number | null;
}
