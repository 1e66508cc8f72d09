/** Dwolla. Answers as its documentation showed the token, with links to the account, and the account itself. */
import { refusal } from "./refusal.ts";
import type { AnswerContext, Shape } from "./shape.ts";

const account = ({ ids }: AnswerContext): string => `https://api.dwolla.com/accounts/${ids.uuid()}`;

export const dwolla: Shape = {
  scopes: ["AccountInfoFull", "Send", "Transactions", "Funding", "Balance", "Request", "ManageCustomers", "Contacts"],
  lifetime: 3600,
  refresh: { given: () => true, rotation: "spend" },
  token: (standard, context) => ({
    ...standard,
    _links: { account: { href: account(context) } },
    account_id: context.ids.uuid(),
  }),
  profile: (context) => ({
    _links: { self: { href: account(context) } },
    id: context.ids.uuid(),
    name: context.person.name,
    type: "Personal",
  }),
  reject: (_rejection, place) =>
    place === "api" ? refusal(401, { code: "InvalidAccessToken", message: "Invalid access token." }) : null,
};
