/** Keys for when the work counts as done, and for how it relates to other work. */
import { bundlePathForm, filePathForm, identifierForm, versionForm } from '../forms.ts';
import { deploymentKey } from '../key.ts';
import { boolean, choice, text } from '../value-kinds.ts';

export const verification = {
  VerifyOSVersion: deploymentKey(text(30, versionForm), null, {
    title: 'Verify: macOS version',
    help: 'Done when macOS is at least this version. Where several things are to be verified, all of them must be so.',
    example: '26.7',
  }),
  VerifyFileVault: deploymentKey(boolean, false, {
    title: 'Verify: FileVault',
    help: 'Done when FileVault is on.',
    example: true,
  }),
  VerifyApplicationPath: deploymentKey(text(220, bundlePathForm), null, {
    title: 'Verify: app',
    help: 'Done when this app is there. Needs the bundle ID as well.',
    example: '/Applications/Slack.app',
  }),
  VerifyApplicationBundleID: deploymentKey(text(200), null, {
    title: 'Verify: bundle ID',
    help: 'The bundle ID of that app, so that another app cannot pass for it.',
    example: 'com.tinyspeck.slackmacgap',
  }),
  VerifyApplicationVersion: deploymentKey(text(30, versionForm), null, {
    title: 'Verify: app version',
    help: 'The lowest version of that app that counts as done. Not set: any.',
    example: '4.40',
  }),
  VerifyReceiptID: deploymentKey(text(200, identifierForm), null, {
    title: 'Verify: package receipt',
    help: 'Done when an installer package with this identifier was installed.',
    example: 'com.example.pkg.tools',
  }),
  VerifyReceiptVersion: deploymentKey(text(30, versionForm), null, {
    title: 'Verify: receipt version',
    help: 'The lowest version of that package that counts as done. Not set: any.',
    example: '2.1',
  }),
  VerifyFilePath: deploymentKey(text(400, filePathForm), null, {
    title: 'Verify: file',
    help: 'Done when this file or folder is there. Choose a place that users cannot write to; a link does not count.',
    example: '/Library/Application Support/Example/done',
  }),
  VerifyScript: deploymentKey(text(400, filePathForm), null, {
    title: 'Verify: script',
    help: 'A program that is run as root, without arguments, for at most 30 seconds: it ends with 0 when the work is done and with 1 when it is not; anything else means that it cannot be told. It and every folder above it must belong to root and be closed to other writers.',
    example: '/Library/Management/verify-example.sh',
  }),
} as const;

export const distribution = {
  DistributionMethod: deploymentKey(
    choice({
      'Install automatically': 'Install automatically',
      'Make available in Self Service': 'Make available in Self Service',
    }),
    'Install automatically',
    {
      title: 'Initial distribution method',
      help: 'Whether the user is asked, or may help themselves in the menu bar. The words are those of Jamf App Installers.',
      example: 'Make available in Self Service',
    },
  ),
  UpdateMethod: deploymentKey(choice({ Automatic: 'Automatic', Manual: 'Manual' }), 'Automatic', {
    title: 'Update method',
    help: 'Of several deployments of one title, Manual comes before Automatic. The words are those of Jamf App Installers.',
    example: 'Manual',
  }),
  ConflictTitle: deploymentKey(text(120), null, {
    title: 'Title for conflicts',
    help: 'Deployments with the same title here are about the same thing; only the one with the highest priority counts on a Mac.',
    example: 'Slack',
  }),
  ConflictVersion: deploymentKey(text(30, versionForm), null, {
    title: 'Version for conflicts',
    help: 'Of several deployments of one title, the newer version comes first.',
    example: '4.40',
  }),
  StageOpenApplications: deploymentKey(boolean, true, {
    title: 'Wait until the app is quit',
    help: 'Whether a new version that the policy puts into the staging folder waits while the app is open, and moves in when the user quits it. For deployments that verify an app.',
    example: true,
  }),
} as const;
