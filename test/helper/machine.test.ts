/** Which start of the Mac it is: what the kernel says, and that it never says the same twice. */
import { describe, expect, it } from 'vitest';
import { parseSession } from '../../src/helper/macos/machine.ts';
import { newWorld } from './world.ts';

describe('the session of a start', () => {
  it.each<[string, string | null]>([
    ['5E6FFEBE-9A3C-4F1E-8B1D-0242AC130003\n', '5E6FFEBE-9A3C-4F1E-8B1D-0242AC130003'],
    ['5e6ffebe-9a3c-4f1e-8b1d-0242ac130003', '5E6FFEBE-9A3C-4F1E-8B1D-0242AC130003'],
    ['00000000-0000-0000-0000-000000000000\n', null],
    ['', null],
    ['{ sec = 1795266620, usec = 0 } Sat Nov 21 13:10:20 2026\n', null],
    ['5E6FFEBE-9A3C-4F1E-8B1D-0242AC130003 and more', null],
  ])('is read from %j as %j', (printed, session) => {
    expect(parseSession(printed)).toBe(session);
  });

  it('is another one after each start, and saved with what was known then', async () => {
    const world = await newWorld();
    const saved = (): unknown => (world.state() as { mac: { session: unknown } }).mac.session;
    const printed = async (): Promise<string | null> =>
      parseSession((await world.mac.run('/usr/sbin/sysctl', ['-n', 'kern.bootsessionuuid'])).stdout);
    const first = await printed();
    expect(saved()).toBe(first);
    await world.mac.restart();
    await world.ready();
    const second = await printed();
    expect(second).not.toBe(first);
    expect(saved()).toBe(second);
  });
});
