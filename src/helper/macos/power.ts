/** What the Mac runs on, by `pmset -g ps` (macos.md E2). What is not recognised is unknown. */
import { paths } from '../../contract/identity.ts';
import type { PowerSupply } from '../../core/power.ts';
import type { Seen } from '../../core/screen.ts';
import type { Power } from '../ports/ports.ts';
import type { RunTool } from './tool.ts';

export class MacPower implements Power {
  readonly #run: RunTool;

  constructor(run: RunTool) {
    this.#run = run;
  }

  async look(): Promise<Seen<PowerSupply>> {
    const answer = await this.#run(paths.pmset, ['-g', 'ps'], { timeoutMs: 5_000 });
    if (!answer.ok) return { kind: 'unknown', why: answer.problem };
    return parsePower(answer.value.stdout);
  }
}

const sources: Readonly<Record<string, PowerSupply['source']>> = {
  'AC Power': 'adapter',
  'Battery Power': 'battery',
  'UPS Power': 'ups',
};

/** ` -InternalBattery-0 (id=22806627)<TAB>83%; discharging; 4:12 remaining present: true`; a desktop has no such line. */
const supplyLine = /^\s*-(?<name>[^\t(%]*).*?\s(?<percent>\d{1,3})%(?<rest>.*)$/;

/** Where a Mac has several, its own battery counts before one outside. */
export function parsePower(report: string): Seen<PowerSupply> {
  const words = /^Now drawing from '([^']*)'/m.exec(report)?.[1];
  const source = words === undefined ? undefined : sources[words];
  if (source === undefined) {
    return { kind: 'unknown', why: `pmset says "${(report.trim().split('\n')[0] ?? '').slice(0, 80)}"` };
  }
  const supplies = report.split('\n').flatMap((line) => {
    const { name = '', percent = '', rest = '' } = supplyLine.exec(line)?.groups ?? {};
    return percent === '' || Number(percent) > 100 || rest.includes('present: false')
      ? []
      : [{ own: name.startsWith('InternalBattery'), percent: Number(percent) }];
  });
  const telling = supplies.find(({ own }) => own) ?? supplies[0];
  return { kind: 'seen', value: { source, percent: telling?.percent ?? null } };
}
