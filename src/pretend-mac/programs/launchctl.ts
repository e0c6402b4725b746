/** `/bin/launchctl` of a pretend Mac. */
import { run } from '../command-line.ts';
import { LaunchdClient } from '../launchd-client.ts';
import { become } from '../tools/become.ts';
import { COMMANDS, USAGE, usage, type Context } from '../tools/launchctl.ts';

run(async ({ root, arguments: [name = '', ...parameters] }) => {
  const launchd = await LaunchdClient.connect(root);
  const context: Context = {
    root,
    caller: process.geteuid?.() ?? 0,
    launchd,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  };
  try {
    if (name === 'asuser') return await asUser(context, parameters);
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (command) return await command(context, parameters);
    context.err(`Unrecognized subcommand: ${name}\nUsage: launchctl <subcommand> ... | help [subcommand]\n`);
    return USAGE;
  } finally {
    launchd.close();
  }
});

/** Runs a command in a user's session; like the real one it leaves the credentials alone. */
async function asUser(context: Context, [uid = '', ...command]: readonly string[]): Promise<number> {
  if (!/^\d+$/.test(uid) || command.length === 0)
    return usage(context, 'asuser <UID> <command> [arguments...]');
  if (context.caller !== 0) {
    context.err('Could not switch to audit session: 1: Operation not permitted\n');
    return 1;
  }
  const { code } = await context.launchd.ask({ ask: 'session', uid: Number(uid) });
  if (code !== 0) {
    context.err(`Could not switch to audit session: ${code}: Could not find specified domain\n`);
    return code;
  }
  return become(context.root, command, undefined, {});
}
