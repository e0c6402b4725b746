/** Runs one policy: its scripts before, what it does, its scripts after, its log. Says what the recorded jamf says. */
import { spawn } from 'node:child_process';
import { copyFileSync, chmodSync, mkdirSync, rmSync } from 'node:fs';
import { pathOnMac } from '../environment.ts';
import { below } from '../places.ts';
import { perform, restart } from './actions.ts';
import type { JamfServer, Policy, PolicyScript } from './policy.ts';

export interface PolicyContext {
  readonly root: string;
  readonly computerName: string;
  /** The console user; empty when nobody is logged in. */
  readonly user: string;
  readonly server: JamfServer;
  readonly print: (line: string) => void;
}

const PARAMETERS = ['4', '5', '6', '7', '8', '9', '10', '11'] as const;
/** jamf runs its own copy of a script from here. */
const SCRIPTS = '/Library/Application Support/JAMF/tmp';

/** The exit status that jamf ends with: that of the first thing that failed. */
export async function runPolicy(policy: Policy, context: PolicyContext): Promise<number> {
  let status = 0;
  const scripts = async (priority: PolicyScript['priority']): Promise<void> => {
    for (const script of policy.scripts ?? []) {
      if (script.priority !== priority) continue;
      const code = await runScript(script, context);
      if (code !== 0) status ||= 1;
    }
  };
  await scripts('before');
  const payload = policy.payload ?? [];
  for (const action of payload) {
    const failure = await perform(context.root, action, context.print);
    if (failure === undefined) continue;
    status ||= failure;
    break;
  }
  await scripts('after');
  context.print(`Submitting log to ${context.server.url}`);
  if (payload.some((action) => action.do === 'restart')) await restart(context.root);
  return status;
}

async function runScript(script: PolicyScript, context: PolicyContext): Promise<number> {
  const { root, print } = context;
  print(`Running script ${script.name}...`);
  const folder = below(root, SCRIPTS);
  mkdirSync(folder, { recursive: true });
  const copy = `${folder}/${script.name}`;
  copyFileSync(below(root, script.path), copy);
  chmodSync(copy, 0o755);
  const parameters = PARAMETERS.map((number) => script.parameters?.[number] ?? '');
  const { code, output } = await collect(root, copy, [
    '/',
    context.computerName,
    context.user,
    ...parameters,
  ]);
  rmSync(copy, { force: true });
  print(`Script exit code: ${code}`);
  print(`Script result: ${output.replace(/\n$/, '')}`);
  if (code !== 0) print(`Error running script: return code was ${code}.`);
  return code;
}

/** Both outputs as they come, in one text, as jamf reports them. */
function collect(
  root: string,
  script: string,
  parameters: string[],
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(script, parameters, {
      cwd: root,
      env: { ...process.env, PATH: pathOnMac(root) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
