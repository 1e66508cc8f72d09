/**
 * Configuration: `ALLDOOR_*` variables, over which command-line flags win. Few settings, each documented here; the
 * reference is generated from these descriptions. A value that can't be right stops the start with one clear line.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { type EffectiveSetting, effectiveSettings } from "./effective-settings.ts";
import { Refusal } from "./errors.ts";
import { addressList } from "./network.ts";
import { outboundPolicy } from "./outbound-policy.ts";
import { readMailbox, smtpFault } from "./smtp-address.ts";
import { readTracing, type TracingConfiguration, TracingFault } from "./tracing/configuration.ts";

/** Whether a host name, as `URL.hostname` has it, is this machine's own. */
export const isLocalHost = (host: string): boolean =>
  host === "localhost" || host === "127.0.0.1" || host === "[::1]" || host.endsWith(".localhost");

const origin = z.string().transform((text, context) => {
  const fail = (message: string) => {
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  };
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return fail("is not an address");
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLocalHost(url.hostname))) {
    return fail("must be https (plain http is only for localhost)");
  }
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "" || url.username !== "" || url.password !== "") {
    return fail("must be an origin alone: scheme, host and port, nothing behind");
  }
  return url.origin;
});

const A_PORT = "must be a port: a whole number from 0 to 65535";
const port = z.coerce.number({ error: A_PORT }).int(A_PORT).min(0, A_PORT).max(65_535, A_PORT);
const LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
const list = z.string().transform((text) => text.split(/[\s,]+/).filter((part) => part !== ""));

/** Every setting: its variable is `ALLDOOR_` and the name in capitals; its flag is `--` and the name with dashes. */
export const settings = {
  data: { schema: z.string().min(1), fallback: "data", help: "Directory of everything that is kept: database, keys." },
  host: { schema: z.string().min(1), fallback: "127.0.0.1", help: "Address to listen on; 0.0.0.0 or :: for all." },
  port: { schema: port, fallback: undefined, help: "Port to listen on. Default: hub 8000, files 5244, sandbox 9000." },
  issuer: {
    schema: origin,
    fallback: undefined,
    help: "The hub's own address as browsers and applications see it (https://id.example.com). Default: http://localhost:<port>.",
  },
  database_url: {
    schema: z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgres://"),
    fallback: undefined,
    help: "PostgreSQL address. Default: SQLite in the data directory. DATABASE_URL is read too.",
  },
  encryption_key: {
    schema: z.string().min(1),
    fallback: undefined,
    help: "Key that seals stored secrets: 32 random bytes, base64. Default: made at first start in the data directory (encryption.key).",
  },
  encryption_key_file: { schema: z.string().min(1), fallback: undefined, help: "File that holds the encryption key." },
  tls_cert: { schema: z.string().min(1), fallback: undefined, help: "Certificate file (PEM) to serve https directly." },
  tls_key: { schema: z.string().min(1), fallback: undefined, help: "Key file (PEM) of the certificate." },
  trusted_proxies: {
    schema: list,
    fallback: [],
    help: "Addresses or ranges (CIDR) of proxies whose X-Forwarded-For is believed. Default: none.",
  },
  sandbox: {
    schema: origin,
    fallback: undefined,
    help: "Address of a sandbox: sign-in providers are looked for there instead of on the internet. Never in production.",
  },
  allow_private: {
    schema: list,
    fallback: [],
    help: "Private hosts or ranges that may be called, for sign-in providers and applications that live there (keycloak.internal:8443, 10.1.0.0/16). Default: none.",
  },
  smtp_url: {
    schema: z.string().superRefine((text, context) => {
      const fault = smtpFault(text);
      if (fault !== null) context.addIssue({ code: "custom", message: fault });
    }),
    fallback: undefined,
    help: "Mail server: smtps://user:password@host:465 (TLS), or smtp://user:password@host:587 (STARTTLS, which only a server on localhost may lack). Default: what the console says, or no mail.",
  },
  smtp_from: {
    schema: z
      .string()
      .refine((text) => readMailbox(text) !== null, "must be an address, as in Example <id@example.com>"),
    fallback: undefined,
    help: "Whom mail is from: an address, or Name <address>.",
  },
  smtp_ca: {
    schema: z.string().min(1),
    fallback: undefined,
    help: "File (PEM) of the private authority that signed the mail server's certificate.",
  },
  metrics_token: {
    schema: z.string().min(16, "must have 16 characters at least"),
    fallback: undefined,
    help: "Bearer token by which a monitoring system reads /metrics of the hub (Prometheus's format). Default: there is no such address.",
  },
  otlp_endpoint: {
    schema: z.string().min(1),
    fallback: undefined,
    help: "Base address of a collector that takes OpenTelemetry traces by OTLP/HTTP (http://localhost:4318). OpenTelemetry's own variables are read too. Default: nothing is traced.",
  },
  log: {
    schema: z.enum(LEVELS, { error: `must be one of ${LEVELS.join(", ")}` }),
    fallback: "info",
    help: "Least level that is logged.",
  },
} as const satisfies Record<string, { schema: z.ZodType; fallback: unknown; help: string }>;

