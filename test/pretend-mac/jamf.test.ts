/** jamf: the recorded words, the parameters of scripts, and the ways in which a policy does not do its work. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PretendMac } from '../../src/pretend-mac/mac.ts';
import type { Finished } from '../../src/pretend-mac/mac-process.ts';
import { jappleseed, newMac, Pipe } from './mac.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
const jamf = (mac: PretendMac, ...parameters: string[]): Promise<Finished> =>
  mac.run('/usr/local/bin/jamf', parameters);

async function macOfJappleseed(): Promise<PretendMac> {
  const mac = await newMac();
  await mac.login(jappleseed);
  return mac;
}

describe('jamf policy', () => {
  it('ends well when no policy is found', async () => {
    const mac = await macOfJappleseed();
    expect(await jamf(mac, 'policy', '-event', 'no_such_trigger')).toMatchObject({
      code: 0,
      stdout: fixture('jamf-policy-none.txt'),
    });
  });

  it('runs a policy with its script, in the recorded words', async () => {
    const mac = await macOfJappleseed();
    mac.installExecutable('/scripts/cleanup', '#!/bin/sh\n');
    mac.setPolicies([
      {
        id: 7,
        name: 'Install All Software Updates',
        trigger: 'execute_install_software_updates',
        scripts: [{ name: 'Cleanup', path: '/scripts/cleanup', priority: 'after' }],
        payload: [{ do: 'set-system-version', version: '26.7', build: '25G229' }],
      },
    ]);
    const ran = await jamf(mac, 'policy', '-trigger', 'execute_install_software_updates');
    expect(ran).toMatchObject({ code: 0, stdout: fixture('jamf-policy-ran.txt') });
    expect((await mac.run('/usr/bin/sw_vers', ['-productVersion'])).stdout).toBe('26.7\n');
    expect((await jamf(mac, 'policy', '-id', '7')).stdout).toContain(
      'Executing Policy Install All Software Updates\n',
    );
  });

  it('hands eleven parameters to a script, blank ones too, and finds the tools of the Mac', async () => {
    const mac = await macOfJappleseed();
    mac.installExecutable('/usr/local/bin/intermission', '#!/bin/sh\necho "intermission $1"\n');
    const script =
      '#!/bin/sh\necho "$#"; for word in "$@"; do echo "[$word]"; done; intermission "$4"; echo oops >&2; exit 3\n';
    mac.installExecutable('/scripts/prompt', script);
    const parameters = { 4: 'prompt', 6: 'a trigger' };
    mac.setPolicies([
      {
        id: 1,
        name: 'Prompt',
        trigger: 'recurring check-in',
        scripts: [{ name: 'Prompt', path: '/scripts/prompt', priority: 'before', parameters }],
      },
    ]);
    const { code, stdout } = await jamf(mac, 'policy');
    expect(stdout).toBe(`Checking for policies triggered by "recurring check-in" for user "jappleseed"...
Executing Policy Prompt
Running script Prompt...
Script exit code: 3
Script result: 11
[/]
[Pretend Mac]
[jappleseed]
[prompt]
[]
[a trigger]
[]
[]
[]
[]
[]
intermission prompt
oops
Error running script: return code was 3.
Submitting log to https://jamf.example.com/
`);
    expect(code).toBe(1);
  });

  it('names no user when nobody is logged in', async () => {
    const mac = await newMac();
    expect((await jamf(mac, 'policy', '-event', 'x')).stdout).toContain(
      'Checking for policies triggered by "x"...\n',
    );
    expect((await jamf(mac, 'policy', '-event', 'x', '-username', 'bob', '-verbose')).stdout).toMatch(
      /^ verbose: Checking for an existing instance of this application\.\.\.\nChecking for policies triggered by "x" for user "bob"\.\.\.\n/,
    );
  });

  it('says so when the network is gone', async () => {
    const mac = await macOfJappleseed();
    mac.setJamfServer('offline');
    const { code, stdout } = await jamf(mac, 'policy', '-event', 'x');
    expect(code).toBe(1);
    expect(stdout).toContain('Connection failure: "The network connection was lost."\n');
  });

  it('writes its log as jamf does', async () => {
    const mac = await macOfJappleseed();
    await jamf(mac, 'policy', '-event', 'x');
    const log = readFileSync(mac.path('/var/log/jamf.log'), 'utf8');
    expect(log).toMatch(
      /^Sat Nov 21 10:00:\d\d Pretend Mac jamf\[\d+\]: Checking for policies triggered by "x" for user "jappleseed"\.\.\.\n/,
    );
    expect(log).toContain(']: No policies were found for the "x" trigger.\n');
  });

  it('does a policy once per computer when told so', async () => {
    const mac = await macOfJappleseed();
    mac.setPolicies([
      {
        id: 1,
        name: 'Once',
        trigger: 'x',
        frequency: 'Once per computer',
        payload: [{ do: 'print', lines: ['hello'] }],
      },
    ]);
    expect((await jamf(mac, 'policy', '-event', 'x')).stdout).toContain('hello\n');
    expect((await jamf(mac, 'policy', '-event', 'x')).stdout).toContain(
      'No policies were found for the "x" trigger.\n',
    );
  });

  it('goes on with the other policies and the scripts after when one fails', async () => {
    const mac = await macOfJappleseed();
    mac.installExecutable('/scripts/after', '#!/bin/sh\necho after\n');
    mac.setPolicies([
      {
        id: 1,
        name: 'Fails',
        trigger: 'x',
        payload: [
          { do: 'fail', lines: ['The package could not be installed.'], code: 2 },
          { do: 'print', lines: ['not reached'] },
        ],
        scripts: [{ name: 'After', path: '/scripts/after', priority: 'after' }],
      },
      {
        id: 2,
        name: 'Works',
        trigger: 'x',
        payload: [{ do: 'install-app', name: 'Example', bundleId: 'com.example.app', version: '2.0' }],
      },
    ]);
    const { code, stdout } = await jamf(mac, 'policy', '-event', 'x');
    expect(code).toBe(2);
    expect(stdout).toContain('The package could not be installed.\n');
    expect(stdout).toContain('Script result: after\n');
    expect(stdout).not.toContain('not reached');
    expect(existsSync(mac.path('/Applications/Example.app/Contents/Info.plist'))).toBe(true);
  });

  it('takes pretend time, and refuses the same trigger meanwhile, but not for ever', async () => {
    const mac = await macOfJappleseed();
    const pipe = new Pipe(mac);
    mac.installExecutable('/scripts/ready', `#!/bin/sh\necho ready > ${pipe.path}\n`);
    mac.setPolicies([
      {
        id: 1,
        name: 'Long',
        trigger: 'x',
        scripts: [{ name: 'Ready', path: '/scripts/ready', priority: 'before' }],
        payload: [{ do: 'take', seconds: 3600 }, { do: 'hang' }],
      },
    ]);
    const long = mac.start('/usr/local/bin/jamf', ['policy', '-event', 'x']);
    await pipe.next();
    expect(await jamf(mac, 'policy', '-event', 'x')).toMatchObject({
      code: 0,
      stdout: 'This policy trigger is already being run: x\n',
    });
    expect((await jamf(mac, 'policy', '-event', 'y')).stdout).toContain(
      'No policies were found for the "y" trigger.\n',
    );
    process.kill(long.pid, 'SIGKILL');
    await long.finished;
    mac.setPolicies([{ id: 1, name: 'Short', trigger: 'x', payload: [{ do: 'print', lines: ['done'] }] }]);
    expect((await jamf(mac, 'policy', '-event', 'x')).stdout).toContain('done\n');
  });

  it('restarts the Mac when the policy is through', async () => {
    const mac = await macOfJappleseed();
    mac.installExecutable('/scripts/after', '#!/bin/sh\necho after\n');
    mac.setPolicies([
      {
        id: 1,
        name: 'Restart',
        trigger: 'x',
        payload: [{ do: 'restart' }],
        scripts: [{ name: 'After', path: '/scripts/after', priority: 'after' }],
      },
    ]);
    const { stdout } = await jamf(mac, 'policy', '-event', 'x');
    expect(stdout).toContain('Script result: after\n');
    const off = await mac.events.waitFor({ type: 'power', state: 'off' });
    await mac.events.waitFor({ type: 'power', state: 'on' }, { after: off.sequence });
  });

  it('is killed by the restart that it asks for at once', async () => {
    const mac = await macOfJappleseed();
    mac.setPolicies([
      {
        id: 1,
        name: 'Restart',
        trigger: 'x',
        payload: [
          { do: 'restart', atOnce: true },
          { do: 'print', lines: ['never'] },
        ],
      },
    ]);
    const { signal, stdout } = await jamf(mac, 'policy', '-event', 'x');
    expect(signal).toBe('SIGTERM');
    expect(stdout).not.toContain('never');
  });

  it('is root’s', async () => {
    const mac = await macOfJappleseed();
    expect((await mac.run('/usr/local/bin/jamf', ['policy'], { uid: 501 })).code).toBe(1);
  });
});

describe('the rest of jamf', () => {
  it('is a link into its own folder, and all of it belongs to root', async () => {
    const mac = await newMac();
    expect(realpathSync(mac.path('/usr/local/bin/jamf'))).toBe(mac.path('/usr/local/jamf/bin/jamf'));
  });

  it('submits inventory, has a version and a help', async () => {
    const mac = await newMac();
    expect((await jamf(mac, 'recon')).stdout).toContain('<computer_id>1</computer_id>\n');
    expect((await jamf(mac, 'version')).stdout).toMatch(/^version=\d+\./);
    expect((await jamf(mac, 'help', 'policy')).stdout).toMatch(
      /^Usage:\t jamf policy \[-event <event>\] \[-username <username>\] \[-id <policy_id>\] \[-forceNoRecon\]\n/,
    );
  });
});
