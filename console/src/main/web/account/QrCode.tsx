import { useMemo } from 'preact/hooks';
import qrcode from 'qrcode-generator';

const QUIET_ZONE = 4; // modules; ISO/IEC 18004 wants four

/** Drawn here as one path, so that the secret goes to no image service. */
export function QrCode(props: { text: string; label: string }) {
  const drawn = useMemo(() => {
    const code = qrcode(0, 'M');
    code.addData(props.text);
    code.make();
    const size = code.getModuleCount();
    let path = '';
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        if (code.isDark(row, column)) path += `M${column} ${row}h1v1h-1z`;
      }
    }
    return { size, path };
  }, [props.text]);
  const whole = drawn.size + 2 * QUIET_ZONE;
  return (
    <svg
      class="qr"
      viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${whole} ${whole}`}
      role="img"
      aria-label={props.label}
      shape-rendering="crispEdges"
    >
      <rect x={-QUIET_ZONE} y={-QUIET_ZONE} width={whole} height={whole} fill="#fff" />
      <path d={drawn.path} fill="#000" />
    </svg>
  );
}
