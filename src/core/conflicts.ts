/**
 * Deployments about the same thing: all in scope on a Mac are compared as the second seed orders it, and only the first of them
 * counts. The others are Unqualified; which one counts instead, and what decided, follows from the preferences alone.
 */
import type { Deployment } from './deployment.ts';
import { compareVersions } from './version.ts';

/** What decides between two of them, in this order. */
export const conflictRules = ['distribution', 'update-method', 'version', 'id'] as const;
export type ConflictRule = (typeof conflictRules)[number];

/** What a deployment is compared by. */
export type Contender = Pick<Deployment, 'id' | 'title' | 'distribution' | 'updateMethod' | 'conflict'>;

/** Lost: which one counts instead, and the first rule in which the two differ. */
export interface Loss {
  readonly winner: Contender;
  readonly rule: ConflictRule;
}

/** Whoever does not count, by ID. A deployment without a title for conflicts has none. */
export function lossesAmong(deployments: readonly Contender[]): ReadonlyMap<string, Loss> {
  const byTitle = new Map<string, Contender[]>();
  for (const deployment of deployments) {
    const title = deployment.conflict?.title.trim().toLowerCase() ?? '';
    if (title === '') continue;
    const others = byTitle.get(title);
    if (others === undefined) byTitle.set(title, [deployment]);
    else others.push(deployment);
  }
  const losses = new Map<string, Loss>();
  for (const contenders of byTitle.values()) {
    const winner = contenders.reduce((best, it) => (precedence(it, best).order < 0 ? it : best));
    for (const it of contenders) {
      if (it !== winner) losses.set(it.id, { winner, rule: precedence(winner, it).rule });
    }
  }
  return losses;
}

const comparisons: Readonly<Record<ConflictRule, (a: Contender, b: Contender) => number>> = {
  distribution: (a, b) => Number(b.distribution === 'automatic') - Number(a.distribution === 'automatic'),
  'update-method': (a, b) => Number(b.updateMethod === 'manual') - Number(a.updateMethod === 'manual'),
  version: (a, b) => newerFirst(a.conflict?.version ?? null, b.conflict?.version ?? null),
  id: (a, b) => lowerIdFirst(a.id, b.id),
};

/** Negative where `a` goes before `b`, with the rule that decided. A total order: no two deployments have the same ID. */
export function precedence(
  a: Contender,
  b: Contender,
): { readonly order: number; readonly rule: ConflictRule } {
  for (const rule of conflictRules) {
    const order = comparisons[rule](a, b);
    if (order !== 0) return { order, rule };
  }
  return { order: 0, rule: 'id' };
}

/** A version goes before none, and before one that cannot be read. */
function newerFirst(a: string | null, b: string | null): number {
  const [left, right] = [readable(a), readable(b)];
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return compareVersions(right, left) ?? 0;
}

const readable = (version: string | null): string | null =>
  version === null || compareVersions(version, version) === null ? null : version;

/**
 * Numbers as numbers, and before other IDs; the rest part by part, so that `slack-9` goes before `slack-10`. Letter by letter where
 * that finds no difference (`slack-09`), so that two IDs are never equal.
 */
function lowerIdFirst(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = comparePart(left[index], right[index]);
    if (difference !== 0) return difference;
  }
  return compareText(a, b);
}

const partsOf = (id: string): readonly string[] => id.toLowerCase().match(/\d+|\D+/g) ?? [];

function comparePart(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  const numbers = [a, b].map((it) => (/^\d/.test(it) ? it.replace(/^0+(?=\d)/, '') : null));
  const [left = null, right = null] = numbers;
  if (left === null || right === null) {
    return left === right ? compareText(a, b) : Number(left === null) - Number(right === null);
  }
  return left.length - right.length || compareText(left, right);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
