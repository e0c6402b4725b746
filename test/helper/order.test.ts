/** Several runs due together: one after another, in an order that does not depend on who comes first. */
import { describe, expect, it } from 'vitest';
import { slideShow } from './onlooker.ts';
import { serving, type Piece } from './deployments.ts';
import { jamfOrder, pieceOf } from './several.ts';
import { labelOf, newWorld, type World } from './world.ts';

/** 15:00 in Berlin. */
const minute = '2026-11-21T14:00:00Z';

async function due(pieces: readonly Piece[]): Promise<World> {
  const world = await newWorld(serving(...pieces));
  for (const { id } of pieces) {
    const { code } = await world.command('defer', '--deployment', id, '--at', '2026-11-21T15:00');
    expect(code).toBe(0);
  }
  await world.mac.clock.advanceTo('2026-11-21T13:59:40Z');
  await world.onlooker.tell();
  return world;
}

describe('several runs of one minute', () => {
  it('go one after another: by ID, and what restarts the Mac last', async () => {
    const world = await due([
      pieceOf('2', { keys: { RestartRequired: true }, payload: [{ do: 'restart', atOnce: true }] }),
      pieceOf('10'),
      pieceOf('9'),
    ]);
    const mark = world.mac.events.mark();
    await world.mac.clock.advanceTo(minute);
    await world.mac.events.waitFor({ type: 'power', state: 'on' }, { after: mark, timeoutMs: 25_000 });
    await world.ready();
    for (const id of ['9', '10', '2']) await world.untilDetail(id, 'installed');
    expect(jamfOrder(world)).toEqual(['9', '10', '2']);
  });

  it('do not wait long for a job that never comes', async () => {
    const world = await due([pieceOf('a'), pieceOf('b')]);
    await world.mac.run('/bin/launchctl', ['bootout', `system/${labelOf('a')}`]);
    await world.mac.clock.advanceTo(minute);
    await world.until('b', ({ sentence }) => sentence.includes('waits until another run has ended'));
    expect(world.steps('b').at(-1)).toBe('scheduled → scheduled: a goes before it');
    await world.mac.clock.advance(25_000);
    await world.untilDetail('b', 'installed');
    expect(jamfOrder(world)).toEqual(['b']);
  });

  it('do not wait for one that a presentation holds', async () => {
    const calm = { HoldWhilePresenting: false, HoldForAssertions: false };
    const world = await due([pieceOf('a'), pieceOf('b', { keys: calm })]);
    await world.onlooker.show(slideShow);
    await world.mac.clock.advanceTo(minute);
    await world.untilDetail('b', 'installed');
    expect((await world.entry('a')).hold).toMatchObject({ kind: 'held' });
    expect(jamfOrder(world)).toEqual(['b']);
  });
});
