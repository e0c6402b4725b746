/** `intermission status` for people: a table that fits, and one deployment in full. */
import { describe, expect, it } from 'vitest';
import { statusExample } from '../../scripts/status-reference.ts';
import { columnsOf } from '../../src/command/telling/columns.ts';
import { statusInFull, statusTable, type StatusEntry } from '../../src/command/telling/status-text.ts';
import { statusReportSchema, type StatusReport } from '../../src/contract/admin-door.ts';
import { paths } from '../../src/contract/identity.ts';
import { housekeeping, osUpdate, serving } from '../helper/deployments.ts';
import { newWorld } from '../helper/world.ts';

const [scheduled, broken] = statusExample.deployments as [StatusEntry, StatusEntry];
const others: readonly StatusEntry[] = [
  {
    ...scheduled,
    id: '7',
    title: '日本語の更新が利用できます',
    status: 'Available for install in Self Service',
    detail: { kind: 'available' },
    sentence: 'Offered in the menu until the user clicks Install.',
  },
  {
    ...scheduled,
    id: 'a-very-long-id-of-an-admin-who-likes-them',
    title: 'A title that says all that there is to say about this work, and then some',
    status: 'Unqualified',
    detail: { kind: 'unqualified', since: scheduled.firstOffered ?? '', winner: 'Slack', rule: 'version' },
    sentence: 'Not asked for: Slack counts instead, because its version is newer.',
  },
];
const report: StatusReport = {
  ...statusExample,
  deployments: [scheduled, broken, ...others],
  problems: [
    'io.intermission: DeadlineDays is "x", but must be a whole number; the default was used instead',
  ],
};

describe('the table', () => {
  it.each([64, 80, 100, 120, 200])('fits %i columns, with every status in full', (width) => {
    const lines = statusTable(report, width).split('\n');
    for (const line of lines) expect(columnsOf(line), line).toBeLessThanOrEqual(width);
    const text = lines.join('\n');
    for (const { status } of report.deployments) expect(text).toContain(status);
  });

  it.each([64, 80, 100, 200])('has its statuses in one column at %i', (width) => {
    const lines = statusTable(report, width).split('\n');
    const at = (line: string, word: string): number => columnsOf(line.slice(0, line.indexOf(word)));
    const column = at(lines.find((line) => line.includes('STATUS')) ?? '', 'STATUS');
    for (const { status, id } of report.deployments) {
      const row = lines.find((line) => line.startsWith(id.slice(0, 9)) && line.includes(status)) ?? '';
      expect(at(row, status), row).toBe(column);
    }
  });

  it('tells below each row where it is narrow', () => {
    expect(
      statusTable({ ...report, deployments: [scheduled, others[0] as StatusEntry], problems: [] }, 80),
    ).toBe(
      [
        'Intermission 0.1.0; jappleseed is logged in',
        '',
        'ID         TITLE                       STATUS',
        'os-update  Update macOS                In progress',
        '    Scheduled for 2026-11-21 17:00 Europe/Berlin by the user (attempt 1 of 3).',
        '7          日本語の更新が利用できます  Available for install in Self Service',
        '    Offered in the menu until the user clicks Install.',
      ].join('\n'),
    );
  });

  it('tells beside it where there is room', () => {
    expect(statusTable({ ...report, deployments: [broken], problems: [] }, 100)).toBe(
      [
        'Intermission 0.1.0; jappleseed is logged in',
        '',
        'ID     TITLE          STATUS  WHAT HAPPENED, WHAT COMES NEXT',
        'slack  Upgrade Slack  Failed  Failed at 2026-11-20 22:04 Europe/Berlin after 3 attempts: Jamf Pro',
        '                              found no policy for the trigger.',
      ].join('\n'),
    );
  });

  it('lets no title write on the terminal', () => {
    const hostile = { ...scheduled, title: 'Up\u001b[2Jdate\r\nslack  Installed' };
    expect(statusTable({ ...report, deployments: [hostile] }, 100)).not.toMatch(/\p{Cc}(?<!\n)|^slack/mu);
  });
});

it('one in full tells times in the zone of the Mac, attempts, holds and the last lines of jamf', () => {
  expect(statusInFull(broken, report, 100).split('\n')).toEqual([
    'slack: Upgrade Slack',
    '  Status              Failed',
    '  Now                 Failed at 2026-11-20 22:04 Europe/Berlin after 3 attempts: Jamf Pro found no',
    '                      policy for the trigger.',
    '  First asked         2026-11-20 10:00 Europe/Berlin',
    '  Deadline            none is known',
    '  Deferrals used      0',
    '  Attempts            2026-11-20 10:04 Europe/Berlin: Jamf Pro found no policy for the trigger',
    '                      2026-11-20 16:04 Europe/Berlin: Jamf Pro found no policy for the trigger',
    '                      2026-11-20 22:04 Europe/Berlin: Jamf Pro found no policy for the trigger',
    '  Last lines of jamf  No policies were found for the "upgrade_slack" trigger.',
    '  Trigger             upgrade_slack',
    '  LaunchDaemon        io.intermission.deployment.slack',
  ]);
  expect(statusInFull(scheduled, report, 120)).toContain(
    'Held before         question, 2026-11-21 08:31 Europe/Berlin to 2026-11-21 09:02 Europe/Berlin: Keynote presents',
  );
});

describe('with a helper', () => {
  it('names one deployment, as words and for programs, and no other', async () => {
    const world = await newWorld(serving(housekeeping, osUpdate));
    await world.command('defer', '--deployment', 'tidy', '--in', '60');
    const words = await world.command('status', 'tidy');
    expect(words.code).toBe(0);
    expect(words.stdout).toMatch(/^tidy: Tidy up\n {2}Status {14}In progress\n/);
    const { stdout } = await world.command('status', 'tidy', '--json');
    expect(statusReportSchema.parse(JSON.parse(stdout)).deployments.map(({ id }) => id)).toEqual(['tidy']);
    expect(await world.command('status', 'nope')).toMatchObject({
      code: 66,
      stdout: '',
      stderr: 'intermission: No deployment "nope" is configured on this Mac.\n',
    });
    expect(await world.command('status', '../tidy')).toMatchObject({ code: 65, stdout: '' });
  });

  it('takes the width from COLUMNS', async () => {
    const world = await newWorld(serving(osUpdate));
    const { stdout } = await world.mac.run(paths.command, ['status'], { environment: { COLUMNS: '200' } });
    expect(stdout).toContain('STATUS       WHAT HAPPENED, WHAT COMES NEXT');
    expect((await world.command('status')).stdout).not.toContain('WHAT HAPPENED');
  });
});
