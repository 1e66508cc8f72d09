/**
 * Everything that `decideLink` can answer, as a table: it is asked about every combination of facts there is, and rows that
 * differ in nothing that counts are told as one. The console shows it, so what is shown is what happens.
 */
import {
  ADDRESS_OWNERS,
  decideLink,
  LINK_POLICIES,
  type LinkFacts,
  type LinkOutcome,
  type LinkRule,
} from "./decide-link.ts";

/** The values that a fact has in a row; all that there are where it does not count. */
type Values = { readonly [fact in keyof LinkFacts]: readonly LinkFacts[fact][] };

export interface LinkTableRow {
  readonly values: Values;
  readonly outcome: LinkOutcome;
  readonly rule: LinkRule;
}

const BOTH = [true, false] as const;

/** Every combination of facts. */
export const everyCase: readonly LinkFacts[] = BOTH.flatMap((isLinked) =>
  LINK_POLICIES.flatMap((policy) =>
    BOTH.flatMap((addressVerified) =>
      BOTH.flatMap((isAuthoritative) =>
        ADDRESS_OWNERS.flatMap((owner) =>
          BOTH.map((maySignUp) => ({ policy, isLinked, addressVerified, isAuthoritative, owner, maySignUp })),
        ),
      ),
    ),
  ),
);

const seen = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

function rowOf(cases: readonly LinkFacts[], { outcome, rule }: ReturnType<typeof decideLink>): LinkTableRow {
  const values: Values = {
    policy: seen(cases.map((each) => each.policy)),
    isLinked: seen(cases.map((each) => each.isLinked)),
    addressVerified: seen(cases.map((each) => each.addressVerified)),
    isAuthoritative: seen(cases.map((each) => each.isAuthoritative)),
    owner: seen(cases.map((each) => each.owner)),
    maySignUp: seen(cases.map((each) => each.maySignUp)),
  };
  return { values, outcome, rule };
}

/** The table: each combination of facts is in one row, and each row's facts combine freely. */
export function linkTable(): readonly LinkTableRow[] {
  const groups = new Map<string, { cases: LinkFacts[]; decision: ReturnType<typeof decideLink> }>();
  for (const facts of everyCase) {
    const decision = decideLink(facts);
    // A known identity asks after nothing else; elsewhere a rule may hold for two reasons, told apart by the address.
    const key = `${decision.rule} ${facts.isLinked ? "" : facts.addressVerified}`;
    const group = groups.get(key) ?? { cases: [], decision };
    group.cases.push(facts);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ cases, decision }) => rowOf(cases, decision));
}
