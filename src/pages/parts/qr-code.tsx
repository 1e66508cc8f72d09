/**
 * A QR code (ISO/IEC 18004) as one SVG path on white with its quiet zone, in every theme: scanners want dark on light.
 * What it says always stands beside it as text, for whoever can't scan.
 */
import { encode } from "uqr";

/** Modules of quiet zone on each side (ISO/IEC 18004, 9.1). */
const QUIET = 4;

interface QrCodeProps {
  readonly text: string;
  /** What a screen reader says. */
  readonly label: string;
}

export const QrCode = ({ text, label }: QrCodeProps) => {
  const { data, size } = encode(text, { ecc: "M", border: QUIET });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <p class="qr-code">
      <svg viewBox={`0 0 ${size} ${size}`} width="200" height="200" aria-hidden="true" focusable="false">
        <rect width={size} height={size} fill="#ffffff" />
        <path d={path} fill="#000000" shape-rendering="crispEdges" />
      </svg>
      <span class="unseen">{label}</span>
    </p>
  );
};
