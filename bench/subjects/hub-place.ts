/** Where a measured hub lives, and its settings by name, as one would type them. */

export interface HubPlace {
  /** The folder of the build. */
  readonly build: string;
  readonly data: string;
  readonly port: number;
  /** `postgres://…`; `null` for SQLite in `data`. */
  readonly databaseUrl: string | null;
}

export const settingsOf = ({ data, port, databaseUrl }: HubPlace): Record<string, string> => ({
  data,
  host: "127.0.0.1",
  port: String(port),
  issuer: `http://127.0.0.1:${port}`,
  ...(databaseUrl === null ? {} : { database_url: databaseUrl }),
});
