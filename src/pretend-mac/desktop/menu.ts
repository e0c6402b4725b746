/**
 * Where a menu's line is for somebody who walks through it with the arrow keys: those stop at enabled lines only, so the
 * way to a line is the number of enabled lines above it, in each menu on the way.
 */
export type MenuLine = {
  readonly label?: string;
  readonly enabled?: boolean;
  readonly visible?: boolean;
  readonly type?: string;
  readonly submenu?: readonly MenuLine[];
};

/** Positions among the enabled lines, counted from 0, one per menu level. Throws when there is no such line to pick. */
export function positionsOf(menu: readonly MenuLine[], labels: readonly string[]): readonly number[] {
  const [label, ...rest] = labels;
  if (label === undefined) return [];
  const stops = menu.filter(
    (line) => line.type !== 'separator' && line.enabled !== false && line.visible !== false,
  );
  const position = stops.findIndex((line) => line.label === label);
  if (position < 0) {
    throw new Error(
      `no enabled line "${label}" in the menu: ${stops.map((line) => line.label ?? '').join(' | ')}`,
    );
  }
  return [position, ...positionsOf(stops[position]?.submenu ?? [], rest)];
}
