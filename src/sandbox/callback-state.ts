/** The fault `wrong_state` for protocols whose state stands at the end of the callback address. */
import { randomToken } from "../lib/random.ts";

/** The callback with a state that nobody sent. */
export const withOtherState = (callback: string): string =>
  callback.replace(/([?&]state=)[^&]*$/, `$1${randomToken(32)}`);
