/**
 * Invented people, applications and providers for the gallery, among them the awkward ones: names without a break,
 * names that run from right to left, hidden direction marks, no e-mail address, many rows.
 */
import type { ProviderChoice } from "../../src/pages/parts/provider-button.tsx";

/** 14 March 2026, 09:26:53 UTC. */
export const now = 1_773_480_413;

export const minute = 60;
export const hour = 60 * minute;
export const day = 24 * hour;

export const unbroken = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunt";
export const rightToLeft = "مكتبة الملاحظات المفتوحة";
export const turning = "Invoice\u202Egpj.exe";

export const subject = "01k2w7c9vq3f5e8n4x0j6t1rza";
/** The gallery's server has a picture there. */
export const sampleLogo = "/logo.svg";
export const csrf = "c3JmLXRva2Vu-9f2c1a7b";

export const agents = {
  firefoxWindows: "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0",
  safariPhone:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.2 Mobile/15E148 Safari/604.1",
  edgeMac:
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Safari/537.36 Edg/145.0.0.0",
  curl: "curl/8.17.0",
} as const;

const choice = (id: string, name: string, colour: string | null, sandbox = false): ProviderChoice => ({
  id,
  name,
  colour,
  href: `/sign-in/${id}?flow=req_01`,
  sandbox,
});

export const fewProviders: readonly ProviderChoice[] = [
  choice("github", "GitHub", "#24292f"),
  choice("google", "Google", "#1a73e8"),
  choice("keycloak", "Company account", null),
];

export const sandboxProviders: readonly ProviderChoice[] = [
  choice("github", "GitHub", "#24292f", true),
  choice("google", "Google", "#1a73e8", true),
  choice("microsoft", "Microsoft", "#2f2f2f", true),
  choice("dingtalk", "DingTalk", "#0089ff", true),
  choice("discord", "Discord", "#5865f2", true),
  choice("keycloak", "Keycloak", "#008aaa", true),
  choice("casdoor", "Casdoor", "#443cf0", true),
];

export const manyProviders: readonly ProviderChoice[] = [
  ...fewProviders,
  choice("snapchat", "Snapchat", "#fffc00"),
  choice("wide", unbroken, "#7c2730"),
  choice("rtl", rightToLeft, "#134a6d"),
  choice("broken-colour", "Odd colour", "red;background:url(//x)"),
  choice("white", "White Label", "#ffffff"),
  choice("feishu", "飞书", "#00d6b9"),
];

/** RFC 6238's own secret. */
export const authenticatorOffer = {
  secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
  address: "otpauth://totp/id.example.com:ines?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=id.example.com",
  sealed: "sealed",
};
