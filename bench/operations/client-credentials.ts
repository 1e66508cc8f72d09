/** The client credentials grant (RFC 6749, 4.4): a JWT access token, signed by one algorithm or the other. */
import { basic } from "../driver/request.ts";
import type { Algorithm } from "../driver/target.ts";
import { expectText, type Operation } from "./operation.ts";

const signedBy = (algorithm: Algorithm, title: string, aim: Operation["aim"]): Operation => ({
  id: `client-credentials-${algorithm.toLowerCase()}`,
  title,
  aim,
  async prepare({ requests, endpoints, clients, signed }, connection) {
    const form = { grant_type: "client_credentials", ...signed[algorithm] };
    const request = requests.post(endpoints.token, form, basic(clients[algorithm]));
    return async () => {
      expectText(await connection.send(request), '"access_token":"eyJ');
    };
  },
});

export const clientCredentialsEs256 = signedBy("ES256", "client_credentials, ES256 JWT", { memory: 2, sqlite: 2 });
export const clientCredentialsRs256 = signedBy("RS256", "client_credentials, RS256 JWT", { memory: 1.1, sqlite: 1.2 });
