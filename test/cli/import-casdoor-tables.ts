/**
 * A Casdoor as its public source makes one: tables in the names and types that xorm gives its structs, and people with a password of
 * each type. Hashes are of Python's hashlib, of the reference implementation of Argon2, and of OpenBSD's bcrypt; none is ours.
 */
import { DatabaseSync } from "node:sqlite";

/** What all of these people have for a password, but for those whose hash is a published vector. */
export const PASSWORD = "Sommer – 2019";

const STRUCTS = {
  organization:
    "owner varchar(100) NOT NULL, name varchar(100) NOT NULL, created_time varchar(100), display_name varchar(100), website_url varchar(100), password_type varchar(100), password_salt varchar(100), master_password varchar(100), enable_soft_deletion bool, is_profile_public bool, account_items varchar(5000), PRIMARY KEY (owner, name)",
  provider:
    "owner varchar(100) NOT NULL, name varchar(100) NOT NULL, created_time varchar(100), display_name varchar(100), category varchar(100), type varchar(100), sub_type varchar(100), method varchar(100), client_id varchar(200), client_secret varchar(3000), client_id2 varchar(100), client_secret2 varchar(500), domain varchar(100), PRIMARY KEY (owner, name)",
  application:
    "owner varchar(100) NOT NULL, name varchar(100) NOT NULL, created_time varchar(100), display_name varchar(100), homepage_url varchar(100), organization varchar(100), cert varchar(100), enable_password bool, enable_sign_up bool, providers mediumtext, grant_types varchar(1000), client_id varchar(100), client_secret varchar(100), redirect_uris varchar(1000), token_format varchar(100), token_fields varchar(1000), expire_in_hours int, refresh_expire_in_hours int, PRIMARY KEY (owner, name)",
  user: "owner varchar(100) NOT NULL, name varchar(100) NOT NULL, created_time varchar(100), updated_time varchar(100), id varchar(100), type varchar(100), password varchar(150), password_salt varchar(100), password_type varchar(100), display_name varchar(100), first_name varchar(100), last_name varchar(100), avatar text, email varchar(100), email_verified bool, phone varchar(100), address text, language varchar(100), is_admin bool, is_forbidden bool, is_deleted bool, github varchar(100), google varchar(100), wechat varchar(100), totp_secret varchar(100), properties text, groups varchar(1000), PRIMARY KEY (owner, name)",
  group:
    "owner varchar(100) NOT NULL, name varchar(100) NOT NULL, created_time varchar(100), updated_time varchar(100), display_name varchar(100), manager varchar(100), contact_email varchar(100), type varchar(100), parent_id varchar(100), is_top_group bool, is_enabled bool, PRIMARY KEY (owner, name)",
  role: "owner varchar(100) NOT NULL, name varchar(100) NOT NULL, created_time varchar(100), display_name varchar(100), description varchar(100), users mediumtext, groups mediumtext, roles mediumtext, domains mediumtext, is_enabled bool, PRIMARY KEY (owner, name)",
  permission: "owner varchar(100) NOT NULL, name varchar(100) NOT NULL, users mediumtext, PRIMARY KEY (owner, name)",
} as const;

type Values = Readonly<Record<string, string | number | null>>;
type Table = keyof typeof STRUCTS;

const id = (number: number): string => `4f0c5a1e-0000-4000-8000-${String(number).padStart(12, "0")}`;
export const idOf = id;

