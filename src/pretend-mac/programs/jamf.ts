/** `/usr/local/jamf/bin/jamf` with a pretend server behind it. */
import { run } from '../command-line.ts';
import { policy } from '../jamf/jamf.ts';
import { REACHABLE, type JamfServer } from '../jamf/policy.ts';
import { PLACES } from '../places.ts';
import { readState } from '../state-file.ts';

const HELP_POLICY = `Usage:\t jamf policy [-event <event>] [-username <username>] [-id <policy_id>] [-forceNoRecon]

\t -event \t\tThe event or trigger that invokes the policy. Historical synonyms include -trigger and -action.

\t -username \t\tThe username to use when checking for policies.

\t -id \t\t\tThe ID of the policy to run.

\t -forceNoRecon \t\tDo not submit inventory, even if a policy says so.
`;

run(async ({ root, arguments: [verb, ...parameters] }) => {
  const server = readState<JamfServer>(root, PLACES.jamfServer, REACHABLE);
  switch (verb) {
    case 'policy':
      if (process.geteuid?.() !== 0) {
        process.stdout.write('This command must be run as root.\n');
        return 1;
      }
      return policy(root, parameters);
    case 'recon':
      process.stdout.write(`Retrieving inventory preferences from ${server.url}...\n`);
      if (server.state !== 'reachable') {
        process.stdout.write('Connection failure: "The network connection was lost."\n');
        return 1;
      }
      process.stdout.write(
        `Locating accounts...\nLocating applications...\nSubmitting data to ${server.url}...\n<computer_id>1</computer_id>\n`,
      );
      return 0;
    case 'version':
      process.stdout.write('version=11.24.0-t1763650800\n');
      return 0;
    case 'help':
      process.stdout.write(parameters[0] === 'policy' ? HELP_POLICY : 'Usage:\t jamf <verb> [options]\n');
      return 0;
    default:
      process.stdout.write('Usage:\t jamf <verb> [options]\n');
      return verb === undefined ? 0 : 1;
  }
});
