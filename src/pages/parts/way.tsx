/** By which way somebody came in, in words: `password`, `passkey`, `provider:github+totp` … as the audit log has it. */
import type { Text } from "../text/index.ts";
import { Fill } from "./fill.tsx";
import { Said } from "./said.tsx";

export const Way = ({ t, way }: { readonly t: Text; readonly way: string }) => {
  const { ways, second } = t.account.sessions;
  const [first = "", further] = way.split("+");
  const [kind = "", provider = ""] = first.split(":");
  const plain: Readonly<Record<string, string>> = {
    password: ways.password,
    "password-change": ways.password,
    passkey: ways.passkey,
    email: ways.email,
    "sign-up": ways.account,
    setup: ways.account,
    impersonation: ways.looking,
  };
  if (way === "") return <span class="muted">–</span>;
  return (
    <span>
      {kind === "provider" ? (
        <Fill text={ways.provider} values={{ provider: <Said>{provider}</Said> }} />
      ) : (
        (plain[kind] ?? ways.other)
      )}
      {further !== undefined && ` (${second})`}
    </span>
  );
};
