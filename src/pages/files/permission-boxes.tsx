/**
 * What a person may do: a box for each bit, and the sum that AList's settings and API have. Field: `permission`, once for each bit
 * that is set; bits that have no box here are kept as hidden ones. A script keeps the sum up to date while boxes are ticked.
 */
import { Badge } from "../parts/badge.tsx";
import type { Text } from "../text/index.ts";

export type PermissionName = keyof Text["files"]["permissions"];

/** By value; the order is AList's. */
const bits: readonly (readonly [PermissionName, number])[] = [
  ["seeHidden", 1],
  ["withoutPassword", 2],
  ["offlineDownload", 4],
  ["makeOrUpload", 8],
  ["rename", 16],
  ["move", 32],
  ["copy", 64],
  ["remove", 128],
  ["webdavRead", 256],
  ["webdavManage", 512],
];

const shownBits = bits.reduce((sum, [, bit]) => sum | bit, 0);

interface PermissionBoxesProps {
  readonly t: Text;
  readonly legend: string;
  /** The sum. */
  readonly permission: number;
  /** The id of a number field that shows the sum too. */
  readonly sumField?: string;
}

export const PermissionBoxes = ({ t, legend, permission, sumField }: PermissionBoxesProps) => {
  const kept = permission & ~shownBits;
  return (
    <fieldset class="choices" data-permission-sum={sumField ?? ""}>
      <legend>{legend}</legend>
      {kept !== 0 && <input type="hidden" name="permission" value={String(kept)} />}
      {bits.map(([name, bit]) => (
        <div class="choice">
          <input
            type="checkbox"
            id={`permission-${bit}`}
            name="permission"
            value={String(bit)}
            checked={(permission & bit) !== 0}
          />
          <label for={`permission-${bit}`}>
            {t.files.permissions[name]} <span class="muted small">{bit}</span>
          </label>
        </div>
      ))}
      <p class="small muted">
        {t.files.user.sum} <output data-sum>{permission}</output>
      </p>
    </fieldset>
  );
};

/** A badge for each bit that somebody holds. */
export const PermissionBadges = ({
  t,
  permission,
  isAdmin,
}: {
  readonly t: Text;
  readonly permission: number;
  readonly isAdmin: boolean;
}) => {
  if (isAdmin) return <Badge kind="brass">{t.files.user.everything}</Badge>;
  const held = bits.filter(([, bit]) => (permission & bit) !== 0);
  if (held.length === 0) return <span class="muted">{t.files.user.readOnly}</span>;
  return (
    <span class="row row-near">
      {held.map(([name]) => (
        <Badge kind="good">{t.files.permissions[name]}</Badge>
      ))}
    </span>
  );
};