type Raw = { [K in keyof typeof settings]: z.output<(typeof settings)[K]["schema"]> | undefined };

export interface SmtpConfiguration {
  readonly url: string;
  readonly from: string;
  readonly ca: string | undefined;
}

export interface Configuration {
  /** All of it as an administrator may read it. */
  readonly effective: readonly EffectiveSetting[];
  /** Absolute. */
  readonly dataDirectory: string;
  readonly host: string;
  readonly port: number | undefined;
  readonly issuer: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly encryptionKey: string | undefined;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
  readonly trustedProxies: readonly string[];
  readonly sandbox: string | undefined;
  readonly allowPrivate: readonly string[];
  /** Where mail goes out, if it does; `ca` is PEM text. */
  readonly smtp: SmtpConfiguration | undefined;
  /** Who has it may read `/metrics`; without it there is none. */
  readonly metricsToken: string | undefined;
  /** Where traces are sent, if they are. */
  readonly tracing: TracingConfiguration | undefined;
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
}

type Values = Readonly<Record<string, string | undefined>>;

/** Named as it was given: by its option or by its variable. */
const namer = (flags: Values) => (name: string) =>
  flags[name] === undefined ? `ALLDOOR_${name.toUpperCase()}` : `--${name.replaceAll("_", "-")}`;

/**
 * @param flags Values by setting name, as typed on the command line.
 * @throws Refusal `configuration_invalid` naming the setting.
 */
export function readConfiguration(environment: Values, flags: Values = {}): Configuration {
  const nameOf = namer(flags);
  const fail = (name: string, why: string): never => {
    throw new Refusal("configuration_invalid", `${nameOf(name)} ${why}.`);
  };
  const read = (name: keyof typeof settings) => {
    const text =
      flags[name] ??
      environment[`ALLDOOR_${name.toUpperCase()}`] ??
      (name === "database_url" ? environment.DATABASE_URL : undefined);
    if (text === undefined || text === "") return settings[name].fallback;
    const parsed = settings[name].schema.safeParse(text);
    return parsed.success ? parsed.data : fail(name, parsed.error.issues[0]?.message ?? "is not valid");
  };
  const raw = Object.fromEntries(
    Object.keys(settings).map((name) => [name, read(name as keyof typeof settings)]),
  ) as Raw;
  if ((raw.tls_cert === undefined) !== (raw.tls_key === undefined))
    fail("tls_cert", `and ${nameOf("tls_key")} go together`);
  const check = (name: string, work: () => unknown) => {
    try {
      work();
    } catch (error) {
      fail(name, `holds a part that is wrong: ${(error as Error).message.replace(/\.$/, "")}`);
    }
  };
  check("trusted_proxies", () => addressList(raw.trusted_proxies ?? []));
  check("allow_private", () => outboundPolicy(raw.allow_private ?? [], async () => []));
  if (raw.smtp_url !== undefined && raw.smtp_from === undefined)
    fail("smtp_url", `and ${nameOf("smtp_from")} go together`);
  let smtpCa: string | undefined;
  if (raw.smtp_ca !== undefined) {
    try {
      smtpCa = readFileSync(raw.smtp_ca, "utf8");
    } catch {
      fail("smtp_ca", "can't be read");
    }
  }
  let tracing: TracingConfiguration | undefined;
  try {
    tracing = readTracing(environment, raw.otlp_endpoint);
  } catch (error) {
    if (!(error instanceof TracingFault)) throw error;
    const { variable, message } = error;
    const named = variable === "ALLDOOR_OTLP_ENDPOINT" ? nameOf("otlp_endpoint") : variable;
    throw new Refusal("configuration_invalid", `${named} ${message}.`);
  }
  let encryptionKey = raw.encryption_key;
  if (encryptionKey === undefined && raw.encryption_key_file !== undefined) {
    try {
      encryptionKey = readFileSync(raw.encryption_key_file, "utf8");
    } catch {
      fail("encryption_key_file", "can't be read");
    }
  }
  return {
    effective: effectiveSettings(
      Object.fromEntries(Object.entries(settings).map(([name, { fallback }]) => [name, fallback])),
      environment,
      flags,
    ),
    dataDirectory: resolve(raw.data ?? "data"),
    host: raw.host ?? "127.0.0.1",
    port: raw.port,
    issuer: raw.issuer,
    databaseUrl: raw.database_url,
    encryptionKey,
    tls: raw.tls_cert && raw.tls_key ? { certFile: raw.tls_cert, keyFile: raw.tls_key } : undefined,
    trustedProxies: raw.trusted_proxies ?? [],
    sandbox: raw.sandbox,
    allowPrivate: raw.allow_private ?? [],
    smtp:
      raw.smtp_url !== undefined && raw.smtp_from !== undefined
        ? { url: raw.smtp_url, from: raw.smtp_from, ca: smtpCa }
        : undefined,
    metricsToken: raw.metrics_token,
    tracing,
    logLevel: raw.log ?? "info",
  };
}
