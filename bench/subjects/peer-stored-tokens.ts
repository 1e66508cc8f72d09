/** Refresh tokens that are in oidc-provider's storage already: the same shape and size as its own, alive, of others. */
import { createTable, openStorage } from "./sqlite-adapter.ts";

const BATCH = 100_000;
const DAY = 86_400;

export function storeRefreshTokens(file: string, clientId: string, count: number): void {
  const db = openStorage(file);
  createTable(db, "RefreshToken");
  const now = Math.floor(Date.now() / 1000);
  const payload = JSON.stringify({
    kind: "RefreshToken",
    iat: now - DAY,
    exp: now + 29 * DAY,
    accountId: "12345-person-12345",
    acr: undefined,
    authTime: now - DAY,
    clientId,
    expiresWithSession: true,
    gty: "authorization_code",
    nonce: "A".repeat(22),
    resource: "https://es256.example",
    rotations: 0,
    iiat: now - DAY,
    scope: "openid profile email",
    sessionUid: "A".repeat(43),
    sid: "A".repeat(21),
  });
  const insert = db.prepare(`
    INSERT INTO "RefreshToken" (id, payload, grant_id, expires_at)
    WITH RECURSIVE counter(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM counter WHERE number < ?)
    SELECT hex(randomblob(21)), json_set(?, '$.jti', hex(randomblob(21)), '$.grantId', hex(randomblob(21))),
           hex(randomblob(21)), ? + abs(random() % 86400)
    FROM counter
  `);
  for (let made = 0; made < count; made += BATCH) insert.run(Math.min(BATCH, count - made), payload, now + 29 * DAY);
  db.close();
}