/** `github` points at a registration of one organization's applications alone. */
export const ROWS: Readonly<Record<Table, readonly Values[]>> = {
  organization: [
    { owner: "admin", name: "built-in", display_name: "Built-in", password_type: "bcrypt", password_salt: "" },
    {
      owner: "admin",
      name: "works",
      display_name: "The 'Works'; Ltd",
      password_type: "salt",
      password_salt: "org-salt",
    },
  ],
  provider: [
    {
      owner: "admin",
      name: "provider_gh",
      display_name: "GitHub",
      category: "OAuth",
      type: "GitHub",
      client_id: "Iv1.aaa",
      client_secret: "gh-secret",
    },
    {
      owner: "admin",
      name: "provider_wx",
      display_name: "WeChat",
      category: "OAuth",
      type: "WeChat",
      client_id: "wx1",
      client_secret: "wx-secret",
    },
    {
      owner: "admin",
      name: "provider_mail",
      display_name: "Mail",
      category: "Email",
      type: "Default",
      client_id: "m",
      client_secret: "m",
    },
  ],
  application: [
    {
      owner: "admin",
      name: "app-built-in",
      organization: "built-in",
      client_id: "casdoor-itself",
      client_secret: "x",
      redirect_uris: "[]",
    },
    {
      owner: "admin",
      name: "app-shop",
      display_name: "Shop",
      homepage_url: "https://shop.example.com",
      organization: "built-in",
      enable_password: 1,
      enable_sign_up: 0,
      providers:
        '[{"owner":"","name":"provider_gh","canSignUp":true,"canSignIn":true,"canUnlink":false,"prompted":false}]',
      grant_types: '["authorization_code","password","refresh_token"]',
      client_id: "0ba528121ea87b3eb54d",
      client_secret: "04f4ca22101529a3503d5a653a877b4e8403edf0",
      redirect_uris: '["https://shop.example.com/callback","https://.*\\\\.shop\\\\.example\\\\.com/cb"]',
      token_format: "JWT-Standard",
      expire_in_hours: 168,
      refresh_expire_in_hours: 24,
    },
    {
      owner: "admin",
      name: "app-spa",
      display_name: "Spa",
      organization: "works",
      enable_password: 1,
      providers: "[]",
      grant_types: '["authorization_code"]',
      client_id: "spa-client",
      client_secret: "",
      redirect_uris: '["https://(a|b).example.com/cb"]',
    },
  ],
  user: [
    {
      owner: "built-in",
      name: "admin",
      id: id(1),
      password: "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
      is_admin: 1,
      display_name: "Admin",
      email: "admin@example.com",
      email_verified: 1,
      github: "583231",
      wechat: "oWx",
      properties: '{"oauth_GitHub_username":"octocat"}',
    },
    {
      owner: "works",
      name: "sha256",
      id: id(2),
      password: "1ad71ddf9a3cccc3177435b7533c661183f8cd64791976b36fd94d64fdb96eeb",
      display_name: "O'Hara;\nline \\ two",
      totp_secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
      github: "9",
      groups: '["works/pilots","works/nowhere"]',
    },
    {
      owner: "works",
      name: "sha512",
      id: id(3),
      password_type: "sha512-salt",
      password_salt: "own-salt",
      password:
        "dbd0e310120b2bb7a3a4d492c8a06de914f859a2cab3d4aa26a3c14afea615d581e64e71a5b1bd931b33b0b017b200c32f7df02734000fa21a901b19a4ad2ce8",
    },
    {
      owner: "works",
      name: "md5",
      id: id(4),
      password_type: "md5-salt",
      password_salt: "own-salt",
      password: "34403ba39d8c125bc5ae1b75dbdbfd37",
    },
    {
      owner: "works",
      name: "keycloak",
      id: id(5),
      password_type: "pbkdf2-salt",
      password_salt: "c2FsdHktc2FsdA==",
      password: "CubjaermKRr2cd2YoK5ylcyKO5zYBBcOQmioDNyOBILJzq1L9QlC18iweHLhIQjY6dF5/J9AXXbESIG3RQdm2g==",
    },
    {
      owner: "works",
      name: "django",
      id: id(6),
      password_type: "pbkdf2-django",
      password: "pbkdf2_sha256$260000$abcSalt$OntAVPWlgK44NWZmnxLNU13fSMv1obcHwdnuQzTUZEA=",
    },
    {
      owner: "works",
      name: "argon",
      id: id(7),
      password_type: "argon2id",
      password: "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
      password_salt: "",
    },
    { owner: "works", name: "plain", id: id(8), password_type: "plain", password: PASSWORD },
    { owner: "works", name: "gone", id: id(9), password_type: "plain", password: PASSWORD, is_deleted: 1 },
    { owner: "works", name: "off", id: "not-a-uuid", password_type: "plain", password: PASSWORD, is_forbidden: 1 },
    { owner: "works", name: "odd", id: id(11), password_type: "whirlpool", password: "aa" },
  ],
  group: [
    { owner: "works", name: "pilots", display_name: "The pilots", parent_id: "sea", is_top_group: 0, is_enabled: 1 },
    { owner: "works", name: "sea", display_name: "", parent_id: "works", is_top_group: 1, is_enabled: 1 },
    { owner: "works", name: "Büro / Nord", parent_id: "gone", is_top_group: 0, is_enabled: 1 },
  ],
  role: [
    {
      owner: "works",
      name: "editors",
      display_name: "Editors",
      description: "May change pages",
      users: '["works/sha256","works/gone","built-in/admin"]',
      groups: '["works/pilots","works/none"]',
      roles: '["works/readers"]',
      domains: "[]",
      is_enabled: 1,
    },
    { owner: "works", name: "old", users: '["works/md5"]', is_enabled: 0 },
  ],
  permission: [{ owner: "works", name: "all", users: "[]" }],
};

