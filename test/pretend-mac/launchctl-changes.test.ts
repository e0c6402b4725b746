/** What launchctl changes and when: bootout and its draining label, overrides, a user's own domain. */
import { describe, expect, it } from 'vitest';
import { jappleseed, launchctl, newMac, Pipe, writeJob } from './mac.ts';

const LABEL = 'io.example.job';
const SERVICE = `system/${LABEL}`;

describe('bootout', () => {
  const stubborn = (pipe: Pipe): string =>
    `trap '' TERM; echo ready > ${pipe.path}; while :; do sleep 0.05; done`;

  it('returns at once, holds the label while the process lives, and kills it after the exit timeout', async () => {
    const mac = await newMac();
    const pipe = new Pipe(mac);
    const path = writeJob(mac, LABEL, { script: stubborn(pipe), keys: { RunAtLoad: true } });
    await launchctl(mac, 'bootstrap', 'system', path);
    await pipe.next();
    expect(await launchctl(mac, 'bootout', SERVICE)).toMatchObject({ code: 0 });
    expect((await launchctl(mac, 'print', SERVICE)).stdout).toContain('\tstate = SIGTERMed\n');
    expect(await launchctl(mac, 'bootout', SERVICE)).toMatchObject({
      code: 36,
      stderr: 'Boot-out failed: 36: Operation now in progress\n',
    });
    expect(await launchctl(mac, 'bootstrap', 'system', path)).toMatchObject({
      code: 37,
      stderr: 'Bootstrap failed: 37: Operation already in progress\n',
    });
    expect(mac.events.all({ type: 'job-exited' })).toEqual([]);
    await mac.clock.advance(5000);
    expect(await mac.events.waitFor({ type: 'job-exited', label: LABEL })).toMatchObject({
      signal: 'SIGKILL',
    });
    await mac.events.waitFor({ type: 'job-unloaded', label: LABEL });
    expect(await launchctl(mac, 'print', SERVICE)).toMatchObject({ code: 113 });
    expect(await launchctl(mac, 'bootstrap', 'system', path)).toMatchObject({ code: 0 });
  });

  it('waits as long as ExitTimeOut says', async () => {
    const mac = await newMac();
    const pipe = new Pipe(mac);
    const keys = { RunAtLoad: true, ExitTimeOut: 3600 };
    await launchctl(mac, 'bootstrap', 'system', writeJob(mac, LABEL, { script: stubborn(pipe), keys }));
    await pipe.next();
    await launchctl(mac, 'bootout', SERVICE);
    await mac.clock.advance(3_500_000);
    expect(await mac.jobs()).toMatchObject([{ state: 'SIGTERMed' }]);
    await mac.clock.advance(100_000);
    await mac.events.waitFor({ type: 'job-exited', label: LABEL, signal: 'SIGKILL' });
  });

  it('does not start a kept-alive job again', async () => {
    const mac = await newMac();
    const pipe = new Pipe(mac);
    const keys = { KeepAlive: true };
    await launchctl(
      mac,
      'bootstrap',
      'system',
      writeJob(mac, LABEL, { script: `echo ready > ${pipe.path}; exec sleep 1000`, keys }),
    );
    await pipe.next();
    await launchctl(mac, 'bootout', SERVICE);
    await mac.events.waitFor({ type: 'job-unloaded', label: LABEL });
    await mac.clock.advance(60_000);
    expect(mac.events.all({ type: 'job-spawned' })).toHaveLength(1);
  });
});

describe('an override', () => {
  it('survives bootout and reboot, keeps the job from loading at boot, and is taken back by enable only', async () => {
    const mac = await newMac();
    await launchctl(mac, 'bootstrap', 'system', writeJob(mac, LABEL));
    await launchctl(mac, 'disable', SERVICE);
    expect((await launchctl(mac, 'print-disabled', 'system')).stdout).toBe(
      `disabled services = {\n\t"${LABEL}" => disabled\n}\n`,
    );
    await launchctl(mac, 'bootout', SERVICE);
    await mac.restart();
    expect(await mac.jobs()).toEqual([]);
    await launchctl(mac, 'enable', SERVICE);
    expect((await launchctl(mac, 'print-disabled', 'system')).stdout).toContain(`"${LABEL}" => enabled`);
    await mac.restart();
    expect(await mac.jobs()).toMatchObject([{ label: LABEL }]);
  });

  it('beats the Disabled key of the plist', async () => {
    const mac = await newMac();
    const path = writeJob(mac, LABEL, { keys: { Disabled: true } });
    expect(await launchctl(mac, 'bootstrap', 'system', path)).toMatchObject({ code: 5 });
    await launchctl(mac, 'enable', SERVICE);
    expect(await launchctl(mac, 'bootstrap', 'system', path)).toMatchObject({ code: 0 });
  });
});

describe("a user's own domain", () => {
  it('is the user’s to change, without root', async () => {
    const mac = await newMac();
    const agent = writeJob(mac, 'io.example.agent', {
      script: 'exec sleep 1000',
      folder: 'LaunchAgents',
      keys: { KeepAlive: true },
    });
    await mac.login(jappleseed);
    const asUser = (...parameters: string[]) => mac.run('/bin/launchctl', parameters, { uid: 501 });
    expect(await asUser('bootout', 'gui/501/io.example.agent')).toMatchObject({ code: 0 });
    await mac.events.waitFor({ type: 'job-unloaded', label: 'io.example.agent' });
    expect(await asUser('print', 'gui/501/io.example.agent')).toMatchObject({
      code: 113,
      stderr: 'Could not find service "io.example.agent" in domain for user gui: 501\n',
    });
    expect(await asUser('bootstrap', 'gui/501', agent)).toMatchObject({ code: 0 });
    expect(await launchctl(mac, 'kickstart', '-k', 'gui/501/io.example.agent')).toMatchObject({ code: 0 });
  });

  it('lets root run something as the user in the session', async () => {
    const mac = await newMac();
    await mac.login(jappleseed);
    const answer = await launchctl(mac, 'asuser', '501', '/usr/bin/sudo', '-u', 'jappleseed', 'id', '-u');
    expect(answer).toMatchObject({ code: 0, stdout: '501\n' });
    expect(await launchctl(mac, 'asuser', '502', 'id')).toMatchObject({ code: 112 });
    expect(await mac.run('/bin/launchctl', ['asuser', '501', 'id'], { uid: 501 })).toMatchObject({ code: 1 });
  });
});
