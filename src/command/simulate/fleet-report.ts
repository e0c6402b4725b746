/** The simulation of a fleet as text and as JSON. */
import { localMinuteText, type Zone } from '../../core/time.ts';
import { binned, checkInMinutes, type FleetDeployment, type FleetSimulation } from './fleet.ts';
import type { Frame } from './report.ts';
import { dayAndClock, number, personWords } from './words.ts';

/** A histogram with more lines than this is told in longer spans. */
const mostLines = 40;
const spans = [1, 3, 6, 24] as const;
const widestBar = 50;

export function fleetText(fleet: FleetSimulation, { from, until, zone }: Omit<Frame, 'person'>): string {
  return [
    `${number(fleet.macs)} Macs from ${dayAndClock(from, zone)} to ${dayAndClock(until, zone)}, ${zone}.`,
    ...fleet.people.map(
      ([person, macs]) => `  ${number(macs).padStart(7)} ${person}: ${personWords[person]}`,
    ),
    `They come to their Macs, and these check in for the first time, within ${String(checkInMinutes)} minutes.`,
    '',
    busiestLine(fleet, zone),
    checkInLine(fleet),
    '',
    ...histogram(fleet, zone),
    ...fleet.deployments.map(statusLine),
  ].join('\n');
}

export const busiestLine = ({ macs, busiest }: FleetSimulation, zone: Zone): string =>
  busiest === null
    ? 'No Mac calls the server to run anything.'
    : `Busiest minute: ${dayAndClock(busiest.at, zone)}, when ${number(busiest.macs)} of ${number(macs)} Macs call the server.`;

const checkInLine = ({ macs }: FleetSimulation): string =>
  `Their check-ins every ${String(checkInMinutes)} minutes come on top: about ${number(Math.round(macs / checkInMinutes))} a minute.`;

export const statusLine = ({ id, statuses }: FleetDeployment): string =>
  `${id}: ${statuses.map(([status, macs]) => `${status} ${number(macs)}`).join(', ')}.`;

function histogram({ minutes }: FleetSimulation, zone: Zone): readonly string[] {
  if (minutes.length === 0) return [];
  const hours = spans.find((span) => binned(minutes, span, zone).length <= mostLines) ?? 24;
  const bins = binned(minutes, hours, zone);
  const highest = Math.max(...bins.map(({ macs }) => macs));
  return [
    `Calls in ${hours === 1 ? 'each hour' : `every ${String(hours)} hours`}, and the most in one minute of it:`,
    ...bins.map(({ from, macs, most }) => {
      const bar = '█'.repeat(Math.max(1, Math.round((macs / highest) * widestBar)));
      return `  ${dayAndClock(from, zone)}  ${number(macs).padStart(7)}  ${number(most).padStart(7)}  ${bar}`;
    }),
    '',
  ];
}

export function fleetJson(fleet: FleetSimulation, { from, until, zone }: Omit<Frame, 'person'>): string {
  const minute = ({ at, macs }: FleetSimulation['minutes'][number]) => ({
    at: at.toString(),
    local: localMinuteText(at, zone),
    macs,
  });
  return JSON.stringify(
    {
      schemaVersion: 1,
      zone,
      from: from.toString(),
      until: until.toString(),
      macs: fleet.macs,
      people: Object.fromEntries(fleet.people),
      busiest: fleet.busiest === null ? null : minute(fleet.busiest),
      minutes: fleet.minutes.map(minute),
      deployments: fleet.deployments.map(({ id, title, statuses }) => ({
        id,
        title,
        statuses: Object.fromEntries(statuses),
      })),
    },
    null,
    2,
  );
}

export const fleetPeople = ({ people }: FleetSimulation): string =>
  people.map(([person, macs]) => `${number(macs)} ${person}`).join(', ');
