/** A person of the file server, as the rest of the program sees one. */

/** The one guest is whoever is not signed in. */
export type Role = "general" | "guest" | "admin";

/** Roles as AList's API and the table have them. */
export const roleNumber = { general: 0, guest: 1, admin: 2 } as const satisfies Record<Role, number>;

const ROLES: readonly Role[] = ["general", "guest", "admin"];

export const roleOf = (number: 0 | 1 | 2): Role => ROLES[number] ?? "general";

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
  /** Unix seconds, and later with every change: sessions that began under another value are over. */
  readonly passwordChangedAt: number;
  readonly createdAt: number;
  readonly disabledAt: number | null;
}
