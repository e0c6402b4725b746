/**
 * A fleet of simulated Macs: how many of them call the server in which minute. Macs on which everything is equal (the person, the
 * check-in, the minutes that the spread gives them) are lived through once and counted together. Pure.
 */
import type { Deployment } from '../../core/deployment.ts';
import { minutesLater, shareOf } from '../../core/spread.ts';
import { statusOf, type StatusName } from '../../core/status.ts';
import { floorToMinute, localOf, plusHours, plusMinutes, type Instant, type Zone } from '../../core/time.ts';
import { liveThrough, type Situation } from './mac.ts';
import type { Person } from './person.ts';

/** Macs check in this often, each at minutes of its own. */
export const checkInMinutes = 15;

/** Shares of a hundred, where nobody says who the people are. */
export const usualMix: readonly (readonly [Person, number])[] = [
  ['prompt', 50],
  ['late', 25],
  ['never', 15],
  ['presenter', 10],
];

export interface FleetSituation extends Pick<Situation, 'deployments' | 'until' | 'zone'> {
  readonly macs: number;
  /** Null: the usual mix. */
  readonly person: Person | null;
  /** From here on the Macs check in, all of them within `checkInMinutes`. */
  readonly from: Instant;
}

export interface MinuteOfCalls {
  readonly at: Instant;
  /** How many Macs call the server in this minute, to run a policy. */
  readonly macs: number;
}

export interface FleetDeployment {
  readonly id: string;
  readonly title: string;
  /** How many Macs have which status at the end. */
  readonly statuses: readonly (readonly [StatusName, number])[];
}

export interface FleetSimulation {
  readonly macs: number;
  readonly people: readonly (readonly [Person, number])[];
  /** Minutes in which any Mac calls, in their order. */
  readonly minutes: readonly MinuteOfCalls[];
  /** The first of the busiest; null where no Mac calls. */
  readonly busiest: MinuteOfCalls | null;
  readonly deployments: readonly FleetDeployment[];
}

/** No Mac of the fleet is new: Intermission has run there for longer than any grace for new Macs lasts. */
const seenHoursAgo = 365 * 24;

export function simulateFleet(situation: FleetSituation): FleetSimulation {
  const groups = groupsOf(situation);
  const calls = new Map<number, MinuteOfCalls>();
  const statuses = situation.deployments.map(() => new Map<StatusName, number>());
  for (const { first, macs } of groups) {
    const courses = liveThrough(first, ({ stage: was }, { stage }, _deployment, now) => {
      if (stage.kind !== 'running' || was.kind === 'running') return;
      const at = floorToMinute(now);
      const known = calls.get(at.epochMilliseconds)?.macs ?? 0;
      calls.set(at.epochMilliseconds, { at, macs: known + macs });
    });
    for (const [index, { record }] of courses.entries()) {
      const status = statusOf(record.stage);
      statuses[index]?.set(status, (statuses[index].get(status) ?? 0) + macs);
    }
  }
  const minutes = [...calls.entries()].sort(([a], [b]) => a - b).map(([, minute]) => minute);
  return {
    macs: situation.macs,
    people: peopleOf(groups),
    minutes,
    busiest: minutes.reduce<MinuteOfCalls | null>(
      (most, minute) => (most === null || minute.macs > most.macs ? minute : most),
      null,
    ),
    deployments: situation.deployments.map(({ id, title }, index) => ({
      id,
      title,
      statuses: [...(statuses[index] ?? [])].sort(([, a], [, b]) => b - a),
    })),
  };
}

/** Macs on which the same happens. */
interface Group {
  readonly first: Situation;
  macs: number;
}

function groupsOf({ macs, person, deployments, from, until, zone }: FleetSituation): readonly Group[] {
  const groups = new Map<string, Group>();
  const firstSeen = plusHours(from, -seenHoursAgo);
  for (let number = 1; number <= macs; number += 1) {
    const mac = { id: `mac-${String(number)}`, firstSeen };
    const own = (deployment: Deployment): Deployment => ({ ...deployment, mac });
    const [first, ...others] = deployments;
    const minute = Math.floor(shareOf(mac.id, 'check-in') * checkInMinutes);
    const situation: Situation = {
      deployments: [own(first), ...others.map(own)],
      person: person ?? personOf(shareOf(mac.id, 'person')),
      // People do not all come to their Macs in the same minute either.
      comesLater: minute,
      checkIn: plusMinutes(from, minute),
      until,
      zone,
    };
    const key = [
      situation.person,
      situation.checkIn.epochMilliseconds,
      ...situation.deployments.map((deployment) => minutesLater(deployment)),
    ].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: situation, macs: 1 });
    else group.macs += 1;
  }
  return [...groups.values()];
}

function personOf(share: number): Person {
  let upTo = 0;
  for (const [person, hundredths] of usualMix) {
    upTo += hundredths;
    if (share * 100 < upTo) return person;
  }
  return 'prompt';
}

function peopleOf(groups: readonly Group[]): readonly (readonly [Person, number])[] {
  return usualMix.flatMap(([person]) => {
    const macs = groups
      .filter(({ first }) => first.person === person)
      .reduce((sum, group) => sum + group.macs, 0);
    return macs === 0 ? [] : [[person, macs] as const];
  });
}

/** Calls of a span of time. */
export interface Bin {
  /** By the clock on the wall. */
  readonly from: Instant;
  readonly macs: number;
  /** The most in one of its minutes. */
  readonly most: number;
}

/** The calls by spans of so many hours of the day; spans without any are left out. */
export function binned(minutes: readonly MinuteOfCalls[], hours: number, zone: Zone): readonly Bin[] {
  const bins = new Map<number, Bin>();
  for (const { at, macs } of minutes) {
    const from = beginOf(at, hours, zone);
    const known = bins.get(from.epochMilliseconds);
    bins.set(from.epochMilliseconds, {
      from,
      macs: (known?.macs ?? 0) + macs,
      most: Math.max(known?.most ?? 0, macs),
    });
  }
  return [...bins.values()];
}

function beginOf(at: Instant, hours: number, zone: Zone): Instant {
  const local = localOf(at, zone);
  return local
    .round({ smallestUnit: 'hour', roundingMode: 'floor' })
    .subtract({ hours: local.hour % hours })
    .toInstant();
}
