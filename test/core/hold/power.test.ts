/** Power: what is enough for the work, what follows together with the screen, and for how long a run waits for it. */
import { describe, expect, it } from 'vitest';
import { holdUntil } from '../../../src/core/hold/bounds.ts';
import { runHold, runJudgement, screenJudged } from '../../../src/core/hold/hold-course.ts';
import { asksForPower, both, judgePower } from '../../../src/core/hold/power.ts';
import type { Judgement, PowerRules } from '../../../src/core/hold/rules.ts';
import { describeHold } from '../../../src/core/hold/words.ts';
import type { Deployment } from '../../../src/core/deployment.ts';
import type { Deferral, DeferralIntent, DeploymentRecord } from '../../../src/core/record.ts';
import type { PowerSupply } from '../../../src/core/power.ts';
import type { Instant } from '../../../src/core/time.ts';
import { aDeployment, aScheduled, at, berlin, dueBy, holdRules, stageOf } from '../builders.ts';
import { seen, unseen } from './screens.ts';

const rules = (change: Partial<PowerRules> = {}): PowerRules => ({
  required: false,
  leastPercent: 0,
  waitMinutes: 60,
  ...change,
});
const adapter = rules({ required: true });
const half = rules({ leastPercent: 50 });
const supply = (source: PowerSupply['source'], percent: number | null = null) => seen({ source, percent });

/** In one line: free, unknown (why), or what is waited for (by which evidence). */
function inWords(judgement: Judgement): string {
  return judgement.kind === 'held'
    ? describeHold({ ...judgement, why: null })
    : judgement.kind === 'unknown'
      ? `unknown: ${judgement.why}`
      : 'free';
}

describe('the power', () => {
  it.each<[string, PowerRules, ReturnType<typeof supply>, string]>([
    ['nothing is asked', rules(), supply('battery', 3), 'free'],
    ['nothing is asked, and nothing could be seen', rules(), unseen(), 'free'],
    ['adapter required, and there', adapter, supply('adapter', 3), 'free'],
    ['adapter required, on a desktop', adapter, supply('adapter'), 'free'],
    [
      'adapter required, on battery',
      adapter,
      supply('battery', 34),
      'the power adapter is not connected (on battery, 34 %)',
    ],
    [
      'adapter required, on battery that tells no charge',
      adapter,
      supply('battery'),
      'the power adapter is not connected (on battery)',
    ],
    [
      'adapter required, on a UPS',
      adapter,
      supply('ups', 100),
      'the power adapter is not connected (on a UPS, 100 %)',
    ],
    ['adapter required, nothing seen', adapter, unseen('x'), 'unknown: the power could not be seen: x'],
    ['half a charge, and just that', half, supply('battery', 50), 'free'],
    ['half a charge, less', half, supply('battery', 49), 'the battery is too low (on battery, 49 %)'],
    ['half a charge, a UPS with less', half, supply('ups', 20), 'the battery is too low (on a UPS, 20 %)'],
    ['half a charge, less, but being charged', half, supply('adapter', 3), 'free'],
    [
      'half a charge, and none told',
      half,
      supply('battery'),
      'unknown: the charge of the battery is not known',
    ],
    ['half a charge, nothing seen', half, unseen('x'), 'unknown: the power could not be seen: x'],
    [
      'both, on battery with enough',
      rules({ required: true, leastPercent: 50 }),
      supply('battery', 90),
      'the power adapter is not connected (on battery, 90 %)',
    ],
  ])('%s', (_, wanted, facts, expected) => {
    expect(inWords(judgePower(wanted, facts))).toBe(expected);
  });

  it.each<[PowerRules, boolean]>([
    [rules(), false],
    [rules({ waitMinutes: 5 }), false],
    [adapter, true],
    [half, true],
  ])('need not be looked at where no rule asks for it (%#)', (wanted, looks) => {
    expect(asksForPower(wanted)).toBe(looks);
  });
});

const free: Judgement = { kind: 'free' };
const noPower: Judgement = judgePower(adapter, supply('battery', 34));
const unknownPower: Judgement = { kind: 'unknown', why: 'no pmset' };
const unknownScreen: Judgement = { kind: 'unknown', why: 'no app' };
const call: Judgement = { kind: 'held', reasons: [{ kind: 'call', app: 'Zoom', evidence: 'seen' }] };
const presenting: Judgement = {
  kind: 'held',
  reasons: [{ kind: 'presenting', app: 'Keynote', evidence: 'seen' }],
};

describe('screen and power together', () => {
  it.each<[string, Judgement | null, Judgement, Judgement]>([
    ['nothing holds', free, free, free],
    ['nobody is logged in, and there is power', null, free, free],
    ['nobody is logged in, and there is no power', null, noPower, noPower],
    ['the screen holds', call, free, call],
    ['the power holds', free, noPower, noPower],
    ['the screen is not known, but the power holds', unknownScreen, noPower, noPower],
    ['the power is not known, but the screen holds', call, unknownPower, call],
    ['the screen is not known', unknownScreen, free, unknownScreen],
    ['the power is not known', free, unknownPower, unknownPower],
    ['neither is known', unknownScreen, unknownPower, { kind: 'unknown', why: 'no app; no pmset' }],
  ])('%s', (_, screen, power, expected) => {
    expect(both(screen, power)).toEqual(expected);
  });

  it('both hold: power first, because a person can do something about it', () => {
    expect(both(presenting, noPower)).toMatchObject({
      reasons: [{ kind: 'no-power' }, { kind: 'presenting', app: 'Keynote' }],
    });
  });
});

