/** The refresh token grant with rotation (RFC 6749, 6; RFC 9700, 4.14): each step shows the token that the last one gave. */
import { basic } from "../driver/request.ts";
import { flowOfPerson, tokensIn } from "./code-flow.ts";
import { expectStatus, inTurn, type Operation, type Step, times } from "./operation.ts";

export const refresh: Operation = {
  id: "refresh",
  title: "refresh with rotation, ES256",
  aim: { memory: 2.4, sqlite: 5 },
  async prepare(target, connection, people) {
    const { requests, endpoints, clients, signed } = target;
    const form = { grant_type: "refresh_token", ...signed.ES256 };
    const request = requests.postLater(endpoints.token, form, "refresh_token", basic(clients.ES256));
    const chain = async (): Promise<Step> => {
      const flow = await flowOfPerson(target, connection, signed.ES256);
      let present = (await flow()).refresh_token;
      return async () => {
        const { refresh_token } = tokensIn(expectStatus(await connection.send(request(present)), 200).body);
        if (refresh_token === present) throw new Error("the refresh token was not rotated");
        present = refresh_token;
      };
    };
    return inTurn(await times(people, chain));
  },
};