const NAMES = Object.keys(STRUCTS) as Table[];
const quoted = (value: string | number | null, text: (text: string) => string): string =>
  typeof value === "string" ? text(value) : String(value ?? "NULL");
const columnsOf = (table: Table): string[] =>
  STRUCTS[table]
    .replace(/, PRIMARY KEY.*$/, "")
    .split(", ")
    .map((column) => column.split(" ")[0] ?? "");

export function writeSqlite(file: string): void {
  const db = new DatabaseSync(file);
  for (const name of NAMES) {
    db.exec(`CREATE TABLE IF NOT EXISTS \`${name}\` (${STRUCTS[name]})`);
    for (const row of ROWS[name]) {
      const columns = Object.keys(row);
      db.prepare(`INSERT INTO \`${name}\` (${columns.join()}) VALUES (${columns.map(() => "?").join()})`).run(
        ...Object.values(row),
      );
    }
  }
  db.close();
}

/** As `mysqldump` writes it: backslash escapes, one INSERT a table. */
export const mysqlDump = (): string =>
  `-- MySQL dump 10.13  Distrib 8.0.36\n/*!40101 SET NAMES utf8mb4 */;\n${NAMES.map((name) => {
    const columns = columnsOf(name);
    const define = STRUCTS[name].replace(/(^|, )(?!PRIMARY)(\w+) /g, "$1\n  `$2` ");
    const text = (value: string) => `'${value.replace(/[\\'"\n]/g, (sign) => (sign === "\n" ? "\\n" : `\\${sign}`))}'`;
    const rows = ROWS[name].map((row) => `(${columns.map((column) => quoted(row[column] ?? null, text)).join(",")})`);
    return `DROP TABLE IF EXISTS \`${name}\`;\nCREATE TABLE \`${name}\` (${define},\n  KEY \`IDX_x\` (\`name\`)\n) ENGINE=InnoDB;\n\nLOCK TABLES \`${name}\` WRITE;\nINSERT INTO \`${name}\` VALUES ${rows.join(",")};\nUNLOCK TABLES;`;
  }).join("\n")}\n-- Dump completed on 2026-11-21 12:00:00\n`;

/** As `pg_dump` writes it: COPY, tabs, `\N`. */
export const postgresDump = (): string =>
  `--\n-- PostgreSQL database dump\n--\nSET standard_conforming_strings = on;\nCREATE FUNCTION public.f() RETURNS void LANGUAGE sql AS $$ SELECT 'it''s; not ended $$;\n${NAMES.map(
    (name) => {
      const columns = columnsOf(name);
      const escaped = (value: string | number | null): string =>
        value === null
          ? "\\N"
          : String(value).replace(/[\\\n\t]/g, (sign) => ({ "\n": "\\n", "\t": "\\t" })[sign] ?? "\\\\");
      const lines = ROWS[name].map((row) => columns.map((column) => escaped(row[column] ?? null)).join("\t"));
      return `CREATE TABLE public."${name}" (\n    ${columns.map((column) => `${column} character varying(100)`).join(",\n    ")}\n);\nCOPY public."${name}" (${columns.join(", ")}) FROM stdin;\n${lines.join("\n")}${lines.length > 0 ? "\n" : ""}\\.\n`;
    },
  ).join("\n")}--\n-- PostgreSQL database dump complete\n--\n`;

const camel = (name: string): string => name.replace(/_(\w)/g, (_whole, letter: string) => letter.toUpperCase());

/** As Casdoor's own export has it. */
export const jsonExport = (): string =>
  JSON.stringify(
    Object.fromEntries(
      NAMES.map((name) => [
        `${name}s`,
        ROWS[name].map((row) =>
          Object.fromEntries(
            Object.entries(row).map(([column, value]) => [
              camel(column),
              typeof value === "string" && /^[[{]/.test(value)
                ? JSON.parse(value)
                : /^(?:is|enable|email)_/.test(column) && typeof value === "number"
                  ? value === 1
                  : value,
            ]),
          ),
        ),
      ]),
    ),
  );