const due = at('2026-11-21T16:00:00Z');
const plus = (minutes: number): Instant => due.add({ minutes });
const holds = holdRules({ runMinutes: 75, limitMinutes: 240 });
const plain = aDeployment({ holds, power: adapter });
const pressing = aDeployment({ holds, power: adapter, deadline: dueBy('2026-11-21T16:30:00Z') });

/** A run at its minute, and what it is told at some later moment. */
const comeTo = (by: Deferral['by'], intent: DeferralIntent = { kind: 'in', minutes: 60 }): DeploymentRecord =>
  aScheduled('2026-11-21T16:00:00Z', { by, intent });
function holdAt(
  record: DeploymentRecord,
  deployment: Deployment,
  screen: Judgement | null,
  power: Judgement,
  moment: Instant,
) {
  const { deferral } = stageOf(record, 'scheduled');
  const judgement = runJudgement(deferral, { screen: () => screen, power });
  return runHold(record, deployment, deferral, judgement, moment, berlin);
}
const waiting = (record: DeploymentRecord, hold: DeploymentRecord['hold']): DeploymentRecord => ({
  ...record,
  hold,
  stage: { ...stageOf(record, 'scheduled'), waiting: true },
});

describe('a run that waits for power', () => {
  it.each<
    [string, Deployment, Deferral['by'], Judgement | null, Judgement, number, 'begins' | 'is given back']
  >([
    ['picked', plain, 'user', free, noPower, 60, 'is given back'],
    ['picked, with nobody logged in any more', plain, 'user', null, noPower, 60, 'is given back'],
    ['picked by the help desk', plain, 'admin', free, noPower, 60, 'is given back'],
    ['picked, the deadline comes first', pressing, 'user', free, noPower, 270, 'begins'],
    ['forced', plain, 'deadline', free, noPower, 240, 'begins'],
    ['tried again', plain, 'retry', null, noPower, 240, 'begins'],
    ['with nobody there', plain, 'no-user', null, noPower, 240, 'begins'],
    ['picked, in a call too: the first bound', plain, 'user', call, noPower, 60, 'is given back'],
    ['forced, in a call too: the last bound', plain, 'deadline', call, noPower, 240, 'begins'],
    ['forced, presenting too', plain, 'deadline', presenting, noPower, 240, 'begins'],
    ['unknown power', plain, 'user', free, unknownPower, 5, 'begins'],
    ['unknown power, forced', plain, 'deadline', null, unknownPower, 5, 'begins'],
  ])('%s', (_, deployment, by, screen, power, minutes, then) => {
    const hold = holdAt(comeTo(by), deployment, screen, power, due);
    const record = waiting(comeTo(by), hold);
    expect(holdUntil(record, deployment, due, berlin)).toEqual(plus(minutes));
    const judged = (moment: Instant): DeploymentRecord =>
      screenJudged(record, deployment, { screen: () => screen, power, last: null }, moment, berlin);
    expect(judged(plus(minutes - 1))).toBe(record);
    const over = judged(plus(minutes));
    if (then === 'begins') {
      expect(over).toBe(record);
      expect(holdAt(record, deployment, screen, power, plus(minutes))).toBeNull();
    } else {
      expect(stageOf(over, 'asking').missed).toEqual({ due, because: 'held' });
      expect(over.deferralsUsed).toBe(record.deferralsUsed);
    }
  });

  it('goes when the power comes, and remembers what it waited for', () => {
    const record = waiting(comeTo('user'), holdAt(comeTo('user'), plain, free, noPower, due));
    const over = screenJudged(
      record,
      plain,
      { screen: () => free, power: free, last: null },
      plus(7),
      berlin,
    );
    expect(over.hold).toBeNull();
    expect(over.pastHolds).toMatchObject([{ end: 'free', reasons: [{ kind: 'no-power' }] }]);
  });

  it.each(['user', 'admin'] as const)('waits also where the %s chose "now"', (by) => {
    const record = comeTo(by, { kind: 'now' });
    expect(holdAt(record, plain, presenting, noPower, due)).toMatchObject({
      reasons: [{ kind: 'no-power' }],
    });
    expect(holdAt(record, plain, presenting, free, due)).toBeNull();
  });

  it.each([0, 60])(
    'does not begin without power, however late its turn comes (%s minutes)',
    (waitMinutes) => {
      const deployment = aDeployment({ holds, power: { ...adapter, waitMinutes } });
      const late = plus(100);
      const hold = holdAt(comeTo('user'), deployment, free, noPower, late);
      expect(hold).toMatchObject({ kind: 'held' });
      const given = screenJudged(
        waiting(comeTo('user'), hold),
        deployment,
        { screen: () => free, power: noPower, last: null },
        late.add({ seconds: 30 }),
        berlin,
      );
      expect(given.stage.kind).toBe('asking');
    },
  );

  it('is another hold when a presentation comes and goes behind it, since its bound is another', () => {
    const first = waiting(comeTo('deadline'), holdAt(comeTo('deadline'), plain, free, noPower, due));
    const look = { screen: () => presenting, power: noPower, last: null };
    const second = screenJudged(first, plain, look, plus(3), berlin);
    expect(second.hold?.reasons.map(({ kind }) => kind)).toEqual(['no-power', 'presenting']);
    expect(second.pastHolds).toMatchObject([{ end: 'changed' }]);
  });
});
