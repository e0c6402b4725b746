/**
 * `npm run bench`: what DESIGN asks for, measured as ratios against bare baselines in one run, and printed as a table. Nothing fails
 * here: figures depend on the machine, ratios less so. As root on an idle Linux machine; takes about six minutes. Parts can
 * be named: `npm run bench -- command helper app rules growth`.
 */
import { ensureSystemPackages } from '../scripts/system-packages.ts';
import { app } from './app.ts';
import { atRest, growth, promptCommand } from './helper.ts';
import type { Row } from './measure.ts';
import { rules } from './pure.ts';

const parts: Readonly<Record<string, () => Promise<readonly Row[]> | readonly Row[]>> = {
  app,
  command: promptCommand,
  helper: atRest,
  rules,
  growth,
};

await ensureSystemPackages();
const wanted = process.argv.slice(2);
const rows: Row[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.error(`measuring: ${name}`);
  rows.push(...(await measure()));
}
const verdict = ({ ratio, goal }: Row): string => {
  if (goal === null) return '';
  return ratio <= goal ? 'met' : 'MISSED';
};
console.log('| what | ours | baseline | ratio | goal | |\n| --- | --- | --- | --- | --- | --- |');
for (const row of rows) {
  const goal = row.goal === null ? '' : `≤ ${String(row.goal)}`;
  const note = row.note === undefined ? '' : ` (${row.note})`;
  console.log(
    `| ${row.what}${note} | ${row.ours} | ${row.baseline} | ${row.ratio.toFixed(2)} | ${goal} | ${verdict(row)} |`,
  );
}
