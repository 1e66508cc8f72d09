/**
 * The latest requests, with the reason where one was refused.
 */
import type { LoggedRequest } from "../request-log.ts";
import { Breakable } from "./layout.tsx";

const time = (at: number): string => new Date(at).toISOString().slice(11, 19);

export const RequestTable = ({ requests, empty }: { requests: readonly LoggedRequest[]; empty: string }) => {
  if (requests.length === 0) return <p class="quiet-text">{empty}</p>;
  return (
    <section class="table-scroll" aria-label="Requests, newest first" tabindex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Time (UTC)</th>
            <th scope="col">Request</th>
            <th scope="col">Status</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {requests.map((entry) => (
            <tr>
              <td class="nowrap">{time(entry.at)}</td>
              <td>
                <code class="method">{entry.method}</code>{" "}
                <code>
                  <Breakable text={entry.address} />
                </code>
              </td>
              <td>
                <span class={entry.status < 400 && entry.remark === null ? "badge good" : "badge warn"}>
                  {entry.status}
                </span>
              </td>
              <td>{entry.remark ?? ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
