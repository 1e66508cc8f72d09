/** What a measured server and the driver say to each other, beside HTTP: when it listens, and what it has used. */

export type Ask =
  | { readonly kind: "usage" }
  | { readonly kind: "profile"; readonly on: true }
  | { readonly kind: "profile"; readonly on: false; readonly file: string };

export type Say =
  | { readonly kind: "listening" }
  | { readonly kind: "usage"; readonly usage: Usage }
  | { readonly kind: "profiled" }
  | { readonly kind: "facts"; readonly facts: unknown };

export interface Usage {
  /** User and system time of the whole process since its start, in microseconds. */
  readonly processor: number;
  /** Bytes. */
  readonly resident: number;
}
