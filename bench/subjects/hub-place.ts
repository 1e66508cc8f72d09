/** Where a measured hub lives, and its settings by name, as one would type them. */

export interface HubPlace {
  /** The folder of the build. */
  readonly build: string;
  readonly data: string;
  readonly port: number;
  /** `postgres://…`; `null` for SQLite in `data`. */
  readonly databaseUrl: string | null;
  /** The sandbox that plays the providers, where there is one. */
  readonly sandbox?: string;
}

export const settingsOf = ({ data, port, databaseUrl, sandbox }: HubPlace): Record<string, string> => ({
  data,
  host: "127.0.0.1",
  port: String(port),
  issuer: `http://127.0.0.1:${port}`,
  ...(databaseUrl === null ? {} : { database_url: databaseUrl }),
  ...(sandbox === undefined ? {} : { sandbox }),
});
